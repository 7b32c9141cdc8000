#include "model/places/ways.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "model/places/near_places.hpp"

namespace eldercast {
namespace {

/// Whether a facility of this kind can give the service.
bool gives(FacilityKind kind, GivenAt given_at) {
  switch (given_at) {
    case GivenAt::hub:
      return is_hub(kind);
    case GivenAt::spoke:
      return is_spoke(kind);
    case GivenAt::hub_or_spoke:
      return is_hub(kind) || is_spoke(kind);
    case GivenAt::bed:
      return is_hub(kind) || kind == FacilityKind::care_home;
    case GivenAt::home:
      return is_hub(kind);
  }
  return false;
}

/// Seconds of a limit in minutes.
std::int32_t seconds_of(double minutes) { return static_cast<std::int32_t>(std::lround(minutes * 60)); }

}  // namespace

WayInputs::WayInputs(const Scenario& scenario)
    : towns(scenario.towns), settlements(scenario.settlements), network(scenario.network), services(scenario.services) {
  for (const ExistingFacility& facility : scenario.existing) sites.push_back({facility.id, facility.kind, facility.settlement});
  for (const Project& project : scenario.projects) sites.push_back({project.id, project.kind, project.settlement});
}

Ways::Ways(const Scenario& scenario, std::span<const NetworkFacility> facilities)
    : facilities_of(scenario.towns.size()), positions(settlement_positions(scenario)), inputs_(scenario) {
  for (std::size_t f = 0; f < facilities.size(); ++f) facilities_of[facilities[f].town.index()].push_back(FacilityId(f));
  add_candidates(scenario, facilities);
  add_circles(scenario, facilities);
  add_hubs(facilities);
}

std::int32_t Ways::distance_m(SettlementId a, SettlementId b) const {
  // Always from the later one to the earlier one, so that both directions are rounded alike.
  return great_circle_m(positions[std::max(a.index(), b.index())], positions[std::min(a.index(), b.index())]);
}

/// Closes the list that was filled last. Ties in travel go by the facility's key, so that the order of table rows never matters.
void Ways::end_list(Lists& lists, std::span<const NetworkFacility> facilities) const {
  std::sort(lists.entries.begin() + static_cast<std::ptrdiff_t>(lists.first.back()), lists.entries.end(),
            [&](const NearbyFacility& a, const NearbyFacility& b) {
              return std::tuple(a.seconds, facilities[a.facility.index()].key) < std::tuple(b.seconds, facilities[b.facility.index()].key);
            });
  lists.first.push_back(lists.entries.size());
}

void Ways::add_candidates(const Scenario& scenario, std::span<const NetworkFacility> facilities) {
  const auto overflow_seconds = seconds_of(scenario.network.overflow_minutes);
  const bool any_overflow = std::any_of(scenario.services.begin(), scenario.services.end(), [](const Service& s) { return s.overflow; });
  std::vector<Position> sites;
  if (any_overflow) {
    for (const NetworkFacility& facility : facilities) sites.push_back(positions[facility.settlement.index()]);
  }
  const double metres = (overflow_seconds + 1) * scenario.network.road_km_per_h / 3.6 / scenario.network.detour_factor + 1;
  const NearPlaces near(sites, metres);

  std::vector<NearbyFacility> elsewhere;  // of other towns within the limit, whatever they give
  std::vector<std::int32_t> metres_to;    // every facility of the own town
  for (std::size_t s = 0; s < scenario.settlements.size(); ++s) {
    const SettlementId settlement(s);
    const TownId town = scenario.settlements[s].town;
    const bool street = scenario.towns[town.index()].kind == TownKind::street;
    elsewhere.clear();
    near.for_each_near(positions[s], [&](std::uint32_t f) {
      if (facilities[f].town == town) return;
      const std::int32_t seconds = travel_seconds(distance_m(settlement, facilities[f].settlement), false, scenario.network);
      if (seconds <= overflow_seconds) elsewhere.push_back({FacilityId(f), seconds});
    });
    const std::vector<FacilityId>& of_town = facilities_of[town.index()];
    metres_to.clear();
    for (const FacilityId f : of_town) metres_to.push_back(distance_m(settlement, facilities[f.index()].settlement));
    for (const Service& service : scenario.services) {
      const auto reach_seconds = seconds_of(service.reach_minutes);
      // People walk to places of their street; staff travel to homes, and those who move into a bed are driven.
      const bool on_foot = street && (service.given_at != GivenAt::home && service.given_at != GivenAt::bed);
      for (std::size_t i = 0; i < of_town.size(); ++i) {
        if (!gives(facilities[of_town[i].index()].kind, service.given_at)) continue;
        const std::int32_t seconds = travel_seconds(metres_to[i], on_foot, scenario.network);
        if (seconds <= reach_seconds) own.entries.push_back({of_town[i], seconds});
      }
      end_list(own, facilities);
      for (const NearbyFacility& candidate : elsewhere) {
        if (service.overflow && gives(facilities[candidate.facility.index()].kind, service.given_at)) overflow.entries.push_back(candidate);
      }
      end_list(overflow, facilities);
    }
  }
}

void Ways::add_circles(const Scenario& scenario, std::span<const NetworkFacility> facilities) {
  const std::int32_t limit = seconds_of(scenario.network.circle_minutes);
  circle.resize(scenario.settlements.size());
  for (std::size_t s = 0; s < circle.size(); ++s) {
    const TownId town = scenario.settlements[s].town;
    const bool on_foot = scenario.towns[town.index()].kind == TownKind::street;
    for (const FacilityId f : facilities_of[town.index()]) {
      // Care homes stand beside the plan.
      if (facilities[f.index()].kind == FacilityKind::care_home) continue;
      const std::int32_t metres = distance_m(SettlementId(s), facilities[f.index()].settlement);
      if (travel_seconds(metres, on_foot, scenario.network) <= limit) circle[s].push_back(f);
    }
  }
}

void Ways::add_hubs(std::span<const NetworkFacility> facilities) {
  hubs.resize(facilities_of.size());
  spokes.resize(facilities_of.size());
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    if (is_hub(facilities[f].kind)) hubs[facilities[f].town.index()] = FacilityId(f);
    if (is_spoke(facilities[f].kind)) spokes[facilities[f].town.index()].push_back(FacilityId(f));
  }
  for (std::size_t t = 0; t < hubs.size(); ++t) {
    if (!hubs[t].valid()) continue;
    const SettlementId at = facilities[hubs[t].index()].settlement;
    std::sort(spokes[t].begin(), spokes[t].end(), [&](FacilityId a, FacilityId b) {
      const NetworkFacility& fa = facilities[a.index()];
      const NetworkFacility& fb = facilities[b.index()];
      return std::tuple(distance_m(at, fa.settlement), fa.key) < std::tuple(distance_m(at, fb.settlement), fb.key);
    });
  }
}

}  // namespace eldercast
