#include "app/options/pack_options.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "app/options/companion_file.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "scenario/text_chain.hpp"

namespace eldercast {

void add_pack_options(CLI::App& command, PackOptions& options, const std::string& about) {
  CLI::Option* pack =
      command.add_option("--pack", options.packs, about + ": a name from the folder stress beside SCENARIO, or a file (repeatable)")
          ->type_name("PACK")
          ->allow_extra_args(false)
          ->take_all();
  command.add_option("--severity", options.severity, "How hard packs are: 1 is the size that a pack gives (default: 1)")
      ->check(CLI::Range(0.0, kLargestSeverity))
      ->needs(pack);
}

Exit refuse_pack(const Diagnostics& diagnostics) {
  print_problems(diagnostics);
  return Exit::usage_or_scenario;
}

std::variant<Pack, Exit> find_pack(const std::string& typed, const std::filesystem::path& scenario_file) {
  if (const auto refused = refuse_no_scenario(scenario_file)) return *refused;
  const auto found = file_beside(typed, pack_folder(scenario_file), "pack");
  if (const UsageProblem* problem = std::get_if<UsageProblem>(&found)) return usage(problem->message, problem->help);
  const std::filesystem::path& file = std::get<std::filesystem::path>(found);
  Diagnostics diagnostics;
  std::optional<Pack> pack = read_pack(file, file.string(), diagnostics);
  if (!pack) return refuse_pack(diagnostics);
  return std::move(*pack);
}

std::optional<Exit> refuse_severity(const Pack& pack, double severity) {
  if (severity <= pack.severity_max) return std::nullopt;
  return usage(fmt::format("severity {:.4g} is beyond what pack {} allows", severity, pack.id),
               fmt::format("its severity_max is {:.4g}", pack.severity_max));
}

std::optional<Exit> apply_packs(const PackOptions& packs, ScenarioOptions& scenario, PluginHost& host) {
  std::vector<std::string> done;
  for (const std::string& typed : packs.packs) {
    auto found = find_pack(typed, scenario.file);
    if (const Exit* exit = std::get_if<Exit>(&found)) return *exit;
    const Pack& pack = std::get<Pack>(found);
    if (const auto exit = refuse_severity(pack, packs.severity)) return exit;
    if (std::find(done.begin(), done.end(), pack.id) != done.end())
      return usage(fmt::format("the pack {} is given twice", pack.id), "give it once, and --severity for more of it");
    done.push_back(pack.id);
    auto base = load_scenario(scenario, host);
    if (const Exit* exit = std::get_if<Exit>(&base)) return *exit;
    Diagnostics diagnostics;
    const TomlValue layer = layer_of(pack, packs.severity, *std::get<std::shared_ptr<const Scenario>>(base), host.catalog(), diagnostics);
    if (diagnostics.has_errors()) return refuse_pack(diagnostics);
    // Problems with a pack are shown in its own file, which options do not have.
    ScenarioOptions layered = scenario;
    layered.layers = {layer};
    auto with = load_scenario(layered, host);
    if (const Exit* exit = std::get_if<Exit>(&with)) return *exit;
    scenario.sets = joined_options(scenario.sets, options_of(layer));
  }
  return std::nullopt;
}

}  // namespace eldercast
