#include "study/schedule/choices.hpp"

#include <algorithm>

#include "engine/build/building_site.hpp"

namespace eldercast {

Openings Choices::plan_openings() const {
  Openings out;
  for (const Choice& choice : movable) out.push_back(choice.plan);
  return out;
}

std::vector<Month> Choices::all_openings(const Openings& openings) const {
  std::vector<Month> out = plan;
  for (std::size_t i = 0; i < movable.size(); ++i) out[movable[i].project.index()] = openings[i];
  return out;
}

Choices choices_of(const Scenario& scenario, Month first_start) {
  Choices out;
  out.plan = planned_openings(scenario);
  out.first_year = scenario.start.year();
  out.years = scenario.end.year() - scenario.start.year() + 1;
  out.start_month = scenario.start.month() - 1;
  out.last = Month{scenario.months() - 1};
  const std::vector<std::int32_t> durations = median_durations(scenario);
  const std::vector<Fen> budgets = project_budgets(scenario);
  const Month from = std::max(first_start, Month{0});
  for (std::size_t p = 0; p < scenario.projects.size(); ++p) {
    const Project& project = scenario.projects[p];
    const bool planned = out.plan[p] != kNever;
    if (project.built || (planned && out.plan[p] + -durations[p] < from)) continue;
    const int calendar_month =
        planned ? (scenario.start + out.plan[p].value).month() : (scenario.schedule.first_month + scenario.schedule.last_month) / 2;
    const Month earliest = from + durations[p];
    Choice choice{ProjectId(p), project.id, project.kind, scenario.settlements[project.settlement.index()].town, budgets[p],
                  out.plan[p],  {}};
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
