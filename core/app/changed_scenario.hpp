#pragma once
/// The changes that make one scenario of another, and the scenario with some of them.
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "app/options/pack_options.hpp"
#include "app/options/scenario_options.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// Changes of a scenario, each of which can be made without the others.
struct Changes {
  std::vector<std::string> names;  ///< "finance.town_share=0.1", "pack budget_cut"
  /// The scenario with those of them that are true, ready to be read, or the exit code after a problem was said.
  std::function<std::variant<ScenarioOptions, Exit>(const std::vector<bool>& made)> with;
};

/// Options --set on top of a scenario, each a change.
[[nodiscard]] Changes changes_of_sets(const ScenarioOptions& base, const std::vector<std::string>& sets);
/// Packs over a scenario, each a change; the host outlives them.
[[nodiscard]] Changes changes_of_packs(const ScenarioOptions& base, const PackOptions& packs, PluginHost& host);
/// The keys in which `b` differs from `a`, which `base` reads, each a change; names, seeds and numbers of replicates are none. Paths of
/// tables count where both files stand in one folder. What only one of them has cannot be set and is left out.
[[nodiscard]] Changes changes_between(const ScenarioOptions& base, const Scenario& a, const Scenario& b, const std::string& file_b);

}  // namespace eldercast
