#pragma once
/// CSV tables (RFC 4180) whose cells know where they stand.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/diagnostic.hpp"
#include "scenario/source_text.hpp"

namespace eldercast {

/// Most rows of a table.
inline constexpr std::size_t kMostRows = 5'000'000;

/// A table: header and rows, all with the same number of cells. `#` lines before the header are comments; empty lines are passed over.
class CsvTable {
 public:
  /// Reads a text that must have exactly `columns`, in any order. Nothing if the header is wrong (scenario.csv-header), the text cannot be
  /// divided into cells (scenario.csv-quote) or has too many rows (scenario.limit). A row with a wrong number of cells or with control
  /// characters (scenario.csv-row) is reported and left out; complete() is then false.
  [[nodiscard]] static std::optional<CsvTable> parse(const SourceRef& source, std::span<const std::string_view> columns,
                                                     Diagnostics& diagnostics);

  [[nodiscard]] const SourceRef& source() const { return source_; }
  [[nodiscard]] std::size_t rows() const { return columns_.empty() ? 0 : cells_.size() / columns_.size(); }
  [[nodiscard]] bool complete() const { return complete_; }
  /// Content of a cell, without quotes. `column` is one of the columns asked for.
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
  std::vector<std::string> columns_;  ///< in the order of the file
  std::vector<Cell> cells_;           ///< row by row
  bool complete_ = true;
};

}  // namespace eldercast
