#include "scenario/checks/checks.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "scenario/parameters/parameter_value.hpp"

namespace eldercast {
namespace {

constexpr int kMonthsPerYear = 12;
/// The census groups of people aged 50 and over reach back this far: whoever turns 60 later is in none of them.
constexpr int kYearsBehindCensus = 10;

void check_run(const Scenario& scenario, const ValueIndex& values, Diagnostics& diagnostics) {
  if (!values.all({"scenario.start", "scenario.end"}) || scenario.end >= scenario.start) return;
  diagnostics.add({"scenario.date",
                   values.place("scenario.end"),
                   fmt::format("scenario.end = {} is before the start {}", year_month_text(scenario.end), year_month_text(scenario.start)),
                   {{"the start is set", values.place("scenario.start")}},
                   ""});
}

void check_censuses(const Scenario& scenario, const ValueIndex& values, Diagnostics& diagnostics) {
  if (!values.all({"population.first_census", "population.second_census"})) return;
  const YearMonth first = scenario.population.first_census;
  const YearMonth second = scenario.population.second_census;
  const Place second_place = values.place("population.second_census");
  if (second <= first || (second - first) % (kGroupYears * kMonthsPerYear) != 0) {
    diagnostics.add({"scenario.date",
                     second_place,
                     fmt::format("population.second_census = {} must be 5, 10, 15... years after the first census {}",
                                 year_month_text(second), year_month_text(first)),
                     {{"the first census is set", values.place("population.first_census")}},
                     "cohorts are followed from one five-year group to another"});
    return;
  }
  if (values.all({"scenario.start"}) && scenario.start < first) {
    diagnostics.add(
        {"scenario.date",
         values.place("scenario.start"),
         fmt::format("scenario.start = {} is before the first census {}", year_month_text(scenario.start), year_month_text(first)),
         {{"the first census is set", values.place("population.first_census")}},
         ""});
  }
  const YearMonth last = second + kYearsBehindCensus * kMonthsPerYear;
  if (values.all({"scenario.end"}) && scenario.end > last) {
    diagnostics.add({"scenario.date",
                     values.place("scenario.end"),
                     fmt::format("scenario.end = {} is more than {} years after the second census {}", year_month_text(scenario.end),
                                 kYearsBehindCensus, year_month_text(second)),
                     {{"the second census is set", second_place}},
                     "people who turn 60 later are younger than 50 at that census and are not followed"});
  }
}

void check_planned_years(const Scenario& scenario, const Tables& tables, const ValueIndex& values, Diagnostics& diagnostics) {
  if (!values.all({"scenario.start", "scenario.end"}) || scenario.end < scenario.start) return;
  const auto check = [&](const Project& project, const Place& place) {
    const bool early = project.planned_year < scenario.start.year();
    if (!early && project.planned_year <= scenario.end.year()) return;
    const char* id = early ? "scenario.start" : "scenario.end";
    diagnostics.add({"scenario.date",
                     place,
                     fmt::format("planned_year = {} of '{}' is {} the run, {} to {}", project.planned_year, project.id,
                                 early ? "before" : "after", year_month_text(scenario.start), year_month_text(scenario.end)),
                     {{fmt::format("the {} of the run is set", early ? "start" : "end"), values.place(id)}},
                     early ? "a facility that stands at the start belongs in the table 'existing'" : ""});
  };
  for (std::size_t i = 0; i < scenario.projects.size(); ++i) check(scenario.projects[i], tables.projects.place(i, "planned_year"));
  for (std::size_t i = 0; i < scenario.candidates.size(); ++i) check(scenario.candidates[i], tables.candidates.place(i, "planned_year"));
}

void check_build(const Scenario& scenario, const Tables& tables, const ValueIndex& values, Diagnostics& diagnostics) {
  if (!values.all({"scenario.start", "scenario.end"}) || scenario.end < scenario.start || !tables.build.usable()) return;
  for (std::size_t i = 0; i < tables.build_projects.size(); ++i) {
    const std::size_t position = tables.build_projects[i];
    const bool planned = position < scenario.projects.size();
    const Project& project = planned ? scenario.projects[position] : scenario.candidates[position - scenario.projects.size()];
    if (!project.opens || (scenario.start <= *project.opens && *project.opens <= scenario.end)) continue;
    const bool early = *project.opens < scenario.start;
    diagnostics.add(
        {"scenario.date",
         tables.build.place(i, "opens"),
         fmt::format("opens = {} of '{}' is {} the run, {} to {}", year_month_text(*project.opens), project.id, early ? "before" : "after",
                     year_month_text(scenario.start), year_month_text(scenario.end)),
         {{fmt::format("the {} of the run is set", early ? "start" : "end"), values.place(early ? "scenario.start" : "scenario.end")}},
         "leave the cell empty for a project that is not built"});
  }
}

std::string run_text(const Scenario& scenario) {
  return fmt::format("the run, {} to {}", year_month_text(scenario.start), year_month_text(scenario.end));
}

/// What is told of a project lies within the run.
void check_observed(const Scenario& scenario, const Tables& tables, const ValueIndex& values, Diagnostics& diagnostics) {
  if (!values.all({"scenario.start", "scenario.end"}) || scenario.end < scenario.start) return;
  const auto outside = [&](YearMonth month) { return month < scenario.start || month > scenario.end; };
  if (!tables.observed.usable()) return;
  for (std::size_t i = 0; i < scenario.observed.size(); ++i) {
    const Observation& row = scenario.observed[i];
    if (!of_project(row.what) || !outside(row.month)) continue;
    diagnostics.add({"scenario.date",
                     tables.observed.place(i, "month"),
                     fmt::format("month = {} is not within {}", year_month_text(row.month), run_text(scenario)),
                     {},
                     "a facility that stands at the start belongs in the table 'existing'"});
  }
}

void check_spreads(const ValueIndex& values, Diagnostics& diagnostics) {
  for (const Section& section : scenario_sections()) {
    const std::string id(section.id);
    const ReadValue* low = values.find(id + ".low");
    const ReadValue* median = values.find(id + ".median");
    const ReadValue* high = values.find(id + ".high");
    if (low == nullptr || median == nullptr || high == nullptr || (low->value <= median->value && median->value <= high->value)) continue;
    const bool low_wrong = low->value > median->value;
    diagnostics.add({"scenario.range-order",
                     values.place(id + ".median"),
                     fmt::format("{}.median = {} is {} {}.{} = {}", id, number_text(median->value), low_wrong ? "below" : "above", id,
                                 low_wrong ? "low" : "high", number_text(low_wrong ? low->value : high->value)),
                     {{fmt::format("{} is set", low_wrong ? "low" : "high"), values.place(id + (low_wrong ? ".low" : ".high"))}},
                     "low <= median <= high must hold; a scenario that changes one of the three changes the others too"});
  }
  if (values.all({"schedule.first_month", "schedule.last_month"}) &&
      values.find("schedule.first_month")->value > values.find("schedule.last_month")->value) {
    diagnostics.add({"scenario.range-order",
                     values.place("schedule.last_month"),
                     "schedule.last_month is before schedule.first_month",
                     {{"first_month is set", values.place("schedule.first_month")}},
                     ""});
  }
}

}  // namespace

ValueIndex::ValueIndex(const std::vector<ReadSection>& sections, const TomlValue& text) : unwritten_(text.place) {
  for (const ReadSection& section : sections) {
    for (const ReadValue& value : section.values) values_.emplace(parameter_id(*section.section, *value.row), &value);
  }
}

const ReadValue* ValueIndex::find(const std::string& id) const {
  const auto found = values_.find(id);
  return found == values_.end() ? nullptr : found->second;
}

bool ValueIndex::all(std::initializer_list<const char*> ids) const {
  return std::all_of(ids.begin(), ids.end(), [&](const char* id) { return find(id) != nullptr; });
}

Place ValueIndex::place(const std::string& id) const {
  const ReadValue* value = find(id);
  return value == nullptr || value->from == ReadValue::From::fallback ? unwritten_ : value->place;
}

void check_times(const Scenario& scenario, const Tables& tables, const ValueIndex& values, Diagnostics& diagnostics) {
  check_run(scenario, values, diagnostics);
  check_censuses(scenario, values, diagnostics);
  check_planned_years(scenario, tables, values, diagnostics);
  check_build(scenario, tables, values, diagnostics);
  check_observed(scenario, tables, values, diagnostics);
  check_spreads(values, diagnostics);
}

void check_scenario(const Scenario& scenario, const Tables& tables, const ValueIndex& values, Diagnostics& diagnostics) {
  check_times(scenario, tables, values, diagnostics);
  check_network(scenario, tables, diagnostics);
  check_population(scenario, tables, diagnostics);
  check_demand(scenario, tables, diagnostics);
}

void check_as_of(const Scenario& scenario, const TomlValue& text, const ValueIndex& values, Diagnostics& diagnostics) {
  const TomlEntry* entry = text.at("scenario.as_of");
  if (entry == nullptr || !scenario.as_of || !values.all({"scenario.start", "scenario.end"}) || scenario.end < scenario.start) return;
  if (*scenario.as_of >= scenario.start && *scenario.as_of <= scenario.end) return;
  diagnostics.add({"scenario.date",
                   entry->value.place,
                   fmt::format("scenario.as_of = {} is not within {}", year_month_text(*scenario.as_of), run_text(scenario)),
                   {{"the end of the run is set", values.place("scenario.end")}},
                   ""});
}

}  // namespace eldercast
