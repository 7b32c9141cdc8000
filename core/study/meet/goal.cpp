#include "study/meet/goal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/targets.hpp"
#include "output/figures/figures.hpp"
#include "output/render/text_cells.hpp"
#include "output/statistics.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

std::string unit_of(TargetUnit unit) {
  return unit == TargetUnit::share ? "1" : unit == TargetUnit::m2_per_resident ? "m2 per resident" : "1 each";
}

bool judged(const JudgedTarget& row, const Description& description) {
  return row.threshold && description.start <= row.due && row.due <= description.end;
}

Goal goal_of(const JudgedTarget& row, const Description& description) {
  Goal out;
  out.id = row.id;
  out.name_zh = row.zh;
  out.name_en = row.en;
  out.unit = row.figure.empty() ? unit_of(row.unit) : row.figure_unit;
  out.at_most = row.at_most;
  out.threshold = *row.threshold;
  out.due = row.due;
  out.value = [target = row.target, month = out.due - description.start, scale = scale_of(row.unit)](const Headline& h) {
    const std::int32_t stored = h.targets(month, target);
    return stored < 0 ? kUnknown : static_cast<double>(stored) / scale;
  };
  return out;
}

StudyMistake unknown_goal(const std::string& id, const Description& description, const std::vector<Figure>& figures) {
  std::vector<Candidate> names;
  for (const JudgedTarget& row : judged_targets(description)) names.push_back({row.id, row.zh});
  for (const Figure& figure : figures) names.push_back({figure.id, figure.name_zh});
  std::string help = nearest(id, names).empty() ? "" : suggestion(id, names);
  if (help.empty()) {
    help = "targets:";
    for (const Goal& goal : target_goals(description)) help += " " + goal.id;
    help += "; or a figure with a number, for instance bed_shortfall<=50@2022";
  }
  return {fmt::format("there is no target or figure '{}'", piece(id)), help};
}

std::variant<Goal, StudyMistake> plain_goal(const std::string& text, const Description& description, const std::vector<Figure>& figures) {
  for (const JudgedTarget& row : judged_targets(description)) {
    if (row.id != text) continue;
    if (judged(row, description)) return goal_of(row, description);
    if (!row.threshold)
      return StudyMistake{fmt::format("the plan prints no number for {}", text),
                          fmt::format("give one of your own, for instance 'target.{}>=10'", text)};
    return StudyMistake{fmt::format("{} falls due outside the run", text),
                        fmt::format("give a year of the run, for instance 'target.{}>=0.9@{}'", text, description.end.year())};
  }
  if (find_figure(figures, text) != nullptr)
    return StudyMistake{fmt::format("the figure {} has no threshold", text), fmt::format("write '{}<=NUMBER' or '{}>=NUMBER'", text, text)};
  return unknown_goal(text, description, figures);
}

/// A goal's text taken apart: FIGURE, <= or >=, NUMBER, YEAR.
struct OwnGoal {
  std::string figure;
  bool at_most = false;
  std::string number;
  std::string year;
};
std::optional<OwnGoal> take_apart(const std::string& text) {
  const std::size_t sign = text.find_first_of("<>");
  if (sign == std::string::npos || sign + 1 >= text.size() || text[sign + 1] != '=') return std::nullopt;
  OwnGoal out;
  out.figure = text.substr(0, sign);
  out.at_most = text[sign] == '<';
  out.number = text.substr(sign + 2);
  if (const std::size_t at = out.number.find('@'); at != std::string::npos) {
    out.year = out.number.substr(at + 1);
    out.number.resize(at);
  }
  return out;
}

std::variant<Goal, StudyMistake> own_goal(const std::string& text, const OwnGoal& wanted, const Description& description,
                                          const std::vector<Figure>& figures) {
  const Figure* figure = find_figure(figures, wanted.figure);
  if (figure == nullptr) figure = find_figure(figures, "target." + wanted.figure);
  if (figure == nullptr) return unknown_goal(wanted.figure, description, figures);
  const std::optional<double> number = parse_number(wanted.number);
  if (!number) return StudyMistake{fmt::format("'{}' is not a number", piece(wanted.number)), "write for instance bed_shortfall<=50@2022"};
  Goal out;
  out.id = text;
  out.name_zh = figure->name_zh;
  out.name_en = figure->name_en;
  out.unit = figure->unit;
  out.at_most = wanted.at_most;
  out.threshold = *number;
  out.due = description.end;
  if (wanted.year.empty()) {
    out.value = [figure = *figure, &description](const Headline& h) { return whole_run(figure, h, description); };
    return out;
  }
  const std::optional<long long> year = parse_integer(wanted.year);
  const int first = description.start.year();
  if (!year || *year < first || *year > description.end.year())
    return StudyMistake{fmt::format("'{}' is not a year of the run", piece(wanted.year)),
                        fmt::format("give a year from {} to {}", first, description.end.year())};
  const int at = static_cast<int>(*year) - first;
  out.due = description.start + description.last_month_of_year(at);
  out.value = [figure = *figure, at](const Headline& h) { return figure.district(h, at); };
  return out;
}

}  // namespace

bool Goal::met(double measured) const {
  // A share such as 0.95 is not exact in binary: 95 of 100 must pass.
  return at_most ? measured <= threshold + 1e-9 : measured >= threshold - 1e-9;
}

std::vector<Goal> target_goals(const Description& description) {
  std::vector<Goal> out;
  for (const JudgedTarget& row : judged_targets(description)) {
    if (judged(row, description)) out.push_back(goal_of(row, description));
  }
  return out;
}

std::variant<Goal, StudyMistake> read_goal(const std::string& text, const Description& description) {
  const std::vector<Figure> figures = figures_of(description);
  if (const std::optional<OwnGoal> wanted = take_apart(text)) return own_goal(text, *wanted, description, figures);
  if (text.find_first_of("<>=") != std::string::npos)
    return StudyMistake{fmt::format("'{}' is not a goal", piece(text)), "write <= or >=, for instance 'bed_shortfall<=50@2022'"};
  return plain_goal(text, description, figures);
}

std::string amount_text(const std::string& unit, double value) {
  if (std::isnan(value)) return "-";
  if (unit == "1") return percent_text(value) + "%";
  if (unit == "CNY") return grouped_text(value / kYuanPer10000);
  return unit == "m2 per resident" ? fmt::format("{:.3f}", value) : grouped_text(value);
}

std::string rule_text(bool at_most, const std::string& unit, double threshold) {
  return fmt::format("{} {}{}", at_most ? "<=" : ">=", amount_text(unit, threshold), unit == "CNY" ? " 万元" : "");
}

}  // namespace eldercast
