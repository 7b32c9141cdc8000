#include "scenario/parameters/parameter_value.hpp"

#include <charconv>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "model/rule_value.hpp"
#include "text/real_number.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

std::vector<std::string> choices_of(const ParameterRow& row) {
  std::vector<std::string> choices;
  if (is_named(row.type) && *row.choices == '\0') {
    const std::span<const std::string_view> names = names_for(row.type);
    return {names.begin(), names.end()};
  }
  std::string_view rest = row.choices;
  while (!rest.empty()) {
    const std::size_t bar = std::min(rest.find('|'), rest.size());
    choices.emplace_back(rest.substr(0, bar));
    rest.remove_prefix(std::min(bar + 1, rest.size()));
  }
  return choices;
}

std::string unit_suffix(const ParameterRow& row) {
  const std::string_view unit = row.unit;
  return unit.empty() || unit == "1" ? "" : fmt::format(" ({})", unit);
}

std::string limit_text(const ParameterRow& row, double limit) {
  if (row.type != ParameterType::year_month) return number_text(limit);
  YearMonth month;
  month.count = static_cast<std::int32_t>(limit);
  return year_month_text(month);
}

/// What a row that holds more than a number is written as.
std::string_view accepted_kind(ParameterType type) {
  switch (type) {
    case ParameterType::list:
      return "a list of numbers";
    case ParameterType::by_year:
      return "numbers by year";
    case ParameterType::table:
      return "named rows";
    default:
      return "text";
  }
}

/// "text", "a whole number": what a row is written as.
std::string_view wanted_kind(const ParameterRow& row) {
  switch (row.type) {
    case ParameterType::number:
    case ParameterType::money:
      return "a number";
    case ParameterType::integer:
      return "a whole number";
    case ParameterType::boolean:
      return "true or false";
    case ParameterType::choice:
    case ParameterType::payer:
    case ParameterType::purpose:
    case ParameterType::role:
      return "text";
    case ParameterType::year_month:
      return "text such as \"2020-04\"";
    default:
      return accepted_kind(row.type);
  }
}

std::optional<double> in_range(const ParameterRow& row, std::string_view id, double value, std::string_view shown, const Place& place,
                               Diagnostics& diagnostics) {
  if (value >= row.min && value <= row.max) return value;
  diagnostics.add(
      {"scenario.range",
       place,
       fmt::format("{} = {} must be between {} and {}{}", id, shown, limit_text(row, row.min), limit_text(row, row.max), unit_suffix(row)),
       {},
       ""});
  return std::nullopt;
}

/// How a scenario gets what it does not have.
std::string named_help(ParameterType type) {
  const char* const kind = type == ParameterType::payer ? "payer" : type == ParameterType::purpose ? "purpose" : "role";
  return fmt::format("; another one is named in a table [names.{}.<id>]", kind);
}

/// Choices and year-months, which are text in both TOML and CSV.
std::optional<double> from_text(const ParameterRow& row, std::string_view id, std::string_view text, const Place& place,
                                Diagnostics& diagnostics) {
  if (row.type == ParameterType::year_month) {
    if (const auto month = parse_year_month(text)) return in_range(row, id, month->count, text, place, diagnostics);
    diagnostics.add({"scenario.type",
                     place,
                     fmt::format("{}: '{}' is not a year and month", id, piece(text)),
                     {},
                     "write the year and the month as in \"2020-04\""});
    return std::nullopt;
  }
  const std::vector<std::string> choices = choices_of(row);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (choices[i] == text) return static_cast<double>(i);
  }
  std::string help = suggestion(text, candidates_of(choices));
  if (is_named(row.type) && nearest(text, candidates_of(choices)).empty()) help += named_help(row.type);
  diagnostics.add({"scenario.choice", place, fmt::format("'{}' is not a choice of {}", piece(text), id), {}, std::move(help)});
  return std::nullopt;
}

template <class Number>
std::optional<Number> parse_whole(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  const std::optional<double> value = real_number(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<long long> parse_integer(std::string_view text) { return parse_whole<long long>(text); }

std::optional<YearMonth> parse_year_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-' || text[0] == '-' || text[5] == '-') return std::nullopt;
  const auto year = parse_whole<int>(text.substr(0, 4));
  const auto month = parse_whole<int>(text.substr(5));
  if (!year || !month || *year < 1900 || *year > 2200 || *month < 1 || *month > 12) return std::nullopt;
  return YearMonth(*year, *month);
}

std::string number_text(double value) {
  if (std::abs(value) < 1e15 && value == std::floor(value)) return fmt::format("{:.0f}", value);
  return fmt::format("{}", value);
}

std::string year_month_text(YearMonth month) { return fmt::format("{:04}-{:02}", month.year(), month.month()); }

std::optional<double> checked_value(const ParameterRow& row, std::string_view id, const TomlValue& value, Diagnostics& diagnostics) {
  using Kind = TomlValue::Kind;
  const bool takes_integer = row.type == ParameterType::integer || row.type == ParameterType::number || row.type == ParameterType::money;
  const bool takes_number = row.type == ParameterType::number || row.type == ParameterType::money;
  const bool takes_text = row.type == ParameterType::choice || is_named(row.type) || row.type == ParameterType::year_month;
  if (value.kind == Kind::integer && takes_integer) {
    return in_range(row, id, static_cast<double>(value.integer), excerpt(value.place), value.place, diagnostics);
  }
  if (value.kind == Kind::number && takes_number) return in_range(row, id, value.number, excerpt(value.place), value.place, diagnostics);
  if (value.kind == Kind::boolean && row.type == ParameterType::boolean) return value.boolean ? 1.0 : 0.0;
  if (value.kind == Kind::text && takes_text) return from_text(row, id, value.text, value.place, diagnostics);
  diagnostics.add(
      {"scenario.type", value.place, fmt::format("{} must be {}, not {}", id, wanted_kind(row), kind_name(value.kind)), {}, ""});
  return std::nullopt;
}

std::optional<double> checked_cell(const ParameterRow& row, std::string_view id, std::string_view text, const Place& place,
                                   Diagnostics& diagnostics) {
  switch (row.type) {
    case ParameterType::choice:
    case ParameterType::year_month:
    case ParameterType::payer:
    case ParameterType::purpose:
    case ParameterType::role:
      return from_text(row, id, text, place, diagnostics);
    case ParameterType::boolean:
      if (text == "true" || text == "false") return text == "true" ? 1.0 : 0.0;
      break;
    case ParameterType::integer:
      if (const auto value = parse_integer(text)) return in_range(row, id, static_cast<double>(*value), text, place, diagnostics);
      break;
    case ParameterType::number:
    case ParameterType::money:
      if (const auto value = parse_number(text)) return in_range(row, id, *value, text, place, diagnostics);
      break;
    default:
      break;
  }
  diagnostics.add({"scenario.type", place, fmt::format("{} must be {}, not '{}'", id, wanted_kind(row), piece(text)), {}, ""});
  return std::nullopt;
}

std::string literal(const ParameterRow& row, double value) {
  switch (row.type) {
    case ParameterType::boolean:
      return value != 0.0 ? "true" : "false";
    case ParameterType::choice:
    case ParameterType::payer:
    case ParameterType::purpose:
    case ParameterType::role:
      return fmt::format("\"{}\"", choices_of(row)[static_cast<std::size_t>(value)]);
    case ParameterType::year_month:
      return fmt::format("\"{}\"", limit_text(row, value));
    case ParameterType::number:
    case ParameterType::integer:
    case ParameterType::money:
      return number_text(value);
    case ParameterType::text:
    case ParameterType::clause:
      return fmt::format("\"{}\"", row.fallback_text);
    default:
      return row.type == ParameterType::list ? "[]" : "{}";
  }
}

std::string accepted(const ParameterRow& row) {
  switch (row.type) {
    case ParameterType::boolean:
      return "true or false";
    case ParameterType::choice:
    case ParameterType::payer:
    case ParameterType::purpose:
    case ParameterType::role: {
      std::string text;
      for (const std::string& choice : choices_of(row)) text += fmt::format("{}'{}'", text.empty() ? "one of " : ", ", choice);
      if (is_named(row.type)) text += ", or one that the scenario names";
      return text;
    }
    case ParameterType::year_month:
      return fmt::format("{} to {}", limit_text(row, row.min), limit_text(row, row.max));
    case ParameterType::number:
    case ParameterType::integer:
    case ParameterType::money:
      break;
    case ParameterType::text:
    case ParameterType::clause:
      return "text";
    case ParameterType::table: {
      std::string columns;
      for (const ParameterRow& column : std::span(row.columns, row.column_count)) {
        columns += fmt::format("{}{}", columns.empty() ? "" : ", ", column.path);
      }
      return fmt::format("named rows with {}", columns);
    }
    case ParameterType::list:
    case ParameterType::by_year:
      break;
  }
  const std::string range = fmt::format("{} to {}", limit_text(row, row.min), limit_text(row, row.max));
  const std::string_view unit = row.unit;
  const std::string one = unit.empty() || unit == "1" ? range : fmt::format("{}, {}", unit, range);
  return is_scalar(row.type) ? one : fmt::format("{}, each {}", accepted_kind(row.type), one);
}

bool numeric(const ParameterRow& row) {
  return row.type == ParameterType::number || row.type == ParameterType::integer || row.type == ParameterType::money;
}

}  // namespace eldercast
