/// Dated changes of facilities by plan (Scenario::changes).
#include <algorithm>

#include "engine/simulation/simulation.hpp"

namespace eldercast {
namespace {

constexpr std::int32_t kAllHours = 100;  // per cent

bool is_bed(Resource resource) { return resource == Resource::nursing_bed || resource == Resource::other_bed; }

FacilityEvent event_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::close:
      return FacilityEvent::closed;
    case ChangeKind::beds:
      return FacilityEvent::fewer_beds;
    case ChangeKind::hours:
      return FacilityEvent::fewer_hours;
    case ChangeKind::merge:
      return FacilityEvent::merged;
    case ChangeKind::move:
      return FacilityEvent::moved;
  }
  return FacilityEvent::closed;
}

}  // namespace

/// In the order of the table, closings too. A change waits until the facilities that it is about are open: the one that opens late, the
/// other that a flood has closed.
void Simulation::change_facilities(Month month) {
  const Scenario& scenario = district_->scenario();
  for (std::size_t c = 0; c < scenario.changes.size(); ++c) {
    const FacilityChange& change = scenario.changes[c];
    if (changed_[c] || month < Month{change.month - scenario.start}) continue;
    if (facilities_[change.facility.index()].status != FacilityStatus::open) continue;
    if (change.kind == ChangeKind::merge && facilities_[change.into.index()].status != FacilityStatus::open) continue;
    changed_[c] = true;
    if (change.kind == ChangeKind::close) {
      close(change.facility, month, FacilityEvent::closed);
      continue;
    }
    if (change.kind == ChangeKind::move && facilities_[change.facility.index()].settlement == change.to) continue;
    const std::int32_t before = displaced();
    if (change.kind == ChangeKind::beds) cut_beds(change.facility, change.value, month);
    if (change.kind == ChangeKind::hours) cut_hours(change.facility, change.value, month);
    if (change.kind == ChangeKind::merge) merge(change.facility, change.into, month);
    if (change.kind == ChangeKind::move) move(change.facility, change.to, month);
    note(change.facility, event_of(change.kind), before);
  }
}

void Simulation::cut_beds(FacilityId id, std::int32_t beds, Month month) {
  PerEnum<Resource, std::int32_t>& has = facilities_[id.index()].capacity;
  const std::int32_t all = has[Resource::nursing_bed] + has[Resource::other_bed];
  if (beds >= all) return;
  keep_beds(has, beds);
  for (const Resource bed : {Resource::nursing_bed, Resource::other_bed}) evict_beyond(id, bed, has[bed], month);
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
    evict_beyond(id, resource, has[resource], month);
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

/// Who comes by the day seeks the nearest place anew.
void Simulation::move(FacilityId id, SettlementId to, Month month) {
  FacilityState& facility = facilities_[id.index()];
  send_home(id, month);
  const TownId before = facility.town;
  facility.settlement = to;
  facility.town = district_->town_of(to.index());
  demand_.moved(id, before);
}

/// Who lives there goes along.
void Simulation::hand_over(FacilityId from, FacilityId to, Month month) {
  send_home(from, month);
  demand_.transfer(from, to);
  FacilityState& left = facilities_[from.index()];
  left.status = FacilityStatus::closed;
  left.capacity = {};
  left.staffed = {};
  left.hub_working = false;
}

/// Who has a place there by the day has none any more.
void Simulation::send_home(FacilityId id, Month month) {
  for (std::size_t r = 0; r < kCount<Resource>; ++r) {
    const auto resource = static_cast<Resource>(r);
    if (!is_bed(resource)) evict_beyond(id, resource, 0, month);
  }
}

/// What shocks and who runs them leave of facilities, once a month's changes are made.
void Simulation::lose_places(Month month) {
  const OperationParameters& operation = district_->scenario().operation;
  kept_open_.clear();
  if (operation.operators_decide && operation.hours_in_loss < 1) {
    for (std::size_t f = 0; f < facilities_.size(); ++f) kept_open_.push_back(operators_.hours(FacilityId(f), facilities_[f]));
  }
  const std::span<const FacilityId> found = lost_places_.take(month, shocks_, kept_open_, facilities_);
  fewer_.clear();
  for (const FacilityId id : found) {
    const FacilityState& facility = facilities_[id.index()];
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      const auto resource = static_cast<Resource>(r);
      if (resource != Resource::doctor_place && facility.used[resource] > facility.capacity[resource]) {
        fewer_.push_back({id, resource, facility.capacity[resource], 0});
      }
    }
  }
  demand_.evict_beyond(fewer_, month, changes_.displaced);
  auto next = fewer_.cbegin();
  for (const FacilityId id : found) {
    const FacilityState& facility = facilities_[id.index()];
    const ShockPlace place{facility.town, &facility.kind, id};
    const bool shaken = shocks_.factor(ShockOn::facilities, month, place) < kNormal || shocks_.beds_lost(month, place) > 0;
    FacilityChanges::Event event{id, shaken ? FacilityEvent::part_lost : FacilityEvent::short_hours, 0};
    for (; next != fewer_.end() && next->facility == id; ++next) event.displaced += next->evicted;
    changes_.events.push_back(event);
  }
}

void Simulation::evict_beyond(FacilityId id, Resource resource, std::int32_t places, Month month) {
  // Whom to send away costs a look at everybody.
  if (facilities_[id.index()].used[resource] > places) demand_.evict_beyond(id, resource, places, month, changes_.displaced);
}

}  // namespace eldercast
