#pragma once
/// Numbers by year of rules, and the years of which they say nothing.
#include <vector>

#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"
#include "text/bilingual.hpp"

namespace eldercast {

/// Sentences about values by year that begin after the run does: a rule has no number for the years before, which for those that ship
/// is nothing. `rules` knows all rules of the scenario.
[[nodiscard]] std::vector<Text> notes_on_rule_years(const Scenario& scenario, const RuleCatalog& rules);

}  // namespace eldercast
