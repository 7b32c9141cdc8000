#pragma once
/// A rule in whole runs of a scenario: nothing that a user cannot see may change a number.
#include <filesystem>
#include <string>

#include "engine/host/plugin_host.hpp"
#include "engine/replicate_runner.hpp"

namespace eldercast::contract {

/// What is wrong, "" if nothing is. `scenario` is read with the rule switched on; where it keeps a stock that another rule of the scenario
/// keeps, in place of all rules of the scenario.
struct WholeRuns {
  std::string fails;       ///< the rule fails, with its month
  std::string threads;     ///< another number of threads gives other numbers
  std::string replicates;  ///< another order of replicates does
  std::string rules;       ///< another order of rules does
};
[[nodiscard]] WholeRuns run_whole(PluginHost& host, const RuleDescription& rule, const std::filesystem::path& scenario, RuleWatch watch);

}  // namespace eldercast::contract
