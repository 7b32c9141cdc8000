#include "study/plan/list_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "model/characters.hpp"
#include "scenario/parameter_value.hpp"
#include "study/plan/whole_file.hpp"

namespace eldercast {

namespace {

constexpr std::uintmax_t kLargestList = std::uintmax_t{25} * kMostListValues;  ///< a value has some twenty bytes at most
constexpr std::size_t kLongestRow = 131'072;

std::vector<std::string> cells_of(std::string line) {
  if (!line.empty() && line.back() == '\r') line.pop_back();
  std::vector<std::string> out;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) out.push_back(cell);
  if (!line.empty() && line.back() == ',') out.emplace_back();
  return out;
}

std::optional<StudyMistake> read_header(const std::string& file, const std::string& line, const std::vector<SweepableParameter>& known,
                                        StudyPlan& plan) {
  for (const std::string& id : cells_of(line)) {
    // A range is not needed: every value stands in the list.
    auto read = read_request(id + "=0,1", known);
    if (const StudyMistake* mistake = std::get_if<StudyMistake>(&read))
      return StudyMistake{fmt::format("{}:1: {}", file, mistake->message), mistake->help};
    VariedParameter parameter = std::get<VariedParameter>(std::move(read));
    parameter.values.clear();
    plan.parameters.push_back(std::move(parameter));
  }
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
  if (const auto seen = look_at(file); const FileRefusal* refusal = std::get_if<FileRefusal>(&seen))
    return StudyMistake{fmt::format("the list '{}' {}", file, refusal->reason), "give a CSV file: --list FILE"};
  std::istringstream stream(read_document(file, kLargestList));
  std::string line;
  std::getline(stream, line);
  if (line.rfind("\xEF\xBB\xBF", 0) == 0) line.erase(0, 3);
  if (line.size() > kLongestRow) return StudyMistake{fmt::format("{}:1: the row has more than {} bytes", file, kLongestRow), ""};
  if (const auto mistake = read_header(file, line, known, plan)) return mistake;
  for (int number = 2; std::getline(stream, line); ++number) {
    if (line.empty() || line == "\r") continue;
    if (line.size() > kLongestRow) return StudyMistake{fmt::format("{}:{}: the row has more than {} bytes", file, number, kLongestRow), ""};
    if (plan.design.list.size() == static_cast<std::size_t>(kMostCases))
      return StudyMistake{fmt::format("{}:{}: a study has at most {} cases", file, number, kMostCases), "plan several studies"};
    const std::vector<std::string> cells = cells_of(line);
    if (cells.size() != plan.parameters.size()) {
      return StudyMistake{fmt::format("{}:{}: {} values for {} parameters", file, number, cells.size(), plan.parameters.size()), ""};
    }
    std::vector<double> row;
    for (const std::string& cell : cells) {
      const auto value = parse_number(cell);
      if (!value) return StudyMistake{fmt::format("{}:{}: '{}' is no number", file, number, piece(cell)), ""};
      row.push_back(*value);
    }
    plan.design.list.push_back(std::move(row));
  }
  if (plan.design.list.empty()) return StudyMistake{fmt::format("{} has no points", file), "one row a point below the header"};
  set_ranges(plan);
  return std::nullopt;
}

}  // namespace eldercast
