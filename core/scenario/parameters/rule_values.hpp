#pragma once
/// Values of a rule's parameters from the scenario: numbers, and texts, lists, values by year and tables with named rows.
#include <string>
#include <vector>

#include "model/rule_catalog.hpp"
#include "scenario/parameters/read_value.hpp"
#include "scenario/parameters/sections.hpp"
#include "scenario/source/toml_text.hpp"

namespace eldercast {

/// A line of the resolved text: one number, text or list.
struct ValueLine {
  std::string key;      ///< below the table of the rule, "grant.stations.amount"
  std::string literal;  ///< as TOML
  From from = From::fallback;
  Place place;  ///< unset for a fallback
};

struct ReadRuleValue {
  const ParameterRow* row = nullptr;
  RuleValue value;
  std::vector<ValueLine> lines;
  Place place;                             ///< unset for a fallback
  std::vector<std::vector<Place>> places;  ///< of the cells of a table, by row and column; of a fallback that of the row
};

/// All values of a rule, filled up with fallbacks; fewer than rows where one could not be read.
[[nodiscard]] std::vector<ReadRuleValue> read_rule_values(const TomlValue& text, const std::string& path, const RuleDescription& rule,
                                                          Diagnostics& diagnostics);

/// Asks the rule whether its values fit, if it is one that can say so (scenario.rule-value).
void ask_rule(const RuleDescription& rule, const std::string& path, const std::vector<ReadRuleValue>& values, const Place& place,
              Diagnostics& diagnostics);

}  // namespace eldercast
