#pragma once
/// Months in cells of tables.
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "scenario/parameters/parameter_value.hpp"
#include "scenario/source/csv_cells.hpp"

namespace eldercast {

/// A cell with a month; January 1900 after a diagnostic (scenario.required, scenario.date).
[[nodiscard]] inline YearMonth month_cell(CellReader& cells, std::string_view column) {
  const std::string text = cells.text(column);
  const auto month = parse_year_month(text);
  if (!month && !text.empty()) {
    cells.report("scenario.date", column, fmt::format("'{}' is not a month between 1900 and 2200", text), "write it as 2020-05");
  }
  return month.value_or(YearMonth(1900, 1));
}

}  // namespace eldercast
