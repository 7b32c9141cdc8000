#pragma once
/// A rule and its parameters as text for people.
#include <string>

#include "model/rule_catalog.hpp"

namespace eldercast {

/// A parameter's value as it is written in a scenario: "2000000", "0.92", "true", "2020-04", a choice's name. NaN gives "".
[[nodiscard]] std::string parameter_value_text(const ParameterRow& row, double value);

/// What `plugins describe` prints: what the rule does, its clauses, and a block for each parameter (key, unit, range, default, plausible
/// range; Chinese and English text; clause and source). Ends with a line feed; no line ends in a blank.
[[nodiscard]] std::string describe_rule(const RuleDescription& rule);

/// The parameter table of a plugin's README in Markdown. It stands there between the lines `<!-- parameters -->` and
/// `<!-- /parameters -->`; a contract test compares them.
[[nodiscard]] std::string rule_page_markdown(const RuleDescription& rule);

}  // namespace eldercast
