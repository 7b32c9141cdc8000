#include "scenario/tables/tables.hpp"

#include <fmt/format.h>

#include "model/base/require.hpp"
#include "scenario/tables/columns.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

using ColumnNames = std::vector<std::string_view>;

/// Names of the columns of each table: of those that it must have, or of those that it may have besides.
std::map<std::string_view, ColumnNames> names_by_table(bool optional) {
  std::map<std::string_view, ColumnNames> names;
  for (const TableRow& table : table_rows()) {
    for (const ColumnRow& column : table.columns) {
      if ((column.need == ColumnNeed::absent) == optional) names[table.name].push_back(column.name);
    }
  }
  return names;
}

constexpr const char* kRoundedHelp =
    "mark the column of codes as text in the spreadsheet, bring the codes back from where they came, and save again";

/// "5.00116E+11", as spreadsheets write codes of many digits.
bool is_rounded_number(std::string_view code) {
  const std::size_t digits = code.find_first_not_of("0123456789.");
  if (digits == 0 || digits + 2 >= code.size() || digits == std::string_view::npos || (code[digits] != 'E' && code[digits] != 'e'))
    return false;
  return code[digits + 1] == '+' && code.find_first_not_of("0123456789", digits + 2) == std::string_view::npos;
}

std::string rounded_message(const std::string& code) {
  return fmt::format("'{}' is no code: a spreadsheet has read the codes as numbers and rounded them", code);
}

}  // namespace

std::span<const std::string_view> optional_columns_of(std::string_view table) {
  static const std::map<std::string_view, ColumnNames> kNames = names_by_table(true);
  const auto found = kNames.find(table);
  return found == kNames.end() ? std::span<const std::string_view>() : std::span<const std::string_view>(found->second);
}

std::span<const std::string_view> columns_of(std::string_view table) {
  static const std::map<std::string_view, ColumnNames> kNames = names_by_table(false);
  const auto found = kNames.find(table);
  require(found != kNames.end(), "columns_of: a table without columns");
  return found->second;
}

/// One such row tells the cause of all others.
void CodeIndex::refuse_rounded(CellReader& cells, std::string_view column, const std::string& code) {
  if (rounded_) return cells.refuse();
  cells.report("scenario.code", column, rounded_message(code), kRoundedHelp);
  rounded_ = true;
}

void CodeIndex::add(CellReader& cells, std::string_view column, const std::string& code, std::string label, std::string also) {
  if (code.empty()) return;
  if (is_rounded_number(code)) return refuse_rounded(cells, column, code);
  if (printable(code) != code) {
    cells.report("scenario.text", column, fmt::format("'{}' has a character that cannot be seen or typed", piece(code)),
                 "people name rows by this text: write it with letters, digits, - and _");
  }
  const auto [entry, fresh] = entries_.try_emplace(code, Entry{cells.place(column), std::nullopt});
  if (fresh) {
    candidates_.push_back({code, std::move(label), std::move(also)});
  } else {
    cells.report("scenario.duplicate", column, fmt::format("'{}' is given twice", piece(code)), "",
                 {{"it is first given", entry->second.place}});
  }
}

void CodeIndex::set_item(const std::string& code, std::size_t item) {
  const auto found = entries_.find(code);
  require(found != entries_.end(), "CodeIndex: an item without a name");
  found->second.item = item;
}

std::optional<std::size_t> CodeIndex::resolve(CellReader& cells, std::string_view column, const std::string& code, const char* problem,
                                              std::string_view what) const {
  if (code.empty()) return std::nullopt;
  const auto found = entries_.find(code);
  if (found != entries_.end()) return found->second.item;
  if (is_rounded_number(code)) {
    cells.report("scenario.code", column, rounded_message(code), kRoundedHelp);
  } else if (table_ != nullptr && table_->complete() && !rounded_) {
    cells.report(problem, column, fmt::format("'{}' is not a {} of {}", piece(code), what, table_->source()->name()),
                 cells.crowded() ? "" : help_for(code));
  }
  return std::nullopt;
}

std::string CodeIndex::help_for(const std::string& code) const {
  const std::string near = suggestion(code, candidates_);
  const bool asks = near.ends_with('?') || near.ends_with(')');
  return fmt::format("{}{}or give it a row in {}", near, near.empty() ? "" : asks ? " " : "; ", table_->source()->name());
}

std::optional<Place> CodeIndex::place(const std::string& code) const {
  const auto found = entries_.find(code);
  return found == entries_.end() ? std::nullopt : std::optional(found->second.place);
}

void read_tables(Tables& tables, Scenario& scenario, Diagnostics& diagnostics) {
  read_places(tables, scenario, diagnostics);
  read_population_tables(tables, scenario, diagnostics);
  read_facilities(tables, scenario, diagnostics);
  read_changes(tables, scenario, diagnostics);
  read_services(tables, scenario, diagnostics);
  read_observed(tables, scenario, diagnostics);
}

}  // namespace eldercast
