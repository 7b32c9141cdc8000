/// Dated changes of facilities by plan (Scenario::changes) but closing, which is of `Closures`.
#include <algorithm>

#include "engine/simulation/simulation.hpp"

namespace eldercast {
namespace {

constexpr std::int32_t kAllHours = 100;  // per cent

bool is_bed(Resource resource) { return resource == Resource::nursing_bed || resource == Resource::other_bed; }

}  // namespace

/// In the order of the table. A change waits until the facilities that it is about are open: the one that opens late, the other that a
/// flood has closed.
void Simulation::change_facilities(Month month) {
  const Scenario& scenario = district_->scenario();
  for (std::size_t c = 0; c < scenario.changes.size(); ++c) {
    const FacilityChange& change = scenario.changes[c];
    if (changed_[c] || change.kind == ChangeKind::close || month < Month{change.month - scenario.start}) continue;
    if (facilities_[change.facility.index()].status != FacilityStatus::open) continue;
    if (change.kind == ChangeKind::merge && facilities_[change.into.index()].status != FacilityStatus::open) continue;
    changed_[c] = true;
    if (change.kind == ChangeKind::beds) cut_beds(change.facility, change.value, month);
    if (change.kind == ChangeKind::hours) cut_hours(change.facility, change.value, month);
    if (change.kind == ChangeKind::merge) merge(change.facility, change.into, month);
    if (change.kind == ChangeKind::move) move(change.facility, change.into, month);
  }
}

void Simulation::cut_beds(FacilityId id, std::int32_t beds, Month month) {
  PerEnum<Resource, std::int32_t>& has = facilities_[id.index()].capacity;
  const std::int32_t all = has[Resource::nursing_bed] + has[Resource::other_bed];
  if (beds >= all) return;
  has[Resource::nursing_bed] = (2 * has[Resource::nursing_bed] * beds + all) / (2 * all);
  has[Resource::other_bed] = beds - has[Resource::nursing_bed];
  for (const Resource bed : {Resource::nursing_bed, Resource::other_bed})
    demand_.evict_beyond(id, bed, has[bed], month, changes_.displaced);
}

/// Doctors keep their lists whatever the hours of the house. What it has at all hours is kept, so that no rounding adds up.
void Simulation::cut_hours(FacilityId id, std::int32_t percent, Month month) {
  PerEnum<Resource, std::int32_t>& has = facilities_[id.index()].capacity;
  PerEnum<Resource, std::int32_t>& at_all_hours = at_all_hours_[id.index()];
  if (hours_[id.index()] == kAllHours) at_all_hours = has;
  for (std::size_t r = 0; r < kCount<Resource>; ++r) {
    const auto resource = static_cast<Resource>(r);
    if (is_bed(resource) || resource == Resource::doctor_place) continue;
    has[resource] = static_cast<std::int32_t>(std::int64_t{at_all_hours[resource]} * percent / kAllHours);
    demand_.evict_beyond(id, resource, has[resource], month, changes_.displaced);
  }
  hours_[id.index()] = percent;
}

void Simulation::merge(FacilityId from, FacilityId into, Month month) {
  const PerEnum<Resource, std::int32_t> brings = facilities_[from.index()].capacity;
  for (std::size_t r = 0; r < kCount<Resource>; ++r) {
    facilities_[into.index()].capacity.cells[r] += brings.cells[r];
    at_all_hours_[into.index()].cells[r] += brings.cells[r];
  }
  hand_over(from, into, month);
  ++changes_.flows[FacilityFlow::closed];
}

void Simulation::move(FacilityId from, FacilityId site, Month month) {
  const FacilityState& old = facilities_[from.index()];
  FacilityState moved = old;
  const FacilityState& there = facilities_[site.index()];
  moved.key = there.key;
  moved.town = there.town;
  moved.settlement = there.settlement;
  moved.used = {};
  facilities_[site.index()] = moved;
  hours_[site.index()] = hours_[from.index()];
  at_all_hours_[site.index()] = at_all_hours_[from.index()];
  hand_over(from, site, month);
}

/// Who lives there goes along; who comes by the day seeks the nearest place anew.
void Simulation::hand_over(FacilityId from, FacilityId to, Month month) {
  for (std::size_t r = 0; r < kCount<Resource>; ++r) {
    const auto resource = static_cast<Resource>(r);
    if (!is_bed(resource)) demand_.evict_beyond(from, resource, 0, month, changes_.displaced);
  }
  demand_.transfer(from, to);
  FacilityState& left = facilities_[from.index()];
  left.status = FacilityStatus::closed;
  left.capacity = {};
  left.staffed = {};
  left.hub_working = false;
}

}  // namespace eldercast
