#include "engine/host/describe.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

namespace eldercast {
namespace {

std::string choice_text(std::string_view choices, double value) {
  auto left = static_cast<std::int64_t>(value);
  while (left-- > 0) {
    const auto bar = choices.find('|');
    if (bar == std::string_view::npos) return fmt::format("{}", value);
    choices.remove_prefix(bar + 1);
  }
  return std::string(choices.substr(0, choices.find('|')));
}

std::string span_text(const ParameterRow& row, double from, double to, std::string_view between) {
  if (std::isnan(from) || std::isnan(to)) return {};
  return parameter_value_text(row, from) + std::string(between) + parameter_value_text(row, to);
}

std::string range_text(const ParameterRow& row) {
  switch (row.type) {
    case ParameterType::boolean:
      return "true or false";
    case ParameterType::choice: {
      std::string text(row.choices);
      std::replace(text.begin(), text.end(), '|', ' ');
      return text;
    }
    case ParameterType::payer:
    case ParameterType::purpose:
    case ParameterType::role:
      return fmt::format("{} or named by the scenario", fmt::join(names_for(row.type), " "));
    case ParameterType::text:
    case ParameterType::clause:
      return "text";
    case ParameterType::table:
      return "named rows";
    case ParameterType::list:
    case ParameterType::by_year:
      return (row.type == ParameterType::list ? "numbers " : "by year ") + span_text(row, row.min, row.max, " to ");
    default:
      return span_text(row, row.min, row.max, " to ");
  }
}

std::string default_text(const ParameterRow& row) {
  if (*row.instead != '\0') return fmt::format("required, or {}", row.instead);
  if (std::isnan(row.fallback)) return "required";
  if (is_scalar(row.type)) return parameter_value_text(row, row.fallback);
  const bool by_name = row.type == ParameterType::clause && std::string_view(row.fallback_text).empty();
  return by_name ? "the row's name" : std::string_view(row.fallback_text).empty() ? "none" : row.fallback_text;
}

ParameterLine line_of(std::string key, const ParameterRow& row) {
  return {std::move(key), row.unit, range_text(row), default_text(row), span_text(row, row.low, row.high, " to "), &row};
}

/// A text inside a Markdown table's cell.
std::string cell_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string parameter_value_text(const ParameterRow& row, double value) {
  if (std::isnan(value)) return {};
  switch (row.type) {
    case ParameterType::boolean:
      return value != 0.0 ? "true" : "false";
    case ParameterType::choice:
      return choice_text(row.choices, value);
    case ParameterType::payer:
    case ParameterType::purpose:
    case ParameterType::role:
      return std::string(names_for(row.type)[static_cast<std::size_t>(value)]);
    case ParameterType::year_month: {
      YearMonth month;
      month.count = static_cast<std::int32_t>(value);
      return fmt::format("{:04}-{:02}", month.year(), month.month());
    }
    default:
      break;
  }
  // Whole numbers in full: 100000000 and not 1e+08.
  if (std::abs(value) < 1e15 && value == std::trunc(value)) return fmt::format("{}", static_cast<std::int64_t>(value));
  return fmt::format("{}", value);
}

std::vector<ParameterLine> parameter_lines(std::span<const ParameterRow> rows) {
  std::vector<ParameterLine> out;
  for (const ParameterRow& row : rows) {
    out.push_back(line_of(row.path, row));
    for (const ParameterRow& column : std::span(row.columns, row.column_count)) {
      out.push_back(line_of(fmt::format("{}.NAME.{}", row.path, column.path), column));
    }
  }
  return out;
}

std::string rule_page_markdown(const RuleDescription& rule) {
  std::string out =
      "| key | unit | range | default | low to high | 中文 | English | clause | source |\n|---|---|---|---|---|---|---|---|---|\n";
  for (const ParameterLine& line : parameter_lines(rule.rows)) {
    const ParameterRow& row = *line.row;
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} | {} | {} |\n", line.key, line.unit, line.range, line.fallback, line.low_high,
                       cell_text(row.zh), cell_text(row.en), row.clause, cell_text(row.source));
  }
  return out;
}

}  // namespace eldercast
