#include "engine/staff/workforce.hpp"

#include <algorithm>
#include <numeric>

#include "model/margins.hpp"

namespace eldercast {
namespace {

/// The part of its size that a facility has grown into: full from the end of the ramp on.
std::int32_t grown(std::int32_t capacity, const FacilityState& facility, Month month, std::int32_t ramp_up_months) {
  const std::int32_t age = month - facility.opened + 1;
  if (!facility.from_project || age > ramp_up_months) return capacity;
  return static_cast<std::int32_t>(std::int64_t{capacity} * age / (ramp_up_months + 1));
}

}  // namespace

Workforce::Workforce(const District& district)
    : district_(&district),
      residents_of_homes_(district.scenario().towns.size()),
      in_post_(district.scenario().towns.size()),
      facilities_of_(district.scenario().towns.size()) {
  const std::span<const NetworkFacility> facilities = district.network().facilities();
  for (std::size_t f = 0; f < facilities.size(); ++f) facilities_of_[facilities[f].town.index()].push_back(FacilityId(f));
  for (const SeatedResident& resident : district.seated()) ++residents_of_homes_[facilities[resident.facility.index()].town.index()];
}

void Workforce::start() {
  training_ = {};
  std::fill(in_post_.begin(), in_post_.end(), PerEnum<Role, std::int32_t>{});
  std::vector<std::int64_t> weights = residents_of_homes_;
  if (std::accumulate(weights.begin(), weights.end(), std::int64_t{0}) == 0) std::fill(weights.begin(), weights.end(), 1);
  const std::vector<std::int64_t> carers = largest_remainder(weights, district_->scenario().staff.carers_at_start);
  for (std::size_t t = 0; t < in_post_.size(); ++t) in_post_[t][Role::carer] = static_cast<std::int32_t>(carers[t]);
}

void Workforce::apply(const StaffFlow& flow) {
  std::int32_t& stock = in_post_[flow.town.index()][flow.role];
  stock += flow.hired;
  stock -= std::min(stock, flow.left);
}

void Workforce::apply(const TrainingFlow& flow) {
  training_.in_training[flow.role] += flow.entered - flow.graduated - flow.dropped_out;
  training_.graduates[flow.role] += flow.graduated;
}

void Workforce::apply(const DistrictHires& hires, std::span<const FacilityState> facilities) {
  if (hires.hired == 0) return;
  std::vector<std::int64_t> weights(in_post_.size());
  for (std::size_t t = 0; t < weights.size(); ++t) {
    const FacilityId hub = district_->network().hub(TownId(t));
    weights[t] = hires.role == Role::carer ? std::max(0, posts(TownId(t), facilities) - in_post_[t][Role::carer])
                                           : static_cast<int>(hub.valid() && facilities[hub.index()].status == FacilityStatus::open);
  }
  std::int64_t total = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  if (hires.role != Role::carer && total == 0) {
    std::fill(weights.begin(), weights.end(), 1);
    total = static_cast<std::int64_t>(weights.size());
  }
  if (total == 0) return;
  const std::int64_t hired = hires.role == Role::carer ? std::min<std::int64_t>(hires.hired, total) : hires.hired;
  const std::vector<std::int64_t> dealt = largest_remainder(weights, hired);
  for (std::size_t t = 0; t < dealt.size(); ++t) in_post_[t][hires.role] += static_cast<std::int32_t>(dealt[t]);
}

/// Working time of carers that so many units of a facility's resource take; in proportion to the whole capacity's.
std::int64_t Workforce::minutes_for(FacilityId facility, Resource resource, std::int64_t units) const {
  const NetworkFacility& network = district_->network().facilities()[facility.index()];
  // Conversions move beds between the types, so that a type's own capacity may be zero at the start.
  if (resource == Resource::nursing_bed || resource == Resource::other_bed) {
    const StaffParameters& staff = district_->scenario().staff;
    const double residents_per_carer =
        resource == Resource::nursing_bed ? staff.residents_per_carer_nursing : staff.residents_per_carer_other;
    return static_cast<std::int64_t>(static_cast<double>(units * staff.minutes_per_month) / residents_per_carer + 0.5);
  }
  const std::int64_t capacity = network.capacity[resource];
  return capacity == 0 ? 0 : network.carer_minutes[resource] * units / capacity;
}

std::int32_t Workforce::posts(TownId town, std::span<const FacilityState> facilities) const {
  std::int64_t minutes = 0;
  for (const FacilityId f : facilities_of_[town.index()]) {
    const FacilityState& facility = facilities[f.index()];
    if (facility.status != FacilityStatus::open) continue;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) minutes += minutes_for(f, static_cast<Resource>(r), facility.capacity.cells[r]);
  }
  const std::int64_t per_carer = district_->scenario().staff.minutes_per_month;
  return static_cast<std::int32_t>((minutes + per_carer - 1) / per_carer);
}

void Workforce::staff_places(Month month, std::span<FacilityState> facilities) const {
  mark_working_hubs(month, facilities);
  const std::int32_t ramp = district_->scenario().schedule.ramp_up_months;
  for (std::size_t t = 0; t < in_post_.size(); ++t) {
    std::int64_t in_use = 0;
    std::int64_t further = 0;
    for (const FacilityId f : facilities_of_[t]) {
      const FacilityState& facility = facilities[f.index()];
      if (facility.status != FacilityStatus::open) continue;
      for (std::size_t r = 0; r < kCount<Resource>; ++r) {
        const auto resource = static_cast<Resource>(r);
        in_use += minutes_for(f, resource, facility.used[resource]);
        further += minutes_for(f, resource, std::max(0, facility.capacity[resource] - facility.used[resource]));
      }
    }
    const std::int64_t carers = in_post_[t][Role::carer] * std::int64_t{district_->scenario().staff.minutes_per_month};
    // Too few carers for those already there: the shortage is shared, nobody is sent away.
    const std::int64_t for_in_use = std::min(carers, in_use);
    const std::int64_t left = std::min(carers - for_in_use, further);
    for (const FacilityId f : facilities_of_[t]) {
      FacilityState& facility = facilities[f.index()];
      facility.staffed = {};
      if (facility.status != FacilityStatus::open) continue;
      for (std::size_t r = 0; r < kCount<Resource>; ++r) {
        const auto resource = static_cast<Resource>(r);
        const std::int32_t size = std::max(grown(facility.capacity[resource], facility, month, ramp), facility.used[resource]);
        if (resource == Resource::activity_place) {
          facility.staffed[resource] = size;
          continue;
        }
        const std::int64_t used = facility.used[resource];
        const std::int64_t covered = in_use == 0 ? 0 : used * for_in_use / in_use;
        const std::int64_t more = further == 0 ? 0 : (size - used) * left / further;
        facility.staffed[resource] = static_cast<std::int32_t>(covered + more);
      }
    }
  }
}

void Workforce::mark_working_hubs(Month month, std::span<FacilityState> facilities) const {
  const NetworkParameters& rules = district_->scenario().network;
  for (std::size_t t = 0; t < in_post_.size(); ++t) {
    const FacilityId hub = district_->network().hub(TownId(t));
    const bool works = hub.valid() && facilities[hub.index()].status == FacilityStatus::open && in_post_[t][Role::carer] > 0;
    if (hub.valid()) facilities[hub.index()].hub_working = works;
    const bool street = district_->scenario().towns[t].kind == TownKind::street;
    // A street centre takes on its stations step by step (O1); a town centre serves stations, points and homes from its opening on (O2).
    const std::int32_t since = works ? month - facilities[hub.index()].opened + 1 : 0;
    std::int32_t room = std::min(rules.street_spokes_max, since * rules.street_spokes_per_month);
    for (const FacilityId spoke : district_->network().spokes(TownId(t))) {
      FacilityState& facility = facilities[spoke.index()];
      facility.hub_working = false;
      if (!works || facility.status != FacilityStatus::open) continue;
      const bool limited = street && facility.kind == FacilityKind::community_station;
      facility.hub_working = !limited || room > 0;
      if (limited) --room;
    }
  }
}

}  // namespace eldercast
