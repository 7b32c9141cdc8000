#include "engine/allocate/delivery.hpp"

#include <algorithm>

#include "engine/allocate/zone_allocation.hpp"
#include "engine/staff/workforce.hpp"

namespace eldercast {

Delivery::Delivery(const District& district)
    : district_(&district),
      of_town_(district.scenario().towns.size(), district.scenario().services.size()),
      stopped_(district.network().facilities().size(), district.scenario().services.size()),
      used_(district.scenario().towns.size()),
      given_(district.scenario().towns.size()) {}

void Delivery::month(Month month, const Shocks& shocks, std::span<const FacilityState> facilities) {
  std::fill(of_town_.cells().begin(), of_town_.cells().end(), kNormal);
  if (stops_) std::fill(stopped_.cells().begin(), stopped_.cells().end(), std::uint8_t{0});
  stops_ = false;
  const Scenario& scenario = district_->scenario();
  for (std::size_t s = 0; s < scenario.services.size(); ++s) {
    const auto& takes = scenario.services[s].takes;
    const std::vector<Resource>& resources = takes[Need::independent].empty() ? takes[Need::full] : takes[Need::independent];
    if (resources.empty()) continue;
    const ShockOn on = shaken_by(resources.front());
    if (on == ShockOn::bed_admission) continue;
    if (scenario.staff.shortage_cuts_delivery || shocks.any(on, month)) give(ServiceId(s), resources.front(), month, shocks, facilities);
  }
}

void Delivery::give(ServiceId service, Resource resource, Month month, const Shocks& shocks, std::span<const FacilityState> facilities) {
  const ShockOn on = shaken_by(resource);
  const bool shaken = shocks.any(on, month);
  std::fill(used_.begin(), used_.end(), 0);
  std::fill(given_.begin(), given_.end(), 0);
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    const FacilityState& facility = facilities[f];
    const std::int64_t used = facility.used[resource];
    if (used == 0) continue;
    PerMille given = part(service, resource, facility);
    if (shaken) given = static_cast<PerMille>(scaled(given, shocks.factor(on, month, {facility.town, &facility.kind, FacilityId(f)})));
    if (given == 0) stopped_(f, service) = 1;
    stops_ |= given == 0;
    used_[facility.town.index()] += used;
    given_[facility.town.index()] += used * given;
  }
  for (std::size_t t = 0; t < used_.size(); ++t) {
    if (used_[t] > 0) of_town_(t, service) = static_cast<PerMille>(given_[t] / used_[t]);
  }
}

/// Without shocks.
PerMille Delivery::part(ServiceId service, Resource resource, const FacilityState& facility) const {
  const Scenario& scenario = district_->scenario();
  if (!scenario.staff.shortage_cuts_delivery) return kNormal;
  if (!AllocationTables::usable(facility, scenario.services[service.index()])) return 0;
  const std::int64_t staffed = std::min(facility.staffed[resource], facility.used[resource]);
  return static_cast<PerMille>(staffed * kNormal / facility.used[resource]);
}

}  // namespace eldercast
