#include "output/answer/target_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/figures/sample.hpp"
#include "output/place_names.hpp"
#include "output/statistics.hpp"

namespace eldercast {

namespace {

std::optional<double> known(double share) { return std::isnan(share) ? std::nullopt : std::optional(share); }

/// Share of replicates that meet `threshold` in `month`, of those with something to measure.
std::optional<double> share_met(const Sample& sample, const JudgedTarget& row, int month, double threshold) {
  return known(sample
                   .over([&](const Headline& h) {
                     const double value = target_value(row, h.targets(month, row.target));
                     return std::isnan(value) ? kUnknown : target_met(row, value, threshold) ? 1.0 : 0.0;
                   })
                   .mean);
}

void add_first_met(const Sample& sample, const JudgedTarget& row, double threshold, TargetLine& line) {
  const Estimate first = sample.over([&](const Headline& h) {
    for (int month = 0; month <= sample.last_month; ++month) {
      const double value = target_value(row, h.targets(month, row.target));
      if (!std::isnan(value) && target_met(row, value, threshold)) return static_cast<double>(month);
    }
    return kUnknown;
  });
  if (!std::isnan(first.median)) line.first_met = sample.description.start + static_cast<int>(std::ceil(first.median));
  line.never_met = known(sample.share([&](const Headline& h) {
    for (int month = 0; month <= sample.last_month; ++month) {
      const double value = target_value(row, h.targets(month, row.target));
      if (!std::isnan(value) && target_met(row, value, threshold)) return false;
    }
    return true;
  }));
}

void add_settlements(const Sample& sample, const SettlementReading& wanted, int year, TargetLine& line) {
  const Description& description = sample.description;
  for (std::size_t s = 0; s < description.settlements.size(); ++s) {
    const SettlementLine& place = description.settlements[s];
    if (place.kind != wanted.kind) continue;
    const double share = sample.share([&](const Headline& h) { return h.settlement_covered(year, s, wanted.reading) == 0; });
    if (share > 0) line.in_the_way.push_back({place.code, place_name(place), place_name(description.towns[place.town.index()]), share, {}});
  }
}

/// A count for the whole district says nothing about a town, unless none is wanted.
bool measured_by_town(const JudgedTarget& row) { return row.unit != TargetUnit::count || row.at_most; }

void add_towns(const Sample& sample, const JudgedTarget& row, int year, TargetLine& line) {
  if (!measured_by_town(row)) return;
  const Description& description = sample.description;
  for (std::size_t t = 0; t < description.towns.size(); ++t) {
    const auto value = [&](const Headline& h) { return target_value(row, h.town_targets(year, t, row.target)); };
    const double share = sample.share([&](const Headline& h) {
      const double found = value(h);
      return !std::isnan(found) && !target_met(row, found, *row.threshold);
    });
    if (share > 0) {
      line.in_the_way.push_back({description.towns[t].code, place_name(description.towns[t]), {}, share, known(sample.over(value).mean)});
    }
  }
}

void sort_worst_first(const JudgedTarget& row, std::vector<TargetObstacle>& obstacles) {
  std::stable_sort(obstacles.begin(), obstacles.end(), [&](const TargetObstacle& a, const TargetObstacle& b) {
    if (a.share_short != b.share_short) return a.share_short > b.share_short;
    const double first = a.value.value_or(0);
    const double second = b.value.value_or(0);
    return row.at_most ? first > second : first < second;
  });
}

TargetLine line_of(const Sample& sample, const JudgedTarget& row) {
  const Description& description = sample.description;
  TargetLine line;
  line.about = row;
  for (int year = 0; year < description.years(); ++year) {
    const int month = description.last_month_of_year(year);
    line.years.push_back(sample.over([&](const Headline& h) { return target_value(row, h.targets(month, row.target)); }));
  }
  if (!row.threshold || sample.outcomes.empty()) return line;
  add_first_met(sample, row, *row.threshold, line);
  if (row.due < description.start || row.due > description.end) return line;
  const int due = row.due - description.start;
  line.met = share_met(sample, row, due, *row.threshold);
  if (row.strict) line.strict_met = share_met(sample, row, due, *row.strict);
  const int year = row.due.year() - description.start.year();
  if (const auto settlements = settlement_reading(row.target)) {
    add_settlements(sample, *settlements, year, line);
  } else {
    add_towns(sample, row, year, line);
  }
  sort_worst_first(row, line.in_the_way);
  return line;
}

}  // namespace

double target_value(const JudgedTarget& row, std::int32_t stored) {
  return stored < 0 ? kUnknown : static_cast<double>(stored) / scale_of(row.unit);
}

bool target_met(const JudgedTarget& row, double value, double threshold) {
  // A share such as 0.95 is not exact in binary: 95 of 100 must pass.
  constexpr double kRounding = 1e-9;
  return row.at_most ? value <= threshold + kRounding : value >= threshold - kRounding;
}

double short_on_average(const TargetLine& line) {
  double sum = 0;
  for (const TargetObstacle& one : line.in_the_way) sum += one.share_short;
  return sum;
}

TargetCounts counts_of(const TargetReport& report) {
  TargetCounts out;
  for (const TargetLine& line : report.lines) {
    if (!line.met) continue;
    ++out.judged;
    if (line.basis.by == DecidedBy::assumption) ++out.by_assumption;
    if (line.basis.by == DecidedBy::input) ++out.by_input;
    if (line.basis.by == DecidedBy::input && line.basis.assumed) ++out.by_assumed_input;
    if (line.basis.by == DecidedBy::model) ++out.by_model[line.verdict()];
  }
  return out;
}

const Estimate& when_due(const TargetReport& report, const TargetLine& line) {
  const int year = std::clamp(line.about.due.year() - report.start.year(), 0, static_cast<int>(line.years.size()) - 1);
  return line.years[static_cast<std::size_t>(year)];
}

double part_reached(const TargetReport& report, const TargetLine& line) {
  const double value = when_due(report, line).mean;
  if (line.about.at_most) return value <= *line.about.threshold ? 1 : 0;
  return *line.about.threshold > 0 ? value / *line.about.threshold : 1;
}

TargetReport only(TargetReport report, const std::string& name) {
  report.chosen = true;
  std::erase_if(report.lines, [&](const TargetLine& line) { return name != line.about.id && name != line.about.clause; });
  return report;
}

Text cannot_be_met(const TargetCounts& counts) {
  Text out{fmt::format("{}项按现有数据不可能达到", counts.by_input), fmt::format("{} cannot be met as written", counts.by_input)};
  if (counts.by_assumed_input == 0) return out;
  out.zh += fmt::format("（其中{}项因情景的假定）", counts.by_assumed_input);
  out.en += counts.by_assumed_input == counts.by_input
                ? std::string(" by assumptions of the scenario")
                : fmt::format(" ({} of them by assumptions of the scenario)", counts.by_assumed_input);
  return out;
}

TargetReport target_report(const Description& description, std::span<const Outcome> outcomes) {
  const Sample sample(description, outcomes);
  TargetReport out;
  out.name_zh = description.name_zh;
  out.name_en = description.name_en;
  out.start = description.start;
  out.end = description.end;
  out.replicates = static_cast<int>(sample.outcomes.size());
  out.uncertain_parameters = description.uncertain_parameters;
  out.siting_assumed = std::any_of(description.facilities.begin(), description.facilities.end(),
                                   [](const FacilityLine& facility) { return facility.siting_assumed; });
  const std::vector<TargetBasis> bases = target_bases(description);
  for (const JudgedTarget& row : judged_targets(description)) {
    out.lines.push_back(line_of(sample, row));
    out.lines.back().basis = bases[out.lines.size() - 1];
  }
  return out;
}

}  // namespace eldercast
