#include "study/schedule/objective.hpp"

#include <algorithm>
#include <limits>

#include "api/money.hpp"

namespace eldercast {
namespace {

constexpr double kMonthsPerYear = 12;

constexpr std::array<GoalRow, kCount<GoalKind>> kRows{{
    {GoalKind::care, "照护人月（不含家庭医生签约）", "person-months of care, doctors' lists not counted", "人月", "person-months", true},
    {GoalKind::served, "获服务人月（含家庭医生签约）", "served person-months, doctors' lists too", "人月", "person-months", true},
    {GoalKind::reach, "可及老年人月", "person-months in reach of a facility", "人月", "person-months", true},
    {GoalKind::bed_shortfall, "缺床人月", "person-months of waiting for a bed", "人月", "person-months", false},
    {GoalKind::coverage, "有设施的村社", "communities and villages with a facility", "个", "settlements", true},
    {GoalKind::cost_per_care, "每照护一人年的费用", "money for each person-year of care", "元", "yuan", false},
    {GoalKind::cost_per_served, "每服务一人年的费用", "money for each person-year served", "元", "yuan", false},
}};

double sum(const auto& cells) {
  double out = 0;
  for (const auto cell : cells) out += static_cast<double>(cell);
  return out;
}

template <class Of>
double over_months(const Description& description, Of of) {
  double out = 0;
  for (int month = 0; month < description.months(); ++month) out += static_cast<double>(of(month));
  return out;
}

double covered_months(const Headline& h, const Description& description, CoverageStrength strength) {
  return over_months(description, [&](int month) { return h.residents_covered(month, strength); });
}

double cost_per_year(const Headline& h, double months) {
  if (months == 0) return std::numeric_limits<double>::quiet_NaN();
  return sum(h.accrued_fen.cells()) / kFenPerYuan / (months / kMonthsPerYear);
}

double goal_value(const ScheduleGoal& goal, const Headline& h, const Description& description) {
  switch (goal.kind) {
    case GoalKind::care:
      return covered_months(h, description, CoverageStrength::cared);
    case GoalKind::served:
      return covered_months(h, description, CoverageStrength::used);
    case GoalKind::reach:
      return covered_months(h, description, CoverageStrength::nominal);
    case GoalKind::bed_shortfall:
      return sum(h.bed_shortfall.cells());
    case GoalKind::coverage: {
      const int month = goal.by - description.start;
      return static_cast<double>(h.settlements_covered(month, SettlementKind::community, CoverageReading::own)) +
             static_cast<double>(h.settlements_covered(month, SettlementKind::village, CoverageReading::own));
    }
    case GoalKind::cost_per_care:
      return cost_per_year(h, covered_months(h, description, CoverageStrength::cared));
    case GoalKind::cost_per_served:
      return cost_per_year(h, covered_months(h, description, CoverageStrength::used));
  }
  return std::numeric_limits<double>::quiet_NaN();
}

/// Zero when met; else what is missing as a share of the threshold.
double missing_of(Target target, const Headline& h, const Description& description) {
  const TargetRow& row = row_of(target);
  const double threshold = *row.threshold(description.targets);
  const int month = row.due(description.targets) - description.start;
  const double value = static_cast<double>(h.targets(month, target)) / scale_of(row.unit);
  const double missing = row.at_most ? value - threshold : threshold - value;
  return std::max(missing, 0.0) / (threshold > 0 ? threshold : 1.0);
}

bool can_be_kept(const TargetRow& row, const Description& description) {
  const YearMonth due = row.due(description.targets);
  return row.threshold(description.targets) && description.start <= due && due <= description.end;
}

}  // namespace

const GoalRow& row_of(GoalKind kind) { return kRows[static_cast<std::size_t>(kind)]; }

Measured measure(const ScheduleGoal& goal, const Headline& headline, const Description& description) {
  Measured out{goal_value(goal, headline, description), 0};
  for (const Target target : goal.kept) out.missing += missing_of(target, headline, description);
  return out;
}

std::vector<Target> targets_named(std::string_view word, const Description& description, std::vector<std::string>& names) {
  std::vector<Target> out;
  for (const TargetRow& row : target_table()) {
    if (!can_be_kept(row, description)) continue;
    const std::string_view own = name_of(row.target);
    for (const std::string_view name : {row.clause, own}) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    }
    if (word == own || word == row.clause) out.push_back(row.target);
  }
  return out;
}

}  // namespace eldercast
