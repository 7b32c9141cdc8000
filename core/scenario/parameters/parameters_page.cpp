#include <string>
#include <variant>

#include <fmt/format.h>

#include "scenario/parameters/parameter_value.hpp"
#include "scenario/parameters/sections.hpp"

namespace eldercast {
namespace {

/// A text as the cell of a Markdown table.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '|' ? std::string("\\|") : std::string(1, c);
  return result;
}

std::string unit_and_range(const ParameterRow& row) {
  std::string text = cell(accepted(row));
  if (row.low == row.low && row.high == row.high) {
    text += fmt::format("; plausible {} to {}", number_text(row.low), number_text(row.high));
  }
  return text;
}

std::string row_line(const std::string& path, const ParameterRow& row) {
  std::string otherwise = row.fallback != row.fallback ? "required" : cell(literal(row, row.fallback));
  if (*row.instead != '\0') otherwise = fmt::format("required, or `{}`", row.instead);
  return fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", path, cell(row.en), cell(row.zh), unit_and_range(row), otherwise,
                     cell(row.clause), cell(row.source));
}

constexpr std::string_view kHead =
    "| key | meaning | 含义 | accepts | if not given | clause | source of the value |\n|---|---|---|---|---|---|---|\n";

}  // namespace

std::string parameters_page(const RuleCatalog& rules) {
  std::string page =
      "# Parameters\n\n"
      "Written by the program from its tables. A value comes from `--set`, else from the scenario text, else from the table `parameters` "
      "of the scenario, else from the last column but two; where that says \"required\", it must be given in one of the three.\n";
  for (const Section& section : scenario_sections()) {
    page += fmt::format("\n## `{}`: {} / {}\n\n{}", section.id, section.en, section.zh, kHead);
    for (const ParameterRow& row : section.rows) page += row_line(parameter_id(section, row), row);
  }
  for (const std::string& id : rules.known_ids()) {
    const auto found = rules.find(id);
    const RuleDescription* rule = std::get_if<RuleDescription>(&found);
    if (rule == nullptr) continue;
    std::string table = rule->id;
    table[table.find('/')] = '.';
    page += fmt::format("\n## `[{}]`: {} / {}\n\n", table, rule->en, rule->zh);
    if (!rule->clauses.empty()) page += fmt::format("Clauses: {}\n\n", rule->clauses);
    page += kHead;
    for (const ParameterRow& row : rule->rows) {
      page += row_line(row.path, row);
      for (const ParameterRow& column : std::span(row.columns, row.column_count)) {
        page += row_line(fmt::format("{}.NAME.{}", row.path, column.path), column);
      }
    }
  }
  return page;
}

}  // namespace eldercast
