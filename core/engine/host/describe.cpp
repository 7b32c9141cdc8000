#include "engine/host/describe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

namespace eldercast {
namespace {

constexpr std::array<std::string_view, 5> kColumns{"key", "unit", "range", "default", "low-high"};

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
  if (std::isnan(row.fallback)) return "required";
  if (is_scalar(row.type)) return parameter_value_text(row, row.fallback);
  const bool by_name = row.type == ParameterType::clause && std::string_view(row.fallback_text).empty();
  return by_name ? "the row's name" : std::string_view(row.fallback_text).empty() ? "none" : row.fallback_text;
}

/// The rows as they are shown: columns of tables follow their table, as "grant.NAME.amount".
struct ShownRow {
  std::string path;
  const ParameterRow* row;
};
std::vector<ShownRow> shown_rows(std::span<const ParameterRow> rows) {
  std::vector<ShownRow> out;
  for (const ParameterRow& row : rows) {
    out.push_back({row.path, &row});
    for (const ParameterRow& column : std::span(row.columns, row.column_count)) {
      out.push_back({fmt::format("{}.NAME.{}", row.path, column.path), &column});
    }
  }
  return out;
}

std::array<std::string, 5> cells_of(const ShownRow& shown) {
  const ParameterRow& row = *shown.row;
  return {shown.path, row.unit, range_text(row), default_text(row), span_text(row, row.low, row.high, " to ")};
}

std::vector<std::string_view> names_of(const std::vector<Stock>& stocks) {
  std::vector<std::string_view> names;
  for (const Stock stock : stocks) names.push_back(name_of(stock));
  return names;
}

/// The table a scenario writes: "funding.construction_grants".
std::string table_name(std::string_view id) {
  std::string name(id);
  std::replace(name.begin(), name.end(), '/', '.');
  return name;
}

void add_line(std::string& out, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  out += line + '\n';
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

std::string describe_rule(const RuleDescription& rule) {
  std::string out;
  add_line(out, fmt::format("{} {}", rule.id, rule.version));
  add_line(out, "  " + rule.zh);
  add_line(out, "  " + rule.en);
  add_line(out, fmt::format("  clauses: {}", rule.clauses.empty() ? "none" : rule.clauses));
  if (!rule.keeps.empty()) add_line(out, fmt::format("  keeps: {}", fmt::join(names_of(rule.keeps), " ")));
  for (const RuleFigure& figure : rule.figures) {
    const char* const over = figure.kind == FigureKind::sum ? "a sum" : "as it stands";
    add_line(out, fmt::format("  figure {} ({}, {}): {}; {}", figure.id, figure.unit, over, figure.zh, figure.en));
  }
  add_line(out, "");
  if (rule.rows.empty()) {
    add_line(out, fmt::format("no parameters; [{}] in a scenario switches it on", table_name(rule.id)));
    return out;
  }
  std::vector<std::array<std::string, 5>> table{{}};
  std::copy(kColumns.begin(), kColumns.end(), table.front().begin());
  const std::vector<ShownRow> rows = shown_rows(rule.rows);
  for (const ShownRow& row : rows) table.push_back(cells_of(row));
  std::array<std::size_t, 5> width{};
  for (const auto& cells : table) {
    for (std::size_t i = 0; i < cells.size(); ++i) width[i] = std::max(width[i], cells[i].size());
  }
  add_line(out, fmt::format("parameters of [{}]", table_name(rule.id)));
  for (std::size_t r = 0; r < table.size(); ++r) {
    std::string line = " ";
    for (std::size_t i = 0; i < width.size(); ++i) line += fmt::format(" {:<{}} ", table[r][i], width[i]);
    add_line(out, line);
    if (r == 0) continue;
    const ParameterRow& row = *rows[r - 1].row;
    add_line(out, fmt::format("      {}", row.zh));
    add_line(out, fmt::format("      {}", row.en));
    const std::string_view clause = row.clause;
    const std::string_view source = row.source;
    if (!clause.empty()) add_line(out, fmt::format("      clause {}", clause));
    if (!source.empty()) add_line(out, fmt::format("      source: {}", source));
  }
  return out;
}

std::string rule_page_markdown(const RuleDescription& rule) {
  std::string out =
      "| key | unit | range | default | low to high | 中文 | English | clause | source |\n|---|---|---|---|---|---|---|---|---|\n";
  for (const ShownRow& shown : shown_rows(rule.rows)) {
    const ParameterRow& row = *shown.row;
    const auto cells = cells_of(shown);
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} | {} | {} |\n", cells[0], cells[1], cells[2], cells[3], cells[4],
                       cell_text(row.zh), cell_text(row.en), row.clause, cell_text(row.source));
  }
  return out;
}

}  // namespace eldercast
