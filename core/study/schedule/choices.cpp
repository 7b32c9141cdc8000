#include "study/schedule/choices.hpp"

#include <algorithm>

namespace eldercast {

Openings Choices::plan_openings() const {
  Openings out;
  for (const Choice& choice : movable) out.push_back(choice.plan);
  return out;
}

std::vector<PlannedOpening> Choices::all_openings(const Openings& openings) const {
  std::vector<PlannedOpening> out(plan.size(), PlannedOpening{kAsPlanned});
  for (std::size_t i = 0; i < movable.size(); ++i) {
    if (openings[i] != movable[i].plan) out[movable[i].project.index()] = openings[i];
  }
  return out;
}

Choices choices_of(const Scenario& scenario, Month first_start, std::span<const PerMille> sizes) {
  Choices out;
  out.plan = build_plan(scenario);
  out.first_year = scenario.start.year();
  out.years = scenario.end.year() - scenario.start.year() + 1;
  out.start_month = scenario.start.month() - 1;
  out.last = Month{scenario.months() - 1};
  const std::vector<std::int32_t> durations = median_durations(scenario);
  const std::vector<Fen> budgets = project_budgets(scenario);
  const Month from = std::max(first_start, Month{0});
  for (std::size_t p = 0; p < scenario.projects.size(); ++p) {
    const Project& project = scenario.projects[p];
    const Month plan = out.plan[p].month;
    const bool planned = out.plan[p].built();
    if (project.built || (planned && plan + -durations[p] < from)) continue;
    const int calendar_month =
        planned ? (scenario.start + plan.value).month() : (scenario.schedule.first_month + scenario.schedule.last_month) / 2;
    const Month earliest = from + durations[p];
    Choice choice;
    choice.project = ProjectId(p);
    choice.id = project.id;
    choice.kind = project.kind;
    choice.town = scenario.settlements[project.settlement.index()].town;
    choice.standard_cost = budgets[p];
    choice.plan = out.plan[p];
    choice.sizes = {out.plan[p].size};
    for (const PerMille size : sizes) {
      if (size != choice.sizes.front()) choice.sizes.push_back(size);
    }
    for (std::int32_t year = scenario.start.year(); year <= scenario.end.year(); ++year) {
      const Month month{YearMonth(year, calendar_month) - scenario.start};
      if (earliest <= month && month <= out.last) choice.openings.push_back(month);
    }
    if (choice.openings.empty()) continue;
    out.movable.push_back(std::move(choice));
    out.earliest.push_back(earliest);
  }
  return out;
}

}  // namespace eldercast
