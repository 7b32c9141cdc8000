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

namespace {

/// What a user pays a month before any cover.
PerEnum<Need, double> fee_of(const Service& service) {
  PerEnum<Need, double> out{};
  if (service.payer != Payer::resident) return out;
  for (std::size_t need = 0; need < kCount<Need>; ++need) {
    const auto one = static_cast<Need>(need);
    if (service.eligible[one]) out[one] = static_cast<double>(service.price[one].value) * service.units_per_month / 100.0;
  }
  return out;
}

/// Whether users take nothing but places on a list.
bool is_list(const Service& service) {
  bool lists = false;
  for (const std::vector<Resource>& takes : service.takes.cells) {
    for (const Resource resource : takes) {
      if (resource != Resource::doctor_place) return false;
      lists = true;
    }
  }
  return lists;
}

}  // namespace

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
  for (const Settlement& place : scenario.settlements)
    out.settlements.push_back({place.code, place.name_zh, place.name_en, place.town, place.kind});
  const auto within = [&](std::optional<YearMonth> month) { return month && *month <= scenario.end ? month : std::nullopt; };
  for (const ExistingFacility& facility : scenario.existing) {
    out.facilities.push_back({facility.id, facility.kind, facility.settlement, facility.siting_assumed, within(facility.closes)});
  }
  for (const Project& project : scenario.projects) {
    out.facilities.push_back({project.id, project.kind, project.settlement, project.siting_assumed, within(project.closes)});
    const std::int32_t year = project.opens ? project.opens->year() : project.planned_year;
    out.projects.push_back({project.id, project.kind, project.settlement, year, project.built, project.confidence});
  }
  for (const FacilityChange& change : scenario.changes) {
    if ((change.kind != ChangeKind::close && change.kind != ChangeKind::merge) || !within(change.month)) continue;
    std::optional<YearMonth>& gone = out.facilities[change.facility.index()].gone;
    if (!gone || change.month < *gone) gone = change.month;
  }
  for (const Service& service : scenario.services) {
    out.services.push_back({service.id, service.name_zh, service.name_en, service.unit, service.given_at == GivenAt::bed, service.needs_hub,
                            is_list(service), fee_of(service)});
  }
  for (const RuleSpec& rule : scenario.rules) {
    out.rules.push_back(rule.id);
    for (const RuleFigure& own : rule.figures) {
      out.rule_figures.push_back({fmt::format("{}.{}", rule.id, own.id), own.unit, own.zh, own.en, own.kind});
    }
  }
  out.own_targets = own_target_lines(scenario);
  out.names = scenario.names;
  out.origins = scenario.origins;
  out.data_gaps = scenario.data_gaps;
  out.data_gaps_zh = scenario.data_gaps_zh;
  out.targets = scenario.targets;
  const MendParameters& mend = scenario.mend;
  out.mend = {mend.helper_yuan_per_year, mend.carer_yuan_per_year, mend.hub_yuan_per_year, mend.station_yuan_per_year};
  const IncomeParameters& incomes = scenario.incomes;
  out.incomes = {incomes.employee_pension_share, incomes.employee_pension_yuan, incomes.resident_pension_share,
                 incomes.resident_pension_yuan};
  out.bed_stay_months = scenario.allocation.bed_stay_months;
  return out;
}

}  // namespace eldercast
