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
  for (const ExistingFacility& facility : scenario.existing) standing.push_back({facility.id, facility.kind, facility.settlement});
  for (const Project& project : scenario.projects) standing.push_back({project.id, project.kind, project.settlement});
  for (const FacilityChange& change : scenario.changes) {
    if (change.kind == ChangeKind::move) moves.push_back({change.facility, change.to});
  }
}

Ways::Ways(const Scenario& scenario, std::span<const NetworkFacility> facilities)
    : facilities_of(scenario.towns.size()),
      positions(settlement_positions(scenario)),
      inputs_(scenario),
      sites_of_town_(scenario.towns.size()) {
  add_sites(scenario, facilities);
  add_candidates(scenario, facilities);
  add_circles(scenario, facilities);
  add_hubs(scenario, facilities);
}

/// A facility that comes back to where it stood has that site once.
void Ways::add_sites(const Scenario& scenario, std::span<const NetworkFacility> facilities) {
  for (std::size_t f = 0; f < facilities.size(); ++f) sites_.push_back({FacilityId(f), facilities[f].settlement});
  for (const auto& [facility, to] : inputs_.moves) {
    const bool known = std::any_of(sites_.begin(), sites_.end(),
                                   [id = facility, at = to](const Site& site) { return site.facility == id && site.settlement == at; });
    if (!known) sites_.push_back({facility, to});
  }
  for (const Site& site : sites_) {
    const std::size_t town = scenario.settlements[site.settlement.index()].town.index();
    sites_of_town_[town].push_back(site);
    std::vector<FacilityId>& of_town = facilities_of[town];
    const auto at = std::lower_bound(of_town.begin(), of_town.end(), site.facility);
    if (at == of_town.end() || *at != site.facility) of_town.insert(at, site.facility);
  }
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
  std::vector<Position> stands;
  if (any_overflow) {
    for (const Site& site : sites_) stands.push_back(positions[site.settlement.index()]);
  }
  const double metres = (overflow_seconds + 1) * scenario.network.road_km_per_h / 3.6 / scenario.network.detour_factor + 1;
  const NearPlaces near(stands, metres);

  std::vector<NearbyFacility> elsewhere;  // of other towns within the limit, whatever they give
  std::vector<std::int32_t> metres_to;    // every site of the own town
  for (std::size_t s = 0; s < scenario.settlements.size(); ++s) {
    const SettlementId settlement(s);
    const TownId town = scenario.settlements[s].town;
    const bool street = scenario.towns[town.index()].kind == TownKind::street;
    elsewhere.clear();
    near.for_each_near(positions[s], [&](std::uint32_t i) {
      const auto& [facility, at] = sites_[i];
      if (scenario.settlements[at.index()].town == town) return;
      const std::int32_t seconds = travel_seconds(distance_m(settlement, at), false, scenario.network);
      if (seconds <= overflow_seconds) elsewhere.push_back({facility, at, seconds});
    });
    const std::vector<Site>& of_town = sites_of_town_[town.index()];
    metres_to.clear();
    for (const Site& site : of_town) metres_to.push_back(distance_m(settlement, site.settlement));
    for (const Service& service : scenario.services) {
      const auto reach_seconds = seconds_of(service.reach_minutes);
      // People walk to places of their street; staff travel to homes, and those who move into a bed are driven.
      const bool on_foot = street && (service.given_at != GivenAt::home && service.given_at != GivenAt::bed);
      for (std::size_t i = 0; i < of_town.size(); ++i) {
        const auto& [facility, at] = of_town[i];
        if (!gives(facilities[facility.index()].kind, service.given_at)) continue;
        const std::int32_t seconds = travel_seconds(metres_to[i], on_foot, scenario.network);
        if (seconds <= reach_seconds) own.entries.push_back({facility, at, seconds});
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
    for (const Site& site : sites_of_town_[town.index()]) {
      // Care homes stand beside the plan.
      if (facilities[site.facility.index()].kind == FacilityKind::care_home) continue;
      const std::int32_t metres = distance_m(SettlementId(s), site.settlement);
      if (travel_seconds(metres, on_foot, scenario.network) <= limit) circle[s].push_back(site);
    }
  }
}

void Ways::add_hubs(const Scenario& scenario, std::span<const NetworkFacility> facilities) {
  hubs.resize(facilities_of.size());
  spokes.resize(facilities_of.size());
  for (const Site& site : sites_) {
    const TownId town = scenario.settlements[site.settlement.index()].town;
    const FacilityKind kind = facilities[site.facility.index()].kind;
    if (is_hub(kind)) hubs[town.index()] = site.facility;
    if (is_spoke(kind)) spokes[town.index()].push_back(site);
  }
  for (std::size_t t = 0; t < hubs.size(); ++t) {
    if (!hubs[t].valid()) continue;
    const SettlementId hub = facilities[hubs[t].index()].settlement;
    std::sort(spokes[t].begin(), spokes[t].end(), [&](const Site& a, const Site& b) {
      return std::tuple(distance_m(hub, a.settlement), facilities[a.facility.index()].key) <
             std::tuple(distance_m(hub, b.settlement), facilities[b.facility.index()].key);
    });
  }
}

}  // namespace eldercast
