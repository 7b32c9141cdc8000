#pragma once
/// Values to try of parameters that are more than a number: texts, lists, numbers by year, tables with rows.
#include <string>
#include <vector>

#include "model/rule_value.hpp"

namespace eldercast::contract {

/// A value and how it is told: "{2019 = 0, 2020 = 10}".
struct FilledValue {
  RuleValue value;
  std::string text;
};

/// Values that the row accepts: short and long, at the ends of its range, of all years and of some, with one row and with two. None of a
/// number. A text is a word that a trial knows, a service; whether it means anything to the rule is for the rule to say.
[[nodiscard]] std::vector<FilledValue> filled_values(const ParameterRow& row);

/// The smallest or the largest value of a number; of a payer, a purpose or a role the first or the last of the program's own.
[[nodiscard]] RuleValue extreme(const ParameterRow& row, bool largest);

}  // namespace eldercast::contract
