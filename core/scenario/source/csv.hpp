#pragma once
/// CSV tables (RFC 4180) whose cells know where they stand.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/source/diagnostic.hpp"
#include "scenario/source/source_text.hpp"

namespace eldercast {

/// Most rows of a table.
inline constexpr std::size_t kMostRows = 5'000'000;
/// Most cells of a table, and of all tables of a scenario together.
inline constexpr std::size_t kMostCells = 20'000'000;
/// Most cells of a row: a spreadsheet has 16,384 columns.
inline constexpr std::size_t kMostCellsARow = 20'000;
/// Longest cell, in bytes: a spreadsheet's longest has 32,767 characters.
inline constexpr std::size_t kLongestCell = 131'072;

/// A table: header and rows, all with the same number of cells. `#` lines before the header are comments, a line "sep=," there is passed
/// over. So is what a spreadsheet leaves where cells were emptied: lines and rows of blanks, columns of them without a name.
class CsvTable {
 public:
  /// Reads a text that must have exactly `columns`, in any order, and may have those of `optional`. Nothing if the header is wrong
  /// (scenario.csv-header), cells are not separated by commas (scenario.csv-separator), the text cannot be divided into cells
  /// (scenario.csv-quote) or is beyond the limits above (scenario.limit). A row with a wrong number of cells or with control characters
  /// (scenario.csv-row) is reported and left out; complete() is then false.
  [[nodiscard]] static std::optional<CsvTable> parse(const SourceRef& source, std::span<const std::string_view> columns,
                                                     Diagnostics& diagnostics, std::span<const std::string_view> optional = {});
  /// The same for a table whose columns are not known before: each has a name, and no two the same.
  [[nodiscard]] static std::optional<CsvTable> parse_any(const SourceRef& source, Diagnostics& diagnostics);

  [[nodiscard]] const SourceRef& source() const { return source_; }
  [[nodiscard]] std::size_t cells() const { return cells_.size(); }
  [[nodiscard]] std::size_t rows() const { return columns_.empty() ? 0 : cells_.size() / columns_.size(); }
  [[nodiscard]] bool complete() const { return complete_; }
  /// The names of its columns, in the order of the file.
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] bool has(std::string_view column) const;
  /// Content of a cell, without quotes. `column` is one of the columns that the table has.
  [[nodiscard]] std::string text(std::size_t row, std::string_view column) const;
  /// The cell in the text; of a cell over several lines its first line.
  [[nodiscard]] Place place(std::size_t row, std::string_view column) const;
  /// The header line.
  [[nodiscard]] Place header() const { return header_; }

 private:
  friend class CsvParser;

  struct Cell {
    std::uint32_t begin = 0;
    std::uint32_t length = 0;  ///< in bytes, quotes included
    std::uint32_t line = 0;
    std::uint32_t column = 0;
  };

  [[nodiscard]] const Cell& cell(std::size_t row, std::string_view column) const;
  [[nodiscard]] std::string content(const Cell& cell) const;
  [[nodiscard]] Place place_of(const Cell& cell) const;

  SourceRef source_;
  Place header_;
  std::vector<std::string> columns_;  ///< in the order of the file, those without a name left out
  std::vector<Cell> cells_;           ///< row by row
  bool complete_ = true;
};

}  // namespace eldercast
