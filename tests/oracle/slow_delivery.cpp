#include "oracle/slow_delivery.hpp"

#include <algorithm>
#include <cmath>

#include "model/base/keys.hpp"

namespace eldercast::test {
namespace {

std::int64_t part_given(const Scenario& scenario, const Service& service, Resource resource, const FacilityState& facility) {
  const bool bed = resource == Resource::nursing_bed || resource == Resource::other_bed || resource == Resource::short_stay_day;
  if (bed || !scenario.staff.shortage_cuts_delivery) return 1000;
  if (facility.status != FacilityStatus::open) return 0;
  if (service.needs_hub && !facility.hub_working) return 0;
  if (service.needs_arrangement && facility.arrangement == Arrangement::none) return 0;
  return std::min<std::int64_t>(facility.staffed[resource], facility.used[resource]) * 1000 / facility.used[resource];
}

}  // namespace

SlowDelivery slow_delivery(const District& district, const std::vector<FacilityState>& facilities) {
  const Scenario& scenario = district.scenario();
  SlowDelivery out{Cube<std::int64_t, 2>(facilities.size(), scenario.services.size()),
                   Cube<std::int64_t, 2>(scenario.towns.size(), scenario.services.size())};
  for (std::size_t s = 0; s < scenario.services.size(); ++s) {
    const Service& service = scenario.services[s];
    const std::vector<Resource>& takes =
        service.takes[Need::independent].empty() ? service.takes[Need::full] : service.takes[Need::independent];
    for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
      std::int64_t used = 0;
      std::int64_t given = 0;
      for (std::size_t f = 0; f < facilities.size(); ++f) {
        if (facilities[f].town != TownId(t)) continue;
        const std::int64_t amount = takes.empty() ? 0 : facilities[f].used[takes.front()];
        out.at(f, s) = amount == 0 ? 1000 : part_given(scenario, service, takes.front(), facilities[f]);
        used += amount;
        given += amount * out.at(f, s);
      }
      out.in(t, s) = used == 0 ? 1000 : given / used;
    }
  }
  return out;
}

double slow_programme(const District& district, std::size_t town) {
  const Scenario& scenario = district.scenario();
  double programme = 0;
  for (const Project& project : scenario.projects) {
    if (scenario.settlements[project.settlement.index()].town != TownId(town)) continue;
    const FacilityStandard& standard = scenario.standards[project.kind];
    const int area = project.floor_area_m2 > 0 ? project.floor_area_m2 : standard.floor_area_m2;
    programme += static_cast<double>(standard.building_per_m2.value * area + standard.equipment.value);
  }
  return programme;
}

std::int64_t slow_town_money(const District& district, StreamKey stream, std::size_t town, int year) {
  const Scenario& scenario = district.scenario();
  const FinanceParameters& finance = scenario.finance;
  double residents = 0;
  double alike = 0;
  for (const Town& other : scenario.towns) {
    if (other.kind != scenario.towns[town].kind) continue;
    residents += other.population_2020;
    alike += 1;
  }
  const double base =
      static_cast<double>((scenario.towns[town].kind == TownKind::street ? finance.street_money : finance.town_money).value);
  const double size = scenario.towns[town].population_2020 * alike / residents;
  const double z = district.spreads().normal(draw(stream, entity(key_of(scenario.towns[town].code)), DrawFor::town_money, 0)[0]);
  const double by_size = 1 - finance.money_by_population + finance.money_by_population * size;
  const std::int64_t besides = std::llround(base * by_size * std::exp(finance.money_spread * z));
  const std::int64_t first = std::llround(slow_programme(district, town) * finance.town_share) + besides;
  return std::llround(static_cast<double>(first) * std::pow(1 + finance.money_growth, year));
}

}  // namespace eldercast::test
