#pragma once
/// What rules have to do with payers, purposes and roles that the scenario names, and with targets of their own.
#include "model/own_names.hpp"
#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"
#include "scenario/source/diagnostic.hpp"

namespace eldercast {

/// The rule with rows that list, as choices of a payer, a purpose or a role, all that there are in this scenario.
[[nodiscard]] RuleDescription with_names(RuleDescription rule, const OwnNames& names);

/// Tells of every name that the rule needs and the scenario does not have (scenario.required); `place` is that of the rule.
void check_needs(const RuleDescription& rule, const OwnNames& names, const Place& place, Diagnostics& diagnostics);

/// The rule's own targets with the values that the scenario gives it, all of them in the order of its rows.
[[nodiscard]] std::vector<OwnTarget> targets_with(const RuleDescription& rule, std::span<const RuleValue> values);

}  // namespace eldercast
