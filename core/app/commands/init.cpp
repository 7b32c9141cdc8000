#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/options/scenario_options.hpp"
#include "app/shipped.hpp"
#include "app/synthetic_district.hpp"
#include "app/terminal/terminal.hpp"
#include "files/file_error.hpp"
#include "files/whole_file.hpp"
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
};

std::vector<std::string> names_in(const fs::path& scenarios) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(scenarios)) {
    if (entry.is_directory() && fs::exists(entry.path() / "data")) out.push_back(entry.path().filename().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// The folder's name as a scenario id: lower case, digits and hyphens.
std::string id_of(const fs::path& folder) {
  std::string out;
  for (const char c : fs::weakly_canonical(folder).filename().string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool upper = c >= 'A' && c <= 'Z';
    out += plain ? c : upper ? static_cast<char>(c - 'A' + 'a') : '-';
  }
  const std::size_t first = out.find_first_not_of('-');
  return first == std::string::npos ? "district" : out.substr(first, out.find_last_not_of('-') - first + 1);
}

/// The text with the first line that starts with `key = ` replaced.
void replace_value(std::string& text, const std::string& key, const std::string& value) {
  const std::string start = "\n" + key + " = ";
  const std::size_t at = text.find(start);
  if (at == std::string::npos) return;
  const std::size_t end = text.find('\n', at + 1);
  text.replace(at + start.size(), end - at - start.size(), "\"" + value + "\"");
}

/// A copy that its owner may write, wherever it comes from: files of an installation are read-only. What cannot be finished is taken away.
void copy_scenario(const fs::path& from, const fs::path& folder) {
  const bool there = fs::exists(folder);
  try {
    fs::create_directories(folder);
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(from)) {
      const fs::path to = folder / entry.path().lexically_relative(from);
      if (entry.is_directory()) {
        fs::create_directories(to);
      } else {
        write_whole(to, read_whole(entry.path()));
      }
    }
  } catch (...) {
    std::error_code ignored;
    if (there) {
      for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) fs::remove_all(entry.path(), ignored);
    } else {
      fs::remove_all(folder, ignored);
    }
    throw;
  }
}

/// A district of one's own: the toy's tables under a new name, with the guide instead of the toy's hand calculation.
void name_district(const fs::path& scenarios, const fs::path& folder) {
  const std::string id = id_of(folder);
  std::string text = read_whole(folder / "toy.toml");
  const std::size_t comment = text.find("\n# ");
  const std::size_t section = text.find("\n[scenario]");
  if (comment != std::string::npos && comment < section) {
    text.replace(comment, section - comment,
                 "\n# A district of your own. Every row is invented until you replace it: README.md says which table to fill from which "
                 "statistic.\n"
                 "# Check it with: eldercast validate district.toml\n");
  }
  replace_value(text, "id", id);
  replace_value(text, "name_zh", id);
  replace_value(text, "name_en", id);
  replace_value(text, "replicates", "");
  text.replace(text.find("replicates = \"\""), std::string("replicates = \"\"").size(), "replicates = 100");
  write_whole(folder / "district.toml", text);
  fs::remove(folder / "toy.toml");
  fs::remove(folder / "README.md");
  write_whole(folder / "README.md", read_whole(scenarios / "filling.md"));
}

Exit tile(const InitCommand& command, const fs::path& folder) {
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  for (const std::string& note : tile_district(folder, command.tiles, id_of(folder), host->catalog())) print_talk(note + "\n");
  const std::string file = (folder / "baseline.toml").string();
  print_data(
      fmt::format("{} is {} times {}, side by side: an invented district. Next:\n"
                  "  eldercast validate {}\n"
                  "  eldercast run {} -o first.h5\n",
                  command.folder, command.tiles, command.from, shell_path(file), shell_path(file)));
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
  if (own) name_district(*scenarios, folder);
  const std::string file = (folder / (own ? "district.toml" : "baseline.toml")).string();
  print_data(
      fmt::format("{} is a runnable district. Next:\n"
                  "  eldercast validate {}\n"
                  "  eldercast run {} -o first.h5\n"
                  "  then read {} and replace the tables\n",
                  command.folder, shell_path(file), shell_path(file), (folder / "README.md").string()));
  return Exit::done;
}

}  // namespace

void add_init(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("init", "A new district that runs at once, to be filled with your own tables");
  auto command = std::make_shared<InitCommand>();
  sub->add_option("folder", command->folder, "New folder")->required()->type_name("DIR");
  CLI::Option* from =
      sub->add_option("--from", command->from, "Copy this shipped scenario as it is instead, for instance jiangjin")->type_name("NAME");
  sub->add_option("--tile", command->tiles, "With --from: lay that many copies side by side, a synthetic district of any size")
      ->type_name("K")
      ->check(CLI::Range(1, kMostTiles))
      ->needs(from);
  add_plugin_dir_option(*sub, command->plugin_dirs);
  sub->footer(
      "Examples:\n"
      "  eldercast init mydistrict\n"
      "  eldercast init copy --from jiangjin\n"
      "  eldercast init municipality --from jiangjin --tile 26");
  sub->callback([command, &action] { action = [command] { return run(*command); }; });
}

}  // namespace eldercast
