#include "model/places/network.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "model/base/keys.hpp"
#include "model/base/require.hpp"

namespace eldercast {
namespace {

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

namespace {

/// The service with the first id among those that fit.
template <class Fits>
ServiceId first_by_id(const Scenario& scenario, Fits fits) {
  ServiceId first;
  for (std::size_t s = 0; s < scenario.services.size(); ++s) {
    if (fits(scenario.services[s]) && (!first.valid() || scenario.services[s].id < scenario.services[first.index()].id))
      first = ServiceId(s);
  }
  return first;
}

bool takes(const Service& service, Resource resource) {
  return std::any_of(service.takes.cells.begin(), service.takes.cells.end(), [&](const std::vector<Resource>& resources) {
    return std::find(resources.begin(), resources.end(), resource) != resources.end();
  });
}

}  // namespace

ServiceId basic_service(const Scenario& scenario) {
  const auto open_to_all = [](const Service& service) {
    return service.given_at == GivenAt::hub_or_spoke && !service.needs_hub && !service.needs_arrangement;
  };
  const ServiceId activities =
      first_by_id(scenario, [&](const Service& service) { return open_to_all(service) && takes(service, Resource::activity_place); });
  return activities.valid() ? activities : first_by_id(scenario, open_to_all);
}

ServiceId bed_service(const Scenario& scenario) {
  return first_by_id(scenario, [](const Service& service) { return service.given_at == GivenAt::bed; });
}

Network::Network(const Scenario& scenario, std::shared_ptr<const Ways> ways) : services_(scenario.services.size()) {
  add_facilities(scenario);
  ways_ = ways != nullptr ? std::move(ways) : std::make_shared<const Ways>(scenario, facilities_);
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
                             floor_area_of(scenario.standards[existing.kind], existing.floor_area_m2, BedsOf::standard),
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
  std::unordered_map<std::string_view, std::size_t> existing;
  for (std::size_t f = 0; f < scenario.existing.size(); ++f) existing.emplace(scenario.existing[f].id, f);
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
                             floor_area_of(scenario.standards[project.kind], project.floor_area_m2, beds_of(project)),
                             scenario.standards[project.kind].site_area_m2,
                             {},
                             {}};
    facility.capacity = standard_capacity(scenario.standards[project.kind], scenario.towns[town.index()].kind, scenario.staff);
    if (!project.converts.empty()) {
      const auto known = existing.find(project.converts);
      require(known != existing.end(), "Network: a project converts an unknown home");
      const ExistingFacility* const home = &scenario.existing[known->second];
      facility.converts = FacilityId(known->second);
      // A converted home keeps its own beds; the standard applies where there is none.
      facility.capacity[Resource::nursing_bed] = home->nursing_beds;
      facility.capacity[Resource::other_bed] = home->beds - home->nursing_beds;
      facility.site_area_m2 = std::max(facility.site_area_m2, home->beds * scenario.operation.home_site_m2_per_bed);
    }
    finish(std::move(facility));
  }
}

}  // namespace eldercast
