#include "output/description.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace eldercast {

int Description::last_month_of_year(int year) const {
  const YearMonth december(start.year() + year, 12);
  return std::min(december - start, months() - 1);
}

int Description::last_month_of_period(int period) const { return std::min(2 * period + 1, months() - 1); }

std::string text_of(YearMonth month) { return fmt::format("{:04}-{:02}", month.year(), month.month()); }

Description describe(const Scenario& scenario) {
  Description out;
  out.id = scenario.id;
  out.name_zh = scenario.name_zh;
  out.name_en = scenario.name_en;
  out.digest = scenario.digest;
  out.resolved_text = scenario.resolved_text;
  out.tables = *scenario.tables;
  out.start = scenario.start;
  out.end = scenario.end;
  out.seed = scenario.seed;
  for (const Town& town : scenario.towns) {
    out.towns.push_back({town.code, town.name_zh, town.name_en, town.kind, town.lon, town.lat});
  }
  for (const Settlement& place : scenario.settlements) out.settlements.push_back({place.code, place.name_zh, place.town, place.kind});
  for (const ExistingFacility& facility : scenario.existing) {
    out.facilities.push_back({facility.id, facility.kind, facility.settlement, facility.siting_assumed});
  }
  for (const Project& project : scenario.projects) {
    out.facilities.push_back({project.id, project.kind, project.settlement, project.siting_assumed});
    out.projects.push_back({project.id, project.kind, project.settlement, project.planned_year, project.built, project.confidence});
  }
  for (const Service& service : scenario.services) {
    out.services.push_back(
        {service.id, service.name_zh, service.name_en, service.unit, service.given_at == GivenAt::bed, service.needs_hub});
  }
  for (const RuleSpec& rule : scenario.rules) out.rules.push_back(rule.id);
  out.origins = scenario.origins;
  out.data_gaps = scenario.data_gaps;
  out.targets = scenario.targets;
  const MendParameters& mend = scenario.mend;
  out.mend = {mend.helper_yuan_per_year, mend.carer_yuan_per_year, mend.hub_yuan_per_year, mend.station_yuan_per_year};
  out.bed_stay_months = scenario.allocation.bed_stay_months;
  return out;
}

}  // namespace eldercast
