#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/target_report.hpp"
#include "output/text_cells.hpp"
#include "text/width.hpp"

namespace eldercast {

namespace {

std::string bare(TargetUnit unit, double value) {
  if (std::isnan(value)) return "-";
  switch (unit) {
    case TargetUnit::share:
      return percent_text(value);
    case TargetUnit::m2_per_resident:
      return fmt::format("{:.3f}", value);
    case TargetUnit::count:
      return grouped_text(value);
  }
  return "-";
}

std::string cell(TargetUnit unit, const Estimate& value, bool single) {
  const std::string mean = bare(unit, value.mean);
  if (single || std::isnan(value.mean) || value.low == value.high) return mean;
  const std::string low = bare(unit, value.low);
  const std::string high = bare(unit, value.high);
  const std::string all = fmt::format("{} [{}, {}]", mean, low, high);
  if (all.size() < kYearCell) return all;
  const auto short_text = [](const std::string& text) { return text.rfind("0.", 0) == 0 ? text.substr(1) : text; };
  return fmt::format("{} [{},{}]", mean, short_text(low), short_text(high));
}

void add(std::string& out, std::string_view text) {
  const std::string cut = shorten(text, kColumns);
  out += cut.substr(0, cut.find_last_not_of(' ') + 1) + "\n";
}

std::string label(const TargetRow& row) {
  const char* unit = row.unit == TargetUnit::share ? ", %" : row.unit == TargetUnit::m2_per_resident ? ", m2" : "";
  return pad_right(shorten(fmt::format("{} {}", row.clause, row.zh), kYearLabel - 4) + unit, kYearLabel);
}

/// ">= 95% by 2020-12: yes (97%), all of them no (3%); first met 2020-11, never in 3%".
std::string verdicts(const TargetRow& row, const TargetLine& line, bool single) {
  if (!line.threshold) return "the plan prints no number";
  std::string out =
      fmt::format("{} {} by {}: ", row.at_most ? "<=" : ">=", target_value_text(row.unit, *line.threshold), text_of(line.due));
  out += line.met ? verdict_text(*line.met, single) : "not assessed";
  if (line.strict_met) out += ", all of them " + verdict_text(*line.strict_met, single);
  if (line.first_met) out += "; first met " + text_of(*line.first_met);
  if (line.never_met && *line.never_met > 0)
    out += single ? "; never met in the run" : fmt::format("; never in {}%", percent_text(*line.never_met));
  return out;
}

std::string obstacle_text(const TargetRow& row, const TargetObstacle& obstacle) {
  const std::string value = obstacle.value ? " " + target_value_text(row.unit, *obstacle.value) : "";
  return obstacle.town_zh + obstacle.name_zh + value;
}

void add_obstacles(std::string& out, const TargetRow& row, const TargetLine& line, bool one_a_line, bool single) {
  if (line.in_the_way.empty()) return;
  std::vector<std::string> texts;
  for (const TargetObstacle& obstacle : line.in_the_way) texts.push_back(obstacle_text(row, obstacle));
  const std::string one = line.in_the_way.front().town_zh.empty() ? "town" : "settlement";
  const std::string what = one + (texts.size() == 1 ? "" : "s");
  if (!one_a_line) {
    const std::string heading = fmt::format("    short in {} {}: ", texts.size(), what);
    add(out, heading + list_text(texts, kColumns - display_width(heading)));
    return;
  }
  add(out, fmt::format("    short in {} {}:", texts.size(), what));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string share = single ? "" : fmt::format(" in {}% of replicates", percent_text(line.in_the_way[i].share_short));
    add(out, fmt::format("      {} {}{}", line.in_the_way[i].code, texts[i], share));
  }
}

}  // namespace

std::string target_value_text(TargetUnit unit, double value) {
  return bare(unit, value) + (unit == TargetUnit::share && !std::isnan(value) ? "%" : "");
}

std::string render_text(const TargetReport& report, bool towns) {
  std::string out;
  const bool single = report.replicates == 1;
  add(out, fmt::format("TARGETS 目标  {}  {}", report.name_zh, report.name_en));
  if (report.replicates == 0) {
    add(out, "no replicate ended well: there are no results");
    return out;
  }
  add(out, single ? "one replicate: no intervals"
                  : fmt::format("mean of {} replicates [90% interval]; yes or no (share of replicates)", report.replicates));
  if (report.uncertain_parameters > 0)
    add(out, fmt::format("intervals and shares hold {} uncertain parameters as well as chance", report.uncertain_parameters));
  if (report.siting_assumed) add(out, "names of settlements are assumed: the plan prints only their town");
  const auto shown = static_cast<int>(std::min(kYearsShown, report.lines.front().years.size()));
  std::string header = pad_right("at the end of", kYearLabel);
  for (int i = shown - 1; i >= 0; --i) header += pad_left(std::to_string(report.end.year() - i), kYearCell);
  add(out, header);
  for (const TargetLine& line : report.lines) {
    const TargetRow& row = row_of(line.target);
    std::string values = label(row);
    for (auto year = line.years.end() - shown; year != line.years.end(); ++year)
      values += pad_left(cell(row.unit, *year, single), kYearCell);
    add(out, values);
    add(out, "    " + verdicts(row, line, single));
    add_obstacles(out, row, line, towns, single);
  }
  return out;
}

}  // namespace eldercast
