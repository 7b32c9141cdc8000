#include "scenario/csv.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/require.hpp"
#include "scenario/suggest.hpp"
#include "scenario/utf8.hpp"

namespace eldercast {

/// Walks over the text once, cell by cell, keeping line and column.
class CsvParser {
 public:
  CsvParser(CsvTable& table, Diagnostics& diagnostics) : table_(table), diagnostics_(diagnostics), text_(table.source_->text()) {}

  bool parse(std::span<const std::string_view> wanted) {
    skip_comments();
    if (at_end()) {
      report("scenario.csv-header", {table_.source_, std::max(1, line_ - 1), 1, 1}, "the table is empty",
             fmt::format("begin with a header line: {}", fmt::join(wanted, ",")));
      return false;
    }
    if (!read_row() || !read_header(wanted)) return false;
    std::size_t rows = 0;
    while (skip_empty_lines(), !at_end()) {
      if (++rows > kMostRows) {
        report("scenario.limit", here(), fmt::format("the table has more than {} rows", kMostRows), "");
        return false;
      }
      if (!read_row()) return false;
      keep_row();
    }
    return true;
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char current() const { return text_[at_]; }
  [[nodiscard]] bool at_line_end() const { return at_end() || current() == '\n' || text_.substr(at_, 2) == "\r\n"; }
  [[nodiscard]] Place here() const { return {table_.source_, line_, column_, 1}; }

  void report(const char* code, const Place& place, std::string message, std::string help) {
    diagnostics_.add({code, place, std::move(message), {}, std::move(help)});
  }

  void advance() {
    const auto byte = static_cast<unsigned char>(text_[at_++]);
    if (byte == '\n') {
      ++line_;
      column_ = 1;
    } else if ((byte & 0xC0U) != 0x80U) {
      // A column is a code point: count the first byte of each, once it is passed.
      ++column_;
    }
  }
  void skip_line() {
    while (!at_end() && current() != '\n') advance();
    if (!at_end()) advance();
  }
  void skip_line_end() {
    if (!at_end() && current() == '\r') advance();
    if (!at_end()) advance();
  }
  void skip_empty_lines() {
    while (!at_end() && at_line_end()) skip_line_end();
  }
  void skip_comments() {
    for (skip_empty_lines(); !at_end() && current() == '#'; skip_empty_lines()) skip_line();
  }

  /// Reads one record into row_. False if it cannot be divided into cells.
  bool read_row() {
    row_.clear();
    for (;;) {
      CsvTable::Cell cell{static_cast<std::uint32_t>(at_), 0, static_cast<std::uint32_t>(line_), static_cast<std::uint32_t>(column_)};
      if (!at_end() && current() == '"') {
        if (!pass_quoted()) return false;
      } else {
        while (!at_line_end() && current() != ',') {
          if (current() == '"') {
            report("scenario.csv-quote", here(), "a quote inside a cell that does not begin with one",
                   "put the whole cell in quotes and write each quote inside twice");
            return false;
          }
          advance();
        }
      }
      cell.length = static_cast<std::uint32_t>(at_ - cell.begin);
      row_.push_back(cell);
      if (at_line_end()) break;
      advance();
    }
    skip_line_end();
    return true;
  }

  bool pass_quoted() {
    const Place opening = here();
    advance();
    for (;;) {
      if (at_end()) {
        report("scenario.csv-quote", opening, "this quote is never closed", "");
        return false;
      }
      if (current() != '"') {
        advance();
        continue;
      }
      advance();
      if (at_end() || current() != '"') break;
      advance();
    }
    if (at_line_end() || current() == ',') return true;
    report("scenario.csv-quote", here(), "text behind the closing quote of a cell", "write a quote inside a quoted cell twice");
    return false;
  }

  bool read_header(std::span<const std::string_view> wanted) {
    const Place first = table_.place_of(row_.front());
    const std::string_view line = table_.source_->line(first.line);
    table_.header_ = {table_.source_, first.line, 1, std::max(1, count_code_points(line))};
    bool good = true;
    for (const CsvTable::Cell& cell : row_) {
      const std::string name = table_.content(cell);
      const Place place = table_.place_of(cell);
      if (std::find(wanted.begin(), wanted.end(), name) == wanted.end()) {
        report("scenario.csv-header", place, fmt::format("'{}' is not a column of this table", printable(name)),
               suggestion(name, candidates_of(wanted)));
        good = false;
      } else if (std::find(table_.columns_.begin(), table_.columns_.end(), name) != table_.columns_.end()) {
        report("scenario.csv-header", place, fmt::format("the column '{}' is given twice", name), "");
        good = false;
      }
      table_.columns_.push_back(name);
    }
    for (const std::string_view name : wanted) {
      if (std::find(table_.columns_.begin(), table_.columns_.end(), name) != table_.columns_.end()) continue;
      report("scenario.csv-header", table_.header_, fmt::format("the column '{}' is missing", name),
             fmt::format("the columns are, in any order: {}", fmt::join(wanted, ",")));
      good = false;
    }
    return good;
  }

  void keep_row() {
    const std::size_t columns = table_.columns_.size();
    if (row_.size() != columns) {
      const CsvTable::Cell& shown = row_.size() > columns ? row_[columns] : row_.back();
      const char* help =
          row_.size() > columns ? "put a cell that contains a comma in quotes" : "an absent value is an empty cell between commas";
      report("scenario.csv-row", table_.place_of(shown), fmt::format("the row has {} cells, the header has {}", row_.size(), columns),
             help);
      table_.complete_ = false;
      return;
    }
    for (const CsvTable::Cell& cell : row_) {
      const std::string_view raw = text_.substr(cell.begin, cell.length);
      // A carriage return inside quotes belongs to a line end there; elsewhere nothing can be meant by it.
      if (control_in(raw, true) || (raw.find('\r') != std::string_view::npos && raw.front() != '"')) {
        report("scenario.csv-row", table_.place_of(cell), "the cell contains a control character", "");
        table_.complete_ = false;
        return;
      }
    }
    table_.cells_.insert(table_.cells_.end(), row_.begin(), row_.end());
  }

  CsvTable& table_;
  Diagnostics& diagnostics_;
  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
  std::vector<CsvTable::Cell> row_;
};

std::optional<CsvTable> CsvTable::parse(const SourceRef& source, std::span<const std::string_view> columns, Diagnostics& diagnostics) {
  CsvTable table;
  table.source_ = source;
  if (!CsvParser(table, diagnostics).parse(columns)) return std::nullopt;
  return table;
}

const CsvTable::Cell& CsvTable::cell(std::size_t row, std::string_view column) const {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  require(found != columns_.end(), "CsvTable: a column that was not asked for");
  return cells_[row * columns_.size() + static_cast<std::size_t>(found - columns_.begin())];
}

std::string CsvTable::content(const Cell& cell) const {
  const std::string_view raw = std::string_view(source_->text()).substr(cell.begin, cell.length);
  if (raw.empty() || raw.front() != '"') return std::string(raw);
  std::string text;
  for (std::size_t i = 1; i + 1 < raw.size(); ++i) {
    text += raw[i];
    if (raw[i] == '"') ++i;
  }
  return text;
}

Place CsvTable::place_of(const Cell& cell) const {
  const std::string_view raw = std::string_view(source_->text()).substr(cell.begin, cell.length);
  const int length = count_code_points(raw.substr(0, raw.find('\n')));
  return {source_, static_cast<int>(cell.line), static_cast<int>(cell.column), std::max(1, length)};
}

std::string CsvTable::text(std::size_t row, std::string_view column) const { return content(cell(row, column)); }

Place CsvTable::place(std::size_t row, std::string_view column) const { return place_of(cell(row, column)); }

}  // namespace eldercast
