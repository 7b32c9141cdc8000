#include <fmt/format.h>

#include "scenario/tables/columns.hpp"

namespace eldercast {
namespace {

std::string accepted_text(const ColumnRow& column) {
  if (column.words == nullptr) return std::string(column.accepts);
  std::string text;
  for (const std::string_view word : column.words()) text += fmt::format("{}`{}`", text.empty() ? "" : " ", word);
  return text;
}

std::string_view need_text(ColumnNeed need) {
  switch (need) {
    case ColumnNeed::filled:
      return "always";
    case ColumnNeed::empty:
      return "may be empty";
    case ColumnNeed::absent:
      return "may be left out";
  }
  return "";
}

}  // namespace

std::string tables_page() {
  std::string page =
      "# Input tables\n\n"
      "Made by the program (`eldercast docs tables`); do not edit. Every CSV table of a scenario, named in its section `[data]`, and every "
      "column.\n\n"
      "- A file is UTF-8 (or GB18030), cells stand between commas, the first line that is not empty and no comment (`#`) holds the names "
      "of "
      "the columns.\n"
      "- Columns may stand in any order. A column that is missing, unknown or given twice is a mistake; so is a row with another number of "
      "cells.\n"
      "- Numbers are plain: `12.5`, no units, no separators. Months are `2020-04`.\n"
      "- `eldercast validate` tells everything that is wrong, with file, line and column.\n";
  for (const TableRow& table : table_rows()) {
    page += fmt::format("\n## `{}`{}\n\n{} {}\n\n| column | cell | accepts | meaning | 含义 |\n|---|---|---|---|---|\n", table.name,
                        table.optional ? " (optional)" : "", table.en, table.zh);
    for (const ColumnRow& column : table.columns) {
      page +=
          fmt::format("| `{}` | {} | {} | {} | {} |\n", column.name, need_text(column.need), accepted_text(column), column.en, column.zh);
    }
  }
  return page;
}

}  // namespace eldercast
