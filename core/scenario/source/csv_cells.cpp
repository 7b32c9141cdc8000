#include "scenario/source/csv_cells.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "scenario/parameters/parameter_value.hpp"
#include "text/utf8.hpp"

namespace eldercast {

void CellReader::report(const char* code, std::string_view column, std::string message, std::string help, std::vector<Note> notes) {
  diagnostics_.add({code, place(column), std::move(message), std::move(notes), std::move(help)});
  ok_ = false;
}

std::string CellReader::text(std::string_view column) {
  std::string value = table_.text(row_, column);
  if (value.empty()) report("scenario.required", column, fmt::format("{} must not be empty", column));
  return value;
}

std::string CellReader::name(std::string_view column) {
  const std::string value = text(column);
  if (const auto found = control_in(value)) report("scenario.text", column, control_message(column, *found), kNameHelp);
  return plain_line(value);
}

void CellReader::check_range(std::string_view column, double value, Limits limits) {
  if (value >= limits.min && value <= limits.max) return;
  report("scenario.range", column,
         fmt::format("{} = {} must be between {} and {}", column, number_text(value), number_text(limits.min), number_text(limits.max)));
}

double CellReader::number(std::string_view column, Limits limits) {
  const std::string cell = text(column);
  if (cell.empty()) return limits.min;
  const std::optional<double> value = parse_number(cell);
  if (!value) {
    report("scenario.number", column, fmt::format("{} = '{}' is not a number", column, piece(cell)),
           "write a plain decimal number such as 12.5, without spaces, units or separators");
    return limits.min;
  }
  check_range(column, *value, limits);
  return *value;
}

std::optional<double> CellReader::optional_number(std::string_view column, Limits limits) {
  if (empty(column)) return std::nullopt;
  return number(column, limits);
}

std::int64_t CellReader::integer(std::string_view column, Limits limits) {
  const std::string cell = text(column);
  if (cell.empty()) return static_cast<std::int64_t>(limits.min);
  const std::optional<long long> value = parse_integer(cell);
  if (!value) {
    report("scenario.number", column, fmt::format("{} = '{}' is not a whole number", column, piece(cell)),
           "write digits only, without a decimal point, spaces, units or separators");
    return static_cast<std::int64_t>(limits.min);
  }
  check_range(column, static_cast<double>(*value), limits);
  return *value;
}

std::optional<std::int64_t> CellReader::optional_integer(std::string_view column, Limits limits) {
  if (empty(column)) return std::nullopt;
  return integer(column, limits);
}

std::size_t CellReader::choose(std::string_view column, const std::string& word, const std::vector<Candidate>& candidates) {
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].name == word) return i;
  }
  if (!word.empty()) {
    report("scenario.choice", column, fmt::format("'{}' is not a choice of {}", piece(word), column), suggestion(word, candidates));
  }
  return 0;
}

bool CellReader::flag(std::string_view column, std::string_view yes, std::string_view no) {
  const std::string word = text(column);
  return choose(column, word, candidates_of(std::array{yes, no})) == 0;
}

}  // namespace eldercast
