#pragma once
/// Typed reading of the cells of one CSV row. Every bad cell becomes a diagnostic at the cell.
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "api/ids.hpp"
#include "scenario/source/csv.hpp"
#include "scenario/source/diagnostic.hpp"
#include "text/suggest.hpp"

namespace eldercast {

/// Smallest and largest accepted value of a cell.
struct Limits {
  double min = 0.0;
  double max = 1.0;
};
inline constexpr Limits kShare{0, 1};

/// Reads one row. A bad cell gives an empty value and turns ok() false. Problems: scenario.required (empty cell), scenario.number,
/// scenario.range, scenario.choice.
class CellReader {
 public:
  CellReader(const CsvTable& table, std::size_t row, Diagnostics& diagnostics) : table_(table), row_(row), diagnostics_(diagnostics) {}

  [[nodiscard]] bool ok() const { return ok_; }
  /// True when so many problems were found that further ones are only counted; costly help is in vain then.
  [[nodiscard]] bool crowded() const { return diagnostics_.count() >= Diagnostics::kKept; }
  [[nodiscard]] std::size_t row() const { return row_; }
  [[nodiscard]] Place place(std::string_view column) const { return table_.place(row_, column); }
  /// True for a column that the table may have and lacks, too.
  [[nodiscard]] bool empty(std::string_view column) const { return !table_.has(column) || table_.text(row_, column).empty(); }

  /// Text that must not be empty.
  [[nodiscard]] std::string text(std::string_view column);
  /// Text of one line: a control character in it is scenario.text, and marks of direction come as plain_line() shows them.
  [[nodiscard]] std::string name(std::string_view column);
  [[nodiscard]] std::string optional_text(std::string_view column) const { return table_.text(row_, column); }
  [[nodiscard]] double number(std::string_view column, Limits limits);
  [[nodiscard]] std::optional<double> optional_number(std::string_view column, Limits limits);
  [[nodiscard]] std::int64_t integer(std::string_view column, Limits limits);
  [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view column, Limits limits);
  /// One of two words; true for the first.
  [[nodiscard]] bool flag(std::string_view column, std::string_view yes, std::string_view no);
  template <class Enum>
  [[nodiscard]] Enum choice(std::string_view column) {
    return static_cast<Enum>(choose(column, text(column), candidates_of(Names<Enum>::kText)));
  }
  template <class Enum>
  [[nodiscard]] std::optional<Enum> optional_choice(std::string_view column) {
    if (empty(column)) return std::nullopt;
    return choice<Enum>(column);
  }

  /// Position of a word of this cell among the candidates; 0 after a problem.
  std::size_t choose(std::string_view column, const std::string& word, const std::vector<Candidate>& candidates);
  /// The row is wrong by something that has been told.
  void refuse() { ok_ = false; }
  /// A problem at a cell of this row.
  void report(const char* code, std::string_view column, std::string message, std::string help = "", std::vector<Note> notes = {});

 private:
  void check_range(std::string_view column, double value, Limits limits);

  const CsvTable& table_;
  std::size_t row_;
  Diagnostics& diagnostics_;
  bool ok_ = true;
};

}  // namespace eldercast
