#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/copied_scenario.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/shipped.hpp"
#include "app/synthetic_district.hpp"
#include "app/terminal/terminal.hpp"
#include "files/file_error.hpp"
#include "text/shell_word.hpp"
#include "text/suggest.hpp"

namespace eldercast {
namespace {

namespace fs = std::filesystem;

struct InitCommand {
  std::string folder;
  std::string from = "toy";
  int tiles = 1;
  std::vector<std::string> plugin_dirs;
  std::optional<Language> language;
};

/// What was made, then the commands to go on with.
void tell(const InitCommand& command, const Text& made, const std::string& file, const std::string& id, const Text& last) {
  const bool zh = language_of(command.language) == Language::zh;
  std::string text = in(language_of(command.language), made) + (zh ? "下一步：\n" : " Next:\n");
  text += fmt::format("  eldercast validate {0}\n  eldercast run {0} -o {1}.h5\n", shell_path(file), id);
  const std::string& end = zh ? last.zh : last.en;
  print_data(end.empty() ? text : text + "  " + end + "\n");
}

std::vector<std::string> names_in(const fs::path& scenarios) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(scenarios)) {
    if (entry.is_directory() && fs::exists(entry.path() / "data")) out.push_back(entry.path().filename().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

Exit tile(const InitCommand& command, const fs::path& folder) {
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  for (const std::string& note : tile_district(folder, command.tiles, id_of_folder(folder), host->catalog())) print_talk(note + "\n");
  const std::string file = (folder / "baseline.toml").string();
  tell(command,
       {fmt::format("{}由{}份{}并排组成，是虚构的区。", command.folder, command.tiles, command.from),
        fmt::format("{} is {} times {}, side by side: an invented district.", command.folder, command.tiles, command.from)},
       file, id_of_folder(folder), {});
  return Exit::done;
}

Exit run(const InitCommand& command) {
  const std::optional<fs::path> scenarios = shipped_scenarios();
  if (!scenarios)
    throw FileError("scenarios", "the shipped scenarios are not beside the program",
                    "run eldercast from its build tree or an installed prefix");
  const std::vector<std::string> names = names_in(*scenarios);
  if (std::find(names.begin(), names.end(), command.from) == names.end()) {
    print_problem("usage", fmt::format("there is no shipped scenario '{}'", command.from), suggestion(command.from, candidates_of(names)));
    return Exit::usage_or_scenario;
  }
  const fs::path folder = command.folder;
  std::error_code error;
  if (fs::exists(folder) && !(fs::is_directory(folder) && fs::is_empty(folder, error))) {
    throw FileError(command.folder, "exists and is not an empty folder", "name a new one");
  }
  copy_scenario(*scenarios / command.from, folder);
  if (command.tiles > 1) return tile(command, folder);
  const bool own = command.from == "toy";
  own ? name_new_district(*scenarios, folder) : name_copy(*scenarios, command.from, folder);
  const std::string file = (folder / (own ? "district.toml" : "baseline.toml")).string();
  const std::string guide = (folder / (own ? "README.md" : "FILLING.md")).string();
  tell(command, {command.folder + "是一个可运行的区。", command.folder + " is a runnable district."}, file, id_of_folder(folder),
       {fmt::format("然后阅读 {} 并替换各表", guide), fmt::format("then read {} and replace the tables", guide)});
  return Exit::done;
}

}  // namespace

void add_init(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("init", "A new district that runs at once, to be filled with your own tables");
  auto command = std::make_shared<InitCommand>();
  sub->add_option("folder", command->folder, "New folder")->required()->type_name("DIR");
  CLI::Option* from = sub->add_option("--from", command->from,
                                      "Copy this shipped scenario instead, for instance jiangjin; ids and names say that it is a copy")
                          ->type_name("NAME");
  sub->add_option("--tile", command->tiles, "With --from: lay that many copies side by side, a synthetic district of any size")
      ->type_name("K")
      ->check(CLI::Range(1, kMostTiles))
      ->needs(from);
  add_plugin_dir_option(*sub, command->plugin_dirs);
  add_language_option(*sub, command->language);
  sub->footer(
      "Examples:\n"
      "  eldercast init mydistrict\n"
      "  eldercast init copy --from jiangjin\n"
      "  eldercast init municipality --from jiangjin --tile 26");
  sub->callback([command, &action] { action = [command] { return run(*command); }; });
}

}  // namespace eldercast
