#pragma once
/// Values of a rule's parameters, as the scenario keeps them and as they travel to the rule.
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "api/ids.hpp"
#include "api/parameter.hpp"

namespace eldercast {

/// A figure of a rule's own, as its card declares it.
struct RuleFigure {
  std::string id;
  std::string unit;
  std::string zh;
  std::string en;
  FigureKind kind = FigureKind::sum;

  friend bool operator==(const RuleFigure&, const RuleFigure&) = default;
};

/// A checked value: a number, or what ParameterValue says of texts, lists, values by year and tables.
struct RuleValue {
  double number = 0;
  std::string text;
  std::int32_t year = 0;
  std::vector<RuleValue> cells;

  RuleValue() = default;
  RuleValue(double value) : number(value) {}

  friend bool operator==(const RuleValue&, const RuleValue&) = default;
};

/// What a row's parameter is where the scenario is silent; of one that is required, the least that it may be. `name` is that of the row of
/// a table, if it is a column.
[[nodiscard]] RuleValue fallback_of(const ParameterRow& row, const std::string& name = {});

/// Ids of clauses among the values of these rows, and of the rows of their tables, in their order.
[[nodiscard]] std::vector<std::string> clauses_in(std::span<const ParameterRow> rows, std::span<const RuleValue> values);

/// Values as they cross to a rule; what they show lives as long as this object and the values do.
class LentValues {
 public:
  explicit LentValues(std::span<const RuleValue> values) : values_(lend(values)) {}
  LentValues(const LentValues&) = delete;
  LentValues& operator=(const LentValues&) = delete;

  [[nodiscard]] std::span<const EldercastValue> all() const { return values_; }

 private:
  [[nodiscard]] std::span<const EldercastValue> lend(std::span<const RuleValue> values);

  std::deque<std::vector<EldercastValue>> cells_;
  std::span<const EldercastValue> values_;
};

}  // namespace eldercast
