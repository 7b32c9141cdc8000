#include "study/plan/list_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "files/named_file.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "scenario/source/csv.hpp"
#include "scenario/source/file_text.hpp"
#include "text/characters.hpp"

namespace eldercast {
namespace {

StudyMistake mistake_at(const Place& place, std::string message, std::string help = {}) {
  return {fmt::format("{}: {}", text_of(place), message), std::move(help)};
}

StudyMistake first_of(const Diagnostics& diagnostics) {
  const Diagnostic first = diagnostics.sorted().front();
  return mistake_at(first.place, first.message, first.help);
}

std::optional<StudyMistake> read_header(const CsvTable& table, const std::vector<SweepableParameter>& known, StudyPlan& plan,
                                        std::vector<SweepableParameter>& columns) {
  for (const std::string& id : table.columns()) {
    auto found = find_sweepable(id, known);
    if (const StudyMistake* mistake = std::get_if<StudyMistake>(&found)) return mistake_at(table.header(), mistake->message, mistake->help);
    columns.push_back(std::get<SweepableParameter>(std::move(found)));
    plan.parameters.push_back(columns.back().parameter);
  }
  return std::nullopt;
}

std::optional<StudyMistake> read_row(const CsvTable& table, std::size_t number, const std::vector<SweepableParameter>& columns,
                                     StudyPlan& plan) {
  std::vector<double> row;
  for (const SweepableParameter& column : columns) {
    const std::string& id = column.parameter.id;
    const std::string cell = table.text(number, id);
    const auto value = parse_number(cell);
    const Place place = table.place(number, id);
    if (!value) return mistake_at(place, fmt::format("{} = '{}' is no number", id, piece(cell)));
    if (const auto mistake = refused_value(column, *value)) return mistake_at(place, mistake->message, mistake->help);
    row.push_back(*value);
  }
  plan.design.list.push_back(std::move(row));
  return std::nullopt;
}

/// The axes span what the list visits.
void set_ranges(StudyPlan& plan) {
  for (std::size_t i = 0; i < plan.parameters.size(); ++i) {
    const auto less = [i](const std::vector<double>& a, const std::vector<double>& b) { return a[i] < b[i]; };
    const auto [low, high] = std::minmax_element(plan.design.list.begin(), plan.design.list.end(), less);
    plan.parameters[i].axis.low = (*low)[i];
    plan.parameters[i].axis.high = (*high)[i];
  }
}

}  // namespace

std::optional<StudyMistake> read_list(const std::string& file, const std::vector<SweepableParameter>& known, StudyPlan& plan) {
  if (file.empty()) return StudyMistake{"a list design needs its list", "give a CSV file: --list FILE"};
  Diagnostics diagnostics;
  const Place asked{std::make_shared<const SourceText>(file, file, ""), 0, 1, 1};
  const SourceRef source = read_table_text(canonical_or_same(file), file, asked, diagnostics);
  const std::optional<CsvTable> table = source ? CsvTable::parse_any(source, diagnostics) : std::nullopt;
  if (diagnostics.has_errors()) return first_of(diagnostics);
  std::vector<SweepableParameter> columns;
  if (const auto mistake = read_header(*table, known, plan, columns)) return mistake;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    if (const auto mistake = read_row(*table, row, columns, plan)) return mistake;
  }
  if (plan.design.list.empty()) return StudyMistake{fmt::format("{} has no points", file), "one row a point below the header"};
  set_ranges(plan);
  return std::nullopt;
}

}  // namespace eldercast
