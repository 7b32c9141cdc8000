#include "study/contract/filled_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "study/contract/trial_district.hpp"

namespace eldercast::contract {
namespace {

constexpr const char* kWord = "meals";  // a service of the trial

/// Which end of its range a cell of a table takes.
enum class End : std::uint8_t { low, high };

FilledValue text_of(const ParameterRow& row) {
  FilledValue out;
  out.value.text = *row.fallback_text != '\0' ? row.fallback_text : kWord;
  out.text = out.value.text;
  return out;
}

FilledValue list_of(std::initializer_list<double> numbers) {
  FilledValue out;
  for (const double number : numbers) {
    out.value.cells.emplace_back(number);
    out.text += fmt::format("{}{}", out.text.empty() ? "[" : ", ", number);
  }
  out.text += "]";
  return out;
}

FilledValue years_of(std::initializer_list<std::pair<int, double>> years) {
  FilledValue out;
  for (const auto& [year, number] : years) {
    out.value.cells.emplace_back(number).year = year;
    out.text += fmt::format("{}{} = {}", out.text.empty() ? "{" : ", ", year, number);
  }
  out.text += "}";
  return out;
}

/// One number that holds in all years.
FilledValue all_years(double number) {
  FilledValue out;
  out.value.cells.emplace_back(number);
  out.text = fmt::format("{}", number);
  return out;
}

FilledValue cell_of(const ParameterRow& column, End end) {
  if (is_scalar(column.type)) {
    const RuleValue value = extreme(column, end == End::high);
    return {value, value.text.empty() ? fmt::format("{}", value.number) : value.text};
  }
  const std::vector<FilledValue> filled = filled_values(column);
  return filled.empty() ? FilledValue{fallback_of(column), ""} : end == End::low ? filled.front() : filled.back();
}

void add_row(FilledValue& table, const ParameterRow& row, const char* name, End end) {
  RuleValue made;
  made.text = name;
  std::string text;
  for (const ParameterRow& column : std::span(row.columns, row.column_count)) {
    FilledValue cell = cell_of(column, end);
    // What names clauses has the row's own name where nothing else is said.
    if (column.type == ParameterType::clause) cell = {fallback_of(column, name), name};
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", column.path, cell.text);
    made.cells.push_back(std::move(cell.value));
  }
  table.value.cells.push_back(std::move(made));
  table.text += fmt::format("{}{} {{{}}}", table.text.empty() ? "" : "; ", name, text);
}

std::vector<FilledValue> tables_of(const ParameterRow& row) {
  std::vector<FilledValue> out(3);
  add_row(out[0], row, "low", End::low);
  add_row(out[1], row, "high", End::high);
  add_row(out[2], row, "low", End::low);
  add_row(out[2], row, "high", End::high);
  // The limits of a table are those of its rows.
  out.erase(std::remove_if(out.begin(), out.end(),
                           [&](const FilledValue& one) {
                             const auto rows = static_cast<double>(one.value.cells.size());
                             return rows < row.min || rows > row.max;
                           }),
            out.end());
  return out;
}

}  // namespace

RuleValue extreme(const ParameterRow& row, bool largest) {
  if (is_named(row.type)) return named_value(row.type, largest ? names_for(row.type).size() - 1 : 0);
  return RuleValue(largest ? row.max : row.min);
}

std::vector<FilledValue> filled_values(const ParameterRow& row) {
  const int first = kTrialStart.year();
  switch (row.type) {
    case ParameterType::text:
    case ParameterType::clause: {
      FilledValue text = text_of(row);
      const auto bytes = static_cast<double>(text.value.text.size());
      return bytes < row.min || bytes > row.max ? std::vector<FilledValue>() : std::vector{std::move(text)};
    }
    case ParameterType::list:
      return {list_of({row.min}), list_of({row.max}), list_of({row.max, row.min, (row.min + row.max) / 2})};
    case ParameterType::by_year:
      return {all_years(row.min), years_of({{first, row.min}, {first + 1, row.max}}), years_of({{first + 2, row.max}}), all_years(row.max)};
    case ParameterType::table:
      return tables_of(row);
    default:
      return {};
  }
}

}  // namespace eldercast::contract
