#include "oracle/small_district.hpp"

#include <algorithm>
#include <numeric>

namespace eldercast::test {
namespace {

int between(std::mt19937& random, int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); }

Service service(const std::string& id, GivenAt given_at, bool needs_hub, bool overflow, double reach_minutes, int amount,
                std::vector<Resource> independent, std::vector<Resource> partial, std::vector<Resource> full) {
  Service s;
  s.id = id;
  s.given_at = given_at;
  s.needs_hub = needs_hub;
  s.overflow = overflow;
  s.reach_minutes = reach_minutes;
  s.amount_per_month = amount;
  s.eligible = {{true, true, true}};
  s.takes[Need::independent] = std::move(independent);
  s.takes[Need::partial] = std::move(partial);
  s.takes[Need::full] = std::move(full);
  return s;
}

FacilityStandard standard(std::int32_t floor, std::int32_t site, std::int32_t beds, double nursing_share, std::int32_t day_places,
                          std::int32_t activity_places, std::int32_t visit_carers) {
  FacilityStandard made;
  made.floor_area_m2 = floor;
  made.site_area_m2 = site;
  made.beds = beds;
  made.nursing_share = nursing_share;
  made.day_places = day_places;
  made.activity_places = activity_places;
  made.visit_carers = visit_carers;
  return made;
}

}  // namespace

Scenario small_district(std::mt19937& random) {
  Scenario scenario;
  scenario.start = YearMonth(2020, 1);
  scenario.end = YearMonth(2020, 12);
  scenario.network.detour_factor = 1.3;
  scenario.network.walk_m_per_s = 1.0;
  scenario.network.overflow_minutes = between(random, 5, 40);
  scenario.standards[FacilityKind::street_centre] = standard(1500, 1500, 6, 0.5, 3, 10, 1);
  scenario.standards[FacilityKind::town_centre] = standard(800, 2500, 5, 0.4, 2, 10, 1);
  scenario.standards[FacilityKind::community_station] = standard(300, 300, 0, 0, 2, 5, 0);
  scenario.standards[FacilityKind::village_point] = standard(60, 120, 0, 0, 0, 4, 0);
  scenario.staff.working_days = 1;
  using enum Resource;
  scenario.services = {
      service("activities", GivenAt::hub_or_spoke, false, false, 20, 1, {activity_place}, {activity_place}, {activity_place}),
      service("bed", GivenAt::bed, false, true, 1000, 1, {other_bed}, {other_bed, nursing_bed}, {nursing_bed}),
      service("day_care", GivenAt::hub_or_spoke, true, false, 30, 1, {day_place}, {day_place}, {day_place}),
  };
  std::vector<std::int32_t> rank(kCount<PriorityGroup>);
  for (std::size_t g = 0; g < rank.size(); ++g) rank[g] = static_cast<std::int32_t>(g);
  std::shuffle(rank.begin(), rank.end(), random);
  std::copy(rank.begin(), rank.end(), scenario.allocation.rank.begin());

  const int towns = between(random, 1, 4);
  for (int t = 0; t < towns; ++t) {
    Town town;
    town.code = "T" + std::to_string(t);
    town.kind = between(random, 0, 1) == 0 ? TownKind::street : TownKind::town;
    town.area_km2 = between(random, 5, 60);
    town.lon = 106.0 + 0.03 * between(random, 0, 5);
    town.lat = 29.0 + 0.03 * between(random, 0, 5);
    scenario.towns.push_back(town);
    const int settlements = between(random, 1, 4);
    for (int s = 0; s < settlements; ++s) {
      Settlement settlement;
      settlement.code = town.code + "-" + std::to_string(s);
      settlement.town = TownId(static_cast<std::size_t>(t));
      settlement.kind = s == 0 ? SettlementKind::community : SettlementKind::village;
      scenario.settlements.push_back(settlement);
    }
  }
  for (std::size_t s = 0; s < scenario.settlements.size(); ++s) {
    const bool seat = s == 0 || scenario.settlements[s].town != scenario.settlements[s - 1].town;
    const TownKind kind = scenario.towns[scenario.settlements[s].town.index()].kind;
    const auto add = [&](FacilityKind facility) {
      ExistingFacility existing;
      existing.kind = facility;
      existing.id = "F" + std::to_string(scenario.existing.size());
      existing.settlement = SettlementId(s);
      if (facility == FacilityKind::care_home) {
        existing.beds = between(random, 0, 6);
        existing.nursing_beds = between(random, 0, existing.beds);
      }
      scenario.existing.push_back(existing);
    };
    if (seat && between(random, 0, 3) > 0) add(kind == TownKind::street ? FacilityKind::street_centre : FacilityKind::town_centre);
    if (between(random, 0, 1) == 0) {
      add(scenario.settlements[s].kind == SettlementKind::community ? FacilityKind::community_station : FacilityKind::village_point);
    }
    if (between(random, 0, 2) == 0) add(FacilityKind::care_home);
  }
  return scenario;
}

Zones zone_a_town(const Scenario& scenario) {
  std::vector<std::uint32_t> first_slot(scenario.settlements.size() + 1);
  std::iota(first_slot.begin(), first_slot.end(), 0U);
  return {scenario, first_slot, 1};
}

}  // namespace eldercast::test
