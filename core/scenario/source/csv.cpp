#include "scenario/source/csv.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/base/require.hpp"
#include "scenario/source/separator.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

/// Nothing but blanks, those of a Chinese input method and of web pages too.
bool is_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t read = next_code_point(text, at);
    if (read != U' ' && read != U'\t' && read != U'\u3000' && read != U'\u00A0') return false;
  }
  return true;
}

}  // namespace

/// Walks over the text once, cell by cell, keeping line and column.
class CsvParser {
 public:
  /// The columns that a table must and may have; it may have any where there are none.
  struct Columns {
    std::span<const std::string_view> wanted;
    std::span<const std::string_view> optional;

    [[nodiscard]] bool any() const { return wanted.empty(); }
    [[nodiscard]] bool has(std::string_view name) const {
      const auto among = [&](std::span<const std::string_view> names) {
        return std::find(names.begin(), names.end(), name) != names.end();
      };
      return any() || among(wanted) || among(optional);
    }
  };

  CsvParser(CsvTable& table, Diagnostics& diagnostics) : table_(table), diagnostics_(diagnostics), text_(table.source_->text()) {}

  bool parse(const Columns& columns) {
    if (!read_first_row()) return false;
    if (row_.empty()) {
      report("scenario.csv-header", {table_.source_, std::max(1, line_ - 1), 1, 1}, "the table is empty",
             columns.any() ? "begin with a header line" : fmt::format("begin with a header line: {}", fmt::join(columns.wanted, ",")));
      return false;
    }
    if (!read_header(columns)) return false;
    std::size_t rows = 0;
    while (skip_empty_lines(), !at_end()) {
      if (++rows > kMostRows) {
        report("scenario.limit", here(), fmt::format("the table has more than {} rows", kMostRows), "");
        return false;
      }
      if (!read_row()) return false;
      keep_row();
      if (table_.cells() > kMostCells) {
        report("scenario.limit", here(), fmt::format("the table has more than {} cells", kMostCells), "");
        return false;
      }
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
  [[nodiscard]] std::string_view line_here() const { return text_.substr(at_, std::min(text_.find('\n', at_), text_.size()) - at_); }
  void skip_line_end() {
    if (!at_end() && current() == '\r') advance();
    if (!at_end()) advance();
  }
  void skip_empty_lines() {
    while (!at_end() && at_line_end()) skip_line_end();
  }
  /// Reads the first record behind comments and blanks into row_, which is empty if there is none. A comment may come with the quotes and
  /// commas of a spreadsheet. False if it cannot be divided into cells.
  bool read_first_row() {
    row_.clear();
    while (skip_empty_lines(), !at_end()) {
      if (current() == '#' || is_separator_hint(line_here())) {
        skip_line();
        continue;
      }
      if (!read_row()) return false;
      if (!blank_row() && !table_.content(row_.front()).starts_with('#')) return true;
      row_.clear();
    }
    return true;
  }
  [[nodiscard]] bool blank_row() const {
    return std::all_of(row_.begin(), row_.end(), [&](const CsvTable::Cell& cell) { return is_blank(table_.content(cell)); });
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
      if (beyond_limits(cell)) return false;
      if (at_line_end()) break;
      advance();
    }
    skip_line_end();
    return true;
  }

  bool beyond_limits(const CsvTable::Cell& cell) {
    const Place place{table_.source_, static_cast<int>(cell.line), static_cast<int>(cell.column), 1};
    if (cell.length > kLongestCell)
      report("scenario.limit", place, fmt::format("the cell has {} bytes; at most {} are read", cell.length, kLongestCell), "");
    if (row_.size() > kMostCellsARow) report("scenario.limit", place, fmt::format("the row has more than {} cells", kMostCellsARow), "");
    return cell.length > kLongestCell || row_.size() > kMostCellsARow;
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

  bool read_header(const Columns& columns) {
    const Place first = table_.place_of(row_.front());
    const std::string_view line = table_.source_->line(first.line);
    table_.header_ = {table_.source_, first.line, 1, std::max(1, count_code_points(line))};
    const auto is_column = [&](std::string_view name) { return columns.any() ? !name.empty() : columns.has(name); };
    if (const auto separator = columns.any() && row_.size() > 1 ? std::nullopt : foreign_separator(line, is_column)) {
      report_separator(table_.header_, *separator);
      return false;
    }
    bool good = true;
    for (std::size_t i = 0; i < row_.size(); ++i) {
      const std::string name = table_.content(row_[i]);
      if (is_blank(name)) continue;
      good = read_column(name, table_.place_of(row_[i]), columns) && good;
      table_.columns_.push_back(name);
      named_.push_back(i);
    }
    header_cells_ = row_.size();
    for (const std::string_view name : columns.wanted) {
      if (table_.has(name)) continue;
      report("scenario.csv-header", table_.header_, fmt::format("the column '{}' is missing", name),
             fmt::format("the columns are, in any order: {}", fmt::join(columns.wanted, ",")));
      good = false;
    }
    return good;
  }

  bool read_column(const std::string& name, const Place& place, const Columns& columns) {
    if (!columns.has(name)) {
      std::vector<std::string_view> known(columns.wanted.begin(), columns.wanted.end());
      known.insert(known.end(), columns.optional.begin(), columns.optional.end());
      report("scenario.csv-header", place, fmt::format("'{}' is not a column of this table", piece(name)),
             suggestion(name, candidates_of(known)));
      return false;
    }
    if (!table_.has(name)) return true;
    report("scenario.csv-header", place, fmt::format("the column '{}' is given twice", piece(name)), "");
    return false;
  }

  void report_separator(const Place& place, const Separator& separator) {
    report("scenario.csv-separator", place, fmt::format("the cells are separated by {}, not by commas", separator.name), kSeparatorHelp);
    table_.complete_ = false;
  }

  /// A row with another number of cells than the header; many rows with the same foreign separator are one problem.
  void refuse_length() {
    const std::size_t columns = named_.back() + 1;
    table_.complete_ = false;
    if (row_.size() == 1 && columns > 1) {
      const std::string_view raw = text_.substr(row_.front().begin, row_.front().length);
      if (const auto separator = separator_in(raw)) {
        if (!separator_told_) report_separator(table_.place_of(row_.front()), *separator);
        separator_told_ = true;
        return;
      }
    }
    const CsvTable::Cell& shown = row_.size() > columns ? row_[columns] : row_.back();
    const char* help =
        row_.size() > columns ? "put a cell that contains a comma in quotes" : "an absent value is an empty cell between commas";
    report("scenario.csv-row", table_.place_of(shown), fmt::format("the row has {} cells, the header has {}", row_.size(), columns), help);
  }

  void refuse_cell(const CsvTable::Cell& cell, const char* message, const char* help) {
    report("scenario.csv-row", table_.place_of(cell), message, help);
    table_.complete_ = false;
  }

  void keep_row() {
    if (blank_row()) return;
    // Behind the last column a spreadsheet writes as many empty cells as its widest row has.
    while (row_.size() > named_.back() + 1 && is_blank(table_.content(row_.back()))) row_.pop_back();
    if (row_.size() > named_.back() + 1 && row_.size() <= header_cells_) {
      return refuse_cell(row_.back(), "the cell stands in a column without a name", "name the column in the header, or empty the cell");
    }
    if (row_.size() != named_.back() + 1) return refuse_length();
    for (const CsvTable::Cell& cell : row_) {
      const std::string_view raw = text_.substr(cell.begin, cell.length);
      // A carriage return inside quotes belongs to a line end there; elsewhere nothing can be meant by it.
      if (control_in(raw, true) || (raw.find('\r') != std::string_view::npos && raw.front() != '"')) {
        return refuse_cell(cell, "the cell contains a control character", "");
      }
    }
    std::size_t column = 0;
    for (std::size_t i = 0; i < row_.size(); ++i) {
      if (named_[column] == i) {
        table_.cells_.push_back(row_[i]);
        ++column;
      } else if (!is_blank(table_.content(row_[i]))) {
        table_.cells_.resize(table_.cells_.size() - column);
        return refuse_cell(row_[i], "the cell stands in a column without a name", "name the column in the header, or empty the cell");
      }
    }
  }

  CsvTable& table_;
  Diagnostics& diagnostics_;
  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
  std::vector<CsvTable::Cell> row_;
  std::vector<std::size_t> named_;  ///< positions of the columns that have a name
  std::size_t header_cells_ = 0;
  bool separator_told_ = false;
};

std::optional<CsvTable> CsvTable::parse(const SourceRef& source, std::span<const std::string_view> columns, Diagnostics& diagnostics,
                                        std::span<const std::string_view> optional) {
  CsvTable table;
  table.source_ = source;
  if (!CsvParser(table, diagnostics).parse({columns, optional})) return std::nullopt;
  return table;
}

std::optional<CsvTable> CsvTable::parse_any(const SourceRef& source, Diagnostics& diagnostics) {
  CsvTable table;
  table.source_ = source;
  if (!CsvParser(table, diagnostics).parse({})) return std::nullopt;
  return table;
}

bool CsvTable::has(std::string_view column) const { return std::find(columns_.begin(), columns_.end(), column) != columns_.end(); }

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
