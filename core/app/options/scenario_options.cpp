#include "app/options/scenario_options.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "app/options/language_option.hpp"
#include "app/terminal/terminal.hpp"
#include "engine/machine/machine.hpp"
#include "engine/memory.hpp"
#include "output/file/schema.hpp"
#include "scenario/parameters/inert.hpp"
#include "scenario/reader.hpp"
#include "text/characters.hpp"

namespace eldercast {

void add_plugin_dir_option(CLI::App& command, std::vector<std::string>& plugin_dirs) {
  command.add_option("--plugin-dir", plugin_dirs, "Search this folder for rules first; the first that has a rule wins (repeatable)")
      ->type_name("DIR")
      ->allow_extra_args(false)
      ->take_all();
}

void add_scenario_options(CLI::App& command, ScenarioOptions& options) {
  command.add_option("scenario", options.file, "Scenario file (TOML)")->required()->type_name("SCENARIO");
  command.add_option("--set", options.sets, "Change one value: --set schedule.slip_ratio.median=1.5 (repeatable)")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false)
      ->take_all();
  command
      .add_option_function<std::string>(
          "--as-of", [&options](const std::string& month) { options.sets.push_back("scenario.as_of=" + month); },
          "The past is as observed until the end of this month (data.observed), the rest is drawn given it")
      ->type_name("YYYY-MM");
  add_plugin_dir_option(command, options.plugin_dirs);
}

void warn_of_writers(const std::string& doubt) {
  print_warning("plugin.writers", fmt::format("{}: rules are code, and they could have put some there", plain_line(doubt)));
}

std::unique_ptr<PluginHost> make_host(const std::vector<std::string>& plugin_dirs) {
  const std::filesystem::path executable = std::filesystem::read_symlink("/proc/self/exe");
  const std::vector<std::filesystem::path> given(plugin_dirs.begin(), plugin_dirs.end());
  auto host = std::make_unique<PluginHost>(default_plugin_folders(executable, given));
  for (const std::string& doubt : host->doubts()) warn_of_writers(doubt);
  return host;
}

void warn_of_inert(const Scenario& scenario, const std::vector<std::string>& texts, Language language) {
  for (const std::string& text : texts) {
    const std::string id = text.substr(0, text.find_first_of("= "));
    if (const auto why = why_inert(scenario, id))
      print_talk({fmt::format("警告[scenario.inert]：{}不起作用：{}\n", id, why->zh),
                  fmt::format("warning[scenario.inert]: {} changes nothing: {}\n", id, why->en)},
                 language);
  }
}

std::variant<std::shared_ptr<const Scenario>, Exit> load_scenario(const ScenarioOptions& options, PluginHost& host,
                                                                  const std::function<void(const Diagnostics&)>& refused) {
  const RuleCatalog catalog = host.catalog();
  ReadResult result = read_scenario(options.file, {options.sets, &catalog, options.layers});
  if (result.scenario) {
    warn_of_inert(*result.scenario, options.sets, language_of(options.language));
    return std::make_shared<const Scenario>(std::move(*result.scenario));
  }
  print_problems(result.diagnostics);
  if (refused) refused(result.diagnostics);
  return result.diagnostics.only_plugin_errors() ? Exit::plugin : Exit::usage_or_scenario;
}

bool fits_into_memory(const Scenario& scenario, int workers, std::int64_t outcomes) {
  const MemoryNeed need = memory_need(scenario);
  const std::optional<std::int64_t> available = memory_available();
  const std::int64_t of_an_outcome = headline_bytes(describe(scenario));
  const std::int64_t bytes = need.bytes(workers) + of_an_outcome * outcomes;
  if (!available || bytes <= *available) return true;
  const auto gigabytes = [](std::int64_t number) { return static_cast<double>(number) / 1e9; };
  std::string help = "a larger machine, or a smaller district";
  if (need.bytes(workers) <= *available) {
    help = fmt::format("fewer replicates: the outcome of each is kept until the end and takes {:.2f} MB, and there is room for {}",
                       static_cast<double>(of_an_outcome) / 1e6, (*available - need.bytes(workers)) / of_an_outcome);
  } else if (workers > 1 && need.bytes(1) <= *available) {
    help = fmt::format("use --threads {}: every replicate that runs at the same time needs {:.1f} GB",
                       std::max<std::int64_t>(1, (*available - need.shared_bytes) / need.worker_bytes), gigabytes(need.worker_bytes));
  }
  print_talk(fmt::format(
      "error[run.memory]: {} individuals on {} threads, with {} outcomes kept, need about {:.2f} GB of memory, and {:.2f} GB are free\n"
      "  help: {}\n",
      need.individuals, workers, outcomes, gigabytes(bytes), gigabytes(*available), help));
  return false;
}

}  // namespace eldercast
