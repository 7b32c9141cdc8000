#include "model/network.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "model/geography.hpp"
#include "model/keys.hpp"
#include "model/require.hpp"

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

/// Beds for short stays are open every day.
constexpr std::int32_t kDaysPerMonth = 30;

std::int64_t rounded(double value) { return std::llround(value); }

/// Working time of carers that a facility's whole capacity takes: beds and day places by residents per carer, home visits by full posts,
/// baths by their length. The other resources need no carers.
PerEnum<Resource, std::int64_t> carer_minutes(const PerEnum<Resource, std::int32_t>& capacity, const FacilityStandard& standard,
                                              const StaffParameters& staff) {
  PerEnum<Resource, std::int64_t> minutes;
  const double month = staff.minutes_per_month;
  minutes[Resource::nursing_bed] = rounded(capacity[Resource::nursing_bed] * month / staff.residents_per_carer_nursing);
  minutes[Resource::other_bed] = rounded(capacity[Resource::other_bed] * month / staff.residents_per_carer_other);
  minutes[Resource::day_place] = rounded(standard.day_places * month / staff.day_places_per_carer);
  minutes[Resource::visit_minutes] = rounded(standard.visit_carers * month);
  minutes[Resource::bath] = std::int64_t{capacity[Resource::bath]} * staff.bath_minutes;
  minutes[Resource::short_stay_day] = rounded(standard.short_stay_beds * month / staff.residents_per_carer_nursing);
  return minutes;
}

/// What a facility of a kind can give in a month, by its standard.
PerEnum<Resource, std::int32_t> standard_capacity(const FacilityStandard& standard, TownKind town, const StaffParameters& staff) {
  const double visits_per_day = town == TownKind::street ? staff.visits_per_day_street : staff.visits_per_day_town;
  PerEnum<Resource, std::int32_t> capacity;
  capacity[Resource::nursing_bed] = static_cast<std::int32_t>(rounded(standard.beds * standard.nursing_share));
  capacity[Resource::other_bed] = standard.beds - capacity[Resource::nursing_bed];
  capacity[Resource::day_place] = standard.day_places * staff.working_days;
  capacity[Resource::activity_place] = standard.activity_places;
  capacity[Resource::health_place] = standard.health_places;
  capacity[Resource::bath] = standard.baths_per_day * staff.working_days;
  capacity[Resource::meal] = standard.meals_per_day * staff.working_days;
  capacity[Resource::call_line] = standard.call_lines;
  capacity[Resource::short_stay_day] = standard.short_stay_beds * kDaysPerMonth;
  capacity[Resource::visit_minutes] =
      static_cast<std::int32_t>(rounded(standard.visit_carers * visits_per_day * staff.working_days * staff.visit_minutes));
  return capacity;
}

}  // namespace

ServiceId basic_service(const Scenario& scenario) {
  for (std::size_t s = 0; s < scenario.services.size(); ++s) {
    const Service& service = scenario.services[s];
    if (service.given_at == GivenAt::hub_or_spoke && !service.needs_hub) return ServiceId(s);
  }
  return {};
}

Network::Network(const Scenario& scenario) : services_(scenario.services.size()), ways_(scenario.network) {
  add_facilities(scenario);
  const std::vector<Position> positions = settlement_positions(scenario);
  distance_m_.assign(positions.size(), std::vector<std::int32_t>(positions.size()));
  for (std::size_t a = 0; a < positions.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) distance_m_[a][b] = distance_m_[b][a] = great_circle_m(positions[a], positions[b]);
  }
  add_candidates(scenario);
  add_hubs(scenario);
}

std::int32_t Network::seconds_between(SettlementId from, SettlementId to, bool on_foot) const {
  return travel_seconds(distance_m_[from.index()][to.index()], on_foot, ways_);
}

void Network::add_facilities(const Scenario& scenario) {
  const auto finish = [&](NetworkFacility facility) {
    facility.carer_minutes = carer_minutes(facility.capacity, scenario.standards[facility.kind], scenario.staff);
    facilities_.push_back(std::move(facility));
  };

  for (const ExistingFacility& existing : scenario.existing) {
    const TownId town = scenario.settlements[existing.settlement.index()].town;
    NetworkFacility facility{existing.id,
                             key_of(existing.id),
                             existing.kind,
                             town,
                             existing.settlement,
                             {},
                             {},
                             scenario.standards[existing.kind].floor_area_m2,
                             scenario.standards[existing.kind].site_area_m2,
                             {},
                             {}};
    if (existing.kind == FacilityKind::care_home) {
      facility.capacity[Resource::nursing_bed] = existing.nursing_beds;
      facility.capacity[Resource::other_bed] = existing.beds - existing.nursing_beds;
      facility.site_area_m2 = existing.beds * scenario.operation.home_site_m2_per_bed;
    } else {
      facility.capacity = standard_capacity(scenario.standards[existing.kind], scenario.towns[town.index()].kind, scenario.staff);
    }
    finish(std::move(facility));
  }
  for (std::size_t p = 0; p < scenario.projects.size(); ++p) {
    const Project& project = scenario.projects[p];
    const TownId town = scenario.settlements[project.settlement.index()].town;
    NetworkFacility facility{project.id,
                             key_of(project.id),
                             project.kind,
                             town,
                             project.settlement,
                             ProjectId(p),
                             {},
                             scenario.standards[project.kind].floor_area_m2,
                             scenario.standards[project.kind].site_area_m2,
                             {},
                             {}};
    facility.capacity = standard_capacity(scenario.standards[project.kind], scenario.towns[town.index()].kind, scenario.staff);
    if (!project.converts.empty()) {
      const auto home = std::find_if(scenario.existing.begin(), scenario.existing.end(),
                                     [&](const ExistingFacility& e) { return e.id == project.converts; });
      require(home != scenario.existing.end(), "Network: a project converts an unknown home");
      facility.converts = FacilityId(static_cast<std::size_t>(home - scenario.existing.begin()));
      // A converted home keeps its own beds; the standard applies where there is none.
      facility.capacity[Resource::nursing_bed] = home->nursing_beds;
      facility.capacity[Resource::other_bed] = home->beds - home->nursing_beds;
      facility.site_area_m2 = std::max(facility.site_area_m2, home->beds * scenario.operation.home_site_m2_per_bed);
    }
    finish(std::move(facility));
  }
}

void Network::add_candidates(const Scenario& scenario) {
  own_.resize(scenario.settlements.size() * services_);
  overflow_.resize(own_.size());
  const auto overflow_seconds = static_cast<std::int32_t>(rounded(scenario.network.overflow_minutes * 60));
  for (std::size_t s = 0; s < scenario.settlements.size(); ++s) {
    const TownId town = scenario.settlements[s].town;
    for (std::size_t v = 0; v < services_; ++v) {
      const Service& service = scenario.services[v];
      const auto reach_seconds = static_cast<std::int32_t>(rounded(service.reach_minutes * 60));
      // People walk to places of their street; staff travel to homes, and those who move into a bed are driven.
      const bool street = scenario.towns[town.index()].kind == TownKind::street;
      const bool on_foot = street && (service.given_at != GivenAt::home && service.given_at != GivenAt::bed);
      for (std::size_t f = 0; f < facilities_.size(); ++f) {
        const NetworkFacility& facility = facilities_[f];
        if (!gives(facility.kind, service.given_at)) continue;
        const std::int32_t distance = distance_m_[s][facility.settlement.index()];
        if (facility.town == town) {
          const std::int32_t seconds = travel_seconds(distance, on_foot, scenario.network);
          if (seconds <= reach_seconds) own_[s * services_ + v].push_back({FacilityId(f), seconds});
        } else if (service.overflow) {
          const std::int32_t seconds = travel_seconds(distance, false, scenario.network);
          if (seconds <= overflow_seconds) overflow_[s * services_ + v].push_back({FacilityId(f), seconds});
        }
      }
    }
  }
  // Ties in travel go by the facility's key, so that the order of table rows never matters.
  const auto nearer = [&](const NearbyFacility& a, const NearbyFacility& b) {
    return std::tuple(a.seconds, facilities_[a.facility.index()].key) < std::tuple(b.seconds, facilities_[b.facility.index()].key);
  };
  for (auto* lists : {&own_, &overflow_}) {
    for (std::vector<NearbyFacility>& list : *lists) std::sort(list.begin(), list.end(), nearer);
  }
}

void Network::add_hubs(const Scenario& scenario) {
  hubs_.resize(scenario.towns.size());
  spokes_.resize(scenario.towns.size());
  for (std::size_t f = 0; f < facilities_.size(); ++f) {
    if (is_hub(facilities_[f].kind)) hubs_[facilities_[f].town.index()] = FacilityId(f);
    if (is_spoke(facilities_[f].kind)) spokes_[facilities_[f].town.index()].push_back(FacilityId(f));
  }
  for (std::size_t t = 0; t < hubs_.size(); ++t) {
    if (!hubs_[t].valid()) continue;
    const std::size_t at = facilities_[hubs_[t].index()].settlement.index();
    std::sort(spokes_[t].begin(), spokes_[t].end(), [&](FacilityId a, FacilityId b) {
      const NetworkFacility& fa = facilities_[a.index()];
      const NetworkFacility& fb = facilities_[b.index()];
      return std::tuple(distance_m_[at][fa.settlement.index()], fa.key) < std::tuple(distance_m_[at][fb.settlement.index()], fb.key);
    });
  }
}

}  // namespace eldercast
