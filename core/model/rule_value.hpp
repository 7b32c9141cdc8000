#pragma once
/// Values of a rule's parameters, as the scenario keeps them and as they travel to the rule.
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/calendar.hpp"
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

/// A target of a rule's own, as its card declares it (EldercastTarget).
struct RuleTarget {
  std::string id;
  std::string figure;
  std::string zh;
  std::string en;
  std::string clause;
  std::string value;  ///< path of the parameter that says the number
  std::string due;    ///< path of the parameter that says the year; empty: `due_year`
  std::int32_t due_year = 0;
  bool at_most = false;

  friend bool operator==(const RuleTarget&, const RuleTarget&) = default;
};

/// The same with the values of a scenario.
struct OwnTarget {
  std::string id;          ///< "funding/area_grant.reached"
  std::size_t figure = 0;  ///< among the rule's figures
  std::string zh;
  std::string en;
  std::string clause;
  bool at_most = false;
  double threshold = 0;  ///< in the figure's unit
  YearMonth due;         ///< a December

  friend bool operator==(const OwnTarget&, const OwnTarget&) = default;
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
/// a table, if it is a column. Of a payer, a purpose or a role the text is there as well as the number.
[[nodiscard]] RuleValue fallback_of(const ParameterRow& row, const std::string& name = {});

/// One of the program's payers, purposes or roles as the value of such a parameter.
[[nodiscard]] RuleValue named_value(ParameterType type, std::size_t position);
/// The program's own for such a parameter, in their order.
[[nodiscard]] std::span<const std::string_view> names_for(ParameterType type);

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
