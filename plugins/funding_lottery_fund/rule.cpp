#include "rule.hpp"

#include <algorithm>
#include <tuple>

namespace eldercast::lottery_fund {
namespace {

/// A year's money in twelve parts that add up to it exactly.
Fen month_part(Fen year, std::int64_t month) { return Fen{year.value * month / 12 - year.value * (month - 1) / 12}; }

}  // namespace

void LotteryFund::authorise(const MonthView& month, AuthoriseSlots out) {
  const Fen income = income_of(month);
  const Fen carried = month.month == Month{0} ? parameters_.balance_at_start : Fen{};
  if (income + carried > Fen{}) out.fund_income.push({.amount = income, .elsewhere = elsewhere_of(month), .carried = carried});

  from_budget_.resize(month.projects.size());
  asking_.clear();
  Fen fund = month.lottery_fund.balance + income + carried;
  Fen budget = parameters_.district_budget_per_year;
  for (std::size_t i = 0; i < month.projects.size(); ++i) {
    const auto& project = month.projects[i];
    const Fen commitment = commitment_of(project.kind);
    if (project.status == ProjectStatus::planned) {
      if (commitment > Fen{} && project.scheduled_start <= month.month) asking_.emplace_back(i);
    } else if (project.status != ProjectStatus::cancelled) {
      // What a budget of an earlier year bears was spent or lapsed with that year; it is owed no more.
      if (from_budget_[i].year == month.calendar.year()) budget -= from_budget_[i].amount;
      if (still_set_aside(project, month)) fund -= commitment - from_budget_[i].amount;
    }
  }
  let_start(month, fund, budget, out.holds);
}

/// The months of a year add up to its income exactly.
Fen LotteryFund::income_of(const MonthView& month) const {
  const Fen year = yuan(parameters_.elderly_care_share * static_cast<double>(parameters_.yearly_income.value) / 100.0);
  return month_part(year, month.calendar.month());
}

/// What the share leaves of the year's income goes to other things.
Fen LotteryFund::elsewhere_of(const MonthView& month) const {
  const Fen year = yuan(parameters_.elderly_care_share * static_cast<double>(parameters_.yearly_income.value) / 100.0);
  return month_part(parameters_.yearly_income - year, month.calendar.month());
}

Fen LotteryFund::commitment_of(FacilityKind kind) const {
  switch (kind) {
    case FacilityKind::street_centre:
      return parameters_.street_centre_commitment;
    case FacilityKind::community_station:
      return parameters_.station_commitment;
    case FacilityKind::town_centre:
      return parameters_.town_centre_commitment;
    case FacilityKind::village_point:
      return parameters_.point_commitment;
    case FacilityKind::care_home:
      return {};
  }
  return {};
}

bool LotteryFund::still_set_aside(const ProjectState& project, const MonthView& month) const {
  if (project.status != ProjectStatus::open) return true;
  return month.month - month.facilities[project.facility.index()].opened <= parameters_.claim_months;
}

/// One after another; a smaller project behind one that does not fit may still fit.
void LotteryFund::let_start(const MonthView& month, Fen fund, Fen budget, Slots<Hold>& holds) {
  std::sort(asking_.begin(), asking_.end(), [&](ProjectId a, ProjectId b) {
    const auto& first = month.projects[a.index()];
    const auto& second = month.projects[b.index()];
    return std::tie(first.planned_year, first.key) < std::tie(second.planned_year, second.key);
  });
  for (const ProjectId id : asking_) {
    const Fen commitment = commitment_of(month.projects[id.index()].kind);
    if (commitment > fund + budget) {
      holds.push({.project = id, .reason = "the lottery fund and the district's budget for the year are spent"});
      continue;
    }
    const Fen from_fund = std::clamp(fund, Fen{}, commitment);
    from_budget_[id.index()] = {month.calendar.year(), commitment - from_fund};
    fund -= from_fund;
    budget -= commitment - from_fund;
  }
}

}  // namespace eldercast::lottery_fund
