#pragma once
/// Values of parameters: from TOML or from a cell to a checked double, and back to text.
#include <optional>
#include <string>
#include <string_view>

#include "api/parameter.hpp"
#include "scenario/source/diagnostic.hpp"
#include "scenario/source/toml_text.hpp"

namespace eldercast {

/// A finite decimal number that is the whole text, or nothing: no spaces, no sign '+', no hexadecimal.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);
/// A whole number that is the whole text, or nothing.
[[nodiscard]] std::optional<long long> parse_integer(std::string_view text);
/// "2020-04", years 1900 to 2200, or nothing.
[[nodiscard]] std::optional<YearMonth> parse_year_month(std::string_view text);
/// The shortest text that reads back as the same double.
[[nodiscard]] std::string number_text(double value);
[[nodiscard]] std::string year_month_text(YearMonth month);

/// The value of a row, checked for type (scenario.type), choice (scenario.choice) and range (scenario.range). Money is in yuan and may have
/// two decimals.
[[nodiscard]] std::optional<double> checked_value(const ParameterRow& row, std::string_view id, const TomlValue& value,
                                                  Diagnostics& diagnostics);
/// The same for the text of a cell.
[[nodiscard]] std::optional<double> checked_cell(const ParameterRow& row, std::string_view id, std::string_view text, const Place& place,
                                                 Diagnostics& diagnostics);

/// The value as a TOML literal.
[[nodiscard]] std::string literal(const ParameterRow& row, double value);
/// "CNY, 0 to 5000", "one of 'a', 'b'", "true or false": what a row accepts.
[[nodiscard]] std::string accepted(const ParameterRow& row);
/// True for numbers, integers and money: values that have an origin and can be swept.
[[nodiscard]] bool numeric(const ParameterRow& row);

}  // namespace eldercast
