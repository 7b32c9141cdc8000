#pragma once
/// Packs of shocks as commands take them: found by name or path, and laid over a scenario.
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/options/scenario_options.hpp"
#include "study/stress/pack.hpp"

namespace eldercast {

/// The packs of a command, all at once, and how hard.
struct PackOptions {
  std::vector<std::string> packs;
  double severity = 1;
};

/// Declares --pack and --severity. `about` says what the packs do here.
void add_pack_options(CLI::App& command, PackOptions& options, const std::string& about);

/// The pack that a user typed: a name of the folder of the scenario's packs, or a file. The exit code after the problem was said.
[[nodiscard]] std::variant<Pack, Exit> find_pack(const std::string& typed, const std::filesystem::path& scenario_file);
/// Says so, and the exit code, if the pack does not allow the severity.
[[nodiscard]] std::optional<Exit> refuse_severity(const Pack& pack, double severity);
/// Shows the diagnostics of packs and scenario.
Exit refuse_pack(const Diagnostics& diagnostics);

/// Adds what the packs change to the options --set, one pack upon the other in their order. The exit code if one is refused.
[[nodiscard]] std::optional<Exit> apply_packs(const PackOptions& packs, ScenarioOptions& scenario, PluginHost& host);

}  // namespace eldercast
