#pragma once
/// Values of parameters that are more than a number: texts, lists, values by year, tables with named rows.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/border.hpp"

namespace eldercast {

/// A value as it travels from the scenario to a rule. A number is `number`; a text and a clause are `text`. A list has a cell for each
/// number; a value by year a cell for each year that is named, `year` with its `number`, rising; a table a cell for each row, whose `text`
/// is the row's name and whose cells are those of the columns, in their order.
struct ParameterValue : EldercastValue {
  constexpr ParameterValue() : EldercastValue{0, "", nullptr, 0, 0} {}
  constexpr ParameterValue(double value) : EldercastValue{value, "", nullptr, 0, 0} {}
  constexpr explicit ParameterValue(const EldercastValue& value) : EldercastValue(value) {}
};

/// The id of a clause under which the rule books money; the scenario says it.
struct Clause {
  std::string id;
};

/// A number that changes with the years: each holds from its year on until the next one that is named.
class ByYear {
 public:
  void add(int year, double value) { values_.emplace_back(year, value); }
  /// The value that holds in a year; nothing before the first year that is named.
  [[nodiscard]] std::optional<double> in(int year) const {
    std::optional<double> out;
    for (const auto& [from, value] : values_) {
      if (from <= year) out = value;
    }
    return out;
  }
  [[nodiscard]] bool empty() const { return values_.empty(); }

 private:
  std::vector<std::pair<int, double>> values_;  ///< rising
};

/// A row of a table and its name.
template <class Row>
struct Named {
  std::string name;
  Row row;
};
/// A small table: `Row` has a constexpr table kColumns made by parameter_table. Its rows stand in the order in which they are written.
template <class Row>
using NamedRows = std::vector<Named<Row>>;

}  // namespace eldercast
