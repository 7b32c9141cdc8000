#pragma once
/// The parameters of a rule as text for people.
#include <span>
#include <string>
#include <vector>

#include "model/rule_catalog.hpp"

namespace eldercast {

/// A parameter's value as it is written in a scenario: "2000000", "0.92", "true", "2020-04", a choice's name. NaN gives "".
[[nodiscard]] std::string parameter_value_text(const ParameterRow& row, double value);

/// A parameter in words: "grant.NAME.amount", "CNY", "0 to 100000000", "required", "0.1 to 0.5" or "" without a plausible range.
struct ParameterLine {
  std::string key;
  std::string unit;
  std::string range;
  std::string fallback;
  std::string low_high;
  const ParameterRow* row = nullptr;  ///< of the rule, which outlives the line
};

/// The parameters in their order; columns of tables follow their table.
[[nodiscard]] std::vector<ParameterLine> parameter_lines(std::span<const ParameterRow> rows);

/// The parameter table of a plugin's README in Markdown. It stands there between the lines `<!-- parameters -->` and
/// `<!-- /parameters -->`; a contract test compares them.
[[nodiscard]] std::string rule_page_markdown(const RuleDescription& rule);

}  // namespace eldercast
