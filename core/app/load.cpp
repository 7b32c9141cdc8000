#include "app/load.hpp"

#include <CLI/CLI.hpp>

#include "app/terminal.hpp"
#include "scenario/reader.hpp"

namespace eldercast {

void add_plugin_dir_option(CLI::App& command, std::vector<std::string>& plugin_dirs) {
  command.add_option("--plugin-dir", plugin_dirs, "Search this folder for rules first (repeatable)")
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
  add_plugin_dir_option(command, options.plugin_dirs);
}

std::unique_ptr<PluginHost> make_host(const std::vector<std::string>& plugin_dirs) {
  const std::filesystem::path executable = std::filesystem::read_symlink("/proc/self/exe");
  const std::vector<std::filesystem::path> given(plugin_dirs.begin(), plugin_dirs.end());
  return std::make_unique<PluginHost>(default_plugin_folders(executable, given));
}

std::variant<std::shared_ptr<const Scenario>, Exit> load_scenario(const ScenarioOptions& options, PluginHost& host,
                                                                  const std::function<void(const Diagnostics&)>& refused) {
  const RuleCatalog catalog = host.catalog();
  ReadResult result = read_scenario(options.file, {options.sets, &catalog, options.layers});
  if (result.scenario) return std::make_shared<const Scenario>(std::move(*result.scenario));
  print_talk(result.diagnostics.render(colour_on_stderr()));
  if (refused) refused(result.diagnostics);
  return result.diagnostics.only_plugin_errors() ? Exit::plugin : Exit::usage_or_scenario;
}

}  // namespace eldercast
