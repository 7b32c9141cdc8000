#include "engine/staff/workforce.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace eldercast {
namespace {

/// The part of its size that a facility has grown into: full from the end of the ramp on.
std::int32_t grown(std::int32_t capacity, const FacilityState& facility, Month month, std::int32_t ramp_up_months) {
  const std::int32_t age = month - facility.opened + 1;
  if (!facility.from_project || age > ramp_up_months) return capacity;
  return static_cast<std::int32_t>(std::int64_t{capacity} * age / (ramp_up_months + 1));
}

/// Beds, day places, visits, baths and short stays are given by carers; the rest by those who run the house, or by helpers.
bool takes_carers(Resource resource) {
  switch (resource) {
    case Resource::nursing_bed:
    case Resource::other_bed:
    case Resource::day_place:
    case Resource::visit_minutes:
    case Resource::bath:
    case Resource::short_stay_day:
      return true;
    case Resource::activity_place:
    case Resource::health_place:
    case Resource::meal:
    case Resource::call_line:
    case Resource::doctor_place:
      return false;
  }
  return false;
}

}  // namespace

ShockOn shaken_by(Resource resource) {
  switch (resource) {
    case Resource::nursing_bed:
    case Resource::other_bed:
    case Resource::short_stay_day:
      return ShockOn::bed_admission;
    case Resource::visit_minutes:
    case Resource::call_line:
      return ShockOn::home_services;
    case Resource::day_place:
    case Resource::activity_place:
    case Resource::health_place:
    case Resource::bath:
    case Resource::meal:
    case Resource::doctor_place:
      return ShockOn::community_services;
  }
  return ShockOn::community_services;
}

Workforce::Workforce(const District& district)
    : district_(&district),
      apart_(district.scenario().staff.visitors_apart),
      residents_of_homes_(district.scenario().towns.size()),
      in_post_(district.scenario().towns.size()),
      visitors_(district.scenario().towns.size()),
      visitors_carried_(district.scenario().towns.size()),
      certified_(district.scenario().towns.size()),
      hired_(district.scenario().towns.size()),
      points_at_start_(district.scenario().towns.size()),
      weights_(district.scenario().towns.size()) {
  const std::span<const NetworkFacility> facilities = district.network().facilities();
  for (const ExistingFacility& facility : district.scenario().existing) {
    const bool point = facility.kind == FacilityKind::village_point;
    points_at_start_[district.town_of(facility.settlement.index()).index()] += static_cast<std::int32_t>(point);
  }
  for (const InstitutionResident& resident : district.seated()) ++residents_of_homes_[facilities[resident.facility.index()].town.index()];
}

void Workforce::start() {
  training_ = {};
  std::fill(visitors_.begin(), visitors_.end(), 0);
  std::fill(visitors_carried_.begin(), visitors_carried_.end(), 0);
  std::fill(in_post_.begin(), in_post_.end(), PerEnum<Role, std::int32_t>{});
  std::fill(hired_.begin(), hired_.end(), std::array<std::int32_t, kYear>{});
  std::vector<std::int64_t> weights = residents_of_homes_;
  if (std::accumulate(weights.begin(), weights.end(), std::int64_t{0}) == 0) std::fill(weights.begin(), weights.end(), 1);
  const std::vector<std::int64_t> carers = largest_remainder(weights, district_->scenario().staff.carers_at_start);
  const StaffParameters& staff = district_->scenario().staff;
  for (std::size_t t = 0; t < in_post_.size(); ++t) {
    in_post_[t][Role::carer] = static_cast<std::int32_t>(carers[t]);
    in_post_[t][Role::helper] = static_cast<std::int32_t>(std::lround(points_at_start_[t] * staff.helpers_per_point_at_start));
  }
  const std::vector<std::int64_t> with_certificate = largest_remainder(
      carers, static_cast<std::int64_t>(std::lround(static_cast<double>(staff.carers_at_start) * staff.certified_share_at_start)));
  for (std::size_t t = 0; t < certified_.size(); ++t) certified_[t] = static_cast<std::int32_t>(with_certificate[t]);
}

void Workforce::begin_month() {
  for (std::array<std::int32_t, kYear>& of_town : hired_) {
    std::rotate(of_town.begin(), of_town.end() - 1, of_town.end());
    of_town.front() = 0;
  }
}

std::int32_t Workforce::stayed_a_year(TownId town) const {
  const std::array<std::int32_t, kYear>& hired = hired_[town.index()];
  return in_post_[town.index()][Role::carer] - std::accumulate(hired.begin(), hired.end(), 0);
}

/// `before`: carers before anybody left, those hired this month not among them.
void Workforce::leave_in_proportion(std::size_t town, std::int64_t left, std::int64_t before) {
  std::array<std::int32_t, kYear>& hired = hired_[town];
  std::array<std::int64_t, kYear + 1> weights{};
  std::copy(hired.begin(), hired.end(), weights.begin());
  weights.back() = before - std::accumulate(hired.begin(), hired.end(), std::int64_t{0});
  const std::span<const std::int64_t> leave = by_month_of_hire_.split(weights, left);
  for (std::size_t m = 0; m < kYear; ++m) hired[m] -= static_cast<std::int32_t>(leave[m]);
}

void Workforce::apply(const StaffFlow& flow) {
  const std::size_t t = flow.town.index();
  std::int32_t& stock = in_post_[t][flow.role];
  const std::int32_t before = stock;
  stock += flow.hired;
  stock -= std::min(stock, flow.left);
  if (flow.role != Role::carer) return;
  const std::int64_t left = std::min(before, flow.left);
  if (left > 0) leave_in_proportion(t, left, before);
  hired_[t].front() += flow.hired - std::clamp(flow.left - before, 0, flow.hired);
  if (before == 0) return;
  certified_[t] -= static_cast<std::int32_t>(certified_[t] * left / before);
  // A town has few visitors: what is less than one of them is carried.
  visitors_carried_[t] += static_cast<std::int32_t>(visitors_[t] * left * kNormal / before);
  visitors_[t] -= visitors_carried_[t] / kNormal;
  visitors_carried_[t] %= kNormal;
}

void Workforce::observe_carers(TownId town, std::int32_t persons) {
  std::int32_t& stock = in_post_[town.index()][Role::carer];
  std::int32_t& certified = certified_[town.index()];
  certified = stock == 0 ? std::min(certified, persons) : static_cast<std::int32_t>(std::int64_t{certified} * persons / stock);
  if (persons < stock) leave_in_proportion(town.index(), stock - persons, stock);
  if (persons > stock) hired_[town.index()].front() += persons - stock;
  stock = persons;
}

void Workforce::apply(const TrainingFlow& flow) {
  training_.in_training[flow.role] += flow.entered - flow.graduated - flow.dropped_out;
  training_.graduates[flow.role] += flow.graduated;
  if (flow.certified_in_post == 0) return;
  for (std::size_t t = 0; t < weights_.size(); ++t) weights_[t] = std::max(0, in_post_[t][Role::carer] - certified_[t]);
  const std::int64_t without = std::accumulate(weights_.begin(), weights_.end(), std::int64_t{0});
  if (without == 0) return;
  const std::span<const std::int64_t> dealt = certificates_.split(weights_, std::min<std::int64_t>(flow.certified_in_post, without));
  for (std::size_t t = 0; t < dealt.size(); ++t) certified_[t] += static_cast<std::int32_t>(dealt[t]);
}

void Workforce::apply(const DistrictHires& hires, std::span<const FacilityState> facilities) {
  if (hires.hired == 0) return;
  for (std::size_t t = 0; t < weights_.size(); ++t) {
    const FacilityId hub = district_->network().hub(TownId(t));
    weights_[t] = hires.role == Role::carer ? std::max(0, posts(TownId(t), facilities) - in_post_[t][Role::carer])
                                            : static_cast<int>(hub.valid() && facilities[hub.index()].status == FacilityStatus::open);
  }
  std::int64_t total = std::accumulate(weights_.begin(), weights_.end(), std::int64_t{0});
  if (hires.role != Role::carer && total == 0) {
    std::fill(weights_.begin(), weights_.end(), 1);
    total = static_cast<std::int64_t>(weights_.size());
  }
  if (total == 0) return;
  const std::int64_t hired = hires.role == Role::carer ? std::min<std::int64_t>(hires.hired, total) : hires.hired;
  const std::span<const std::int64_t> dealt = persons_.split(weights_, hired);
  for (std::size_t t = 0; t < dealt.size(); ++t) {
    if (apart_ && hires.role == Role::carer) hire_visitors(TownId(t), dealt[t], facilities);
    in_post_[t][hires.role] += static_cast<std::int32_t>(dealt[t]);
    if (hires.role == Role::carer) hired_[t].front() += static_cast<std::int32_t>(dealt[t]);
  }
  if (hires.role != Role::carer || hired == 0) return;
  const std::span<const std::int64_t> certified = certificates_.split(dealt, std::min<std::int64_t>(hires.certified, hired));
  for (std::size_t t = 0; t < certified.size(); ++t) certified_[t] += static_cast<std::int32_t>(certified[t]);
}

/// Working time of carers that so many units of a facility's resource take; in proportion to the whole capacity's.
std::int64_t Workforce::minutes_for(FacilityId facility, Resource resource, std::int64_t units) const {
  if (units == 0) return 0;
  const NetworkFacility& network = district_->network().facilities()[facility.index()];
  // Conversions move beds between the types, so that a type's own capacity may be zero at the start.
  if (resource == Resource::nursing_bed || resource == Resource::other_bed) {
    const StaffParameters& staff = district_->scenario().staff;
    const double residents_per_carer =
        resource == Resource::nursing_bed ? staff.residents_per_carer_nursing : staff.residents_per_carer_other;
    return std::llround(static_cast<double>(units * staff.minutes_per_month) / residents_per_carer);
  }
  const std::int64_t capacity = network.capacity[resource];
  return capacity == 0 ? 0 : network.carer_minutes[resource] * units / capacity;
}

Workforce::Kinds Workforce::post_minutes(TownId town, std::span<const FacilityState> facilities) const {
  Kinds minutes{};
  for (const FacilityId f : district_->network().facilities_of(town)) {
    const FacilityState& facility = facilities[f.index()];
    if (facility.status != FacilityStatus::open || facility.town != town) continue;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      const auto resource = static_cast<Resource>(r);
      minutes[kind_of(resource)] += minutes_for(f, resource, facility.capacity[resource]);
    }
  }
  return minutes;
}

std::int32_t Workforce::posts(TownId town, std::span<const FacilityState> facilities) const {
  const Kinds minutes = post_minutes(town, facilities);
  const std::int64_t per_carer = district_->scenario().staff.minutes_per_month;
  return static_cast<std::int32_t>((minutes[0] + minutes[1] + per_carer - 1) / per_carer);
}

/// One after the other: those kinds of posts are filled first of which a larger part is empty.
void Workforce::hire_visitors(TownId town, std::int64_t hired, std::span<const FacilityState> facilities) {
  const Kinds minutes = post_minutes(town, facilities);
  const std::int64_t per_carer = district_->scenario().staff.minutes_per_month;
  std::int32_t& visitors = visitors_[town.index()];
  std::int64_t others = in_post_[town.index()][Role::carer] - visitors;
  for (; hired > 0; --hired) {
    const std::int64_t for_visits = std::max<std::int64_t>(0, minutes[1] - visitors * per_carer);
    const std::int64_t for_others = std::max<std::int64_t>(0, minutes[0] - others * per_carer);
    const bool visits = for_visits * std::max<std::int64_t>(minutes[0], 1) > for_others * std::max<std::int64_t>(minutes[1], 1);
    if (visits) {
      ++visitors;
    } else {
      ++others;
    }
  }
}

void Workforce::staff_places(Month month, const Shocks& shocks, std::span<FacilityState> facilities) const {
  mark_working_hubs(month, facilities);
  for (std::size_t t = 0; t < in_post_.size(); ++t) {
    staff_town(t, month, facilities);
    if (district_->scenario().staff.points_need_helpers) staff_points(t, facilities);
  }
  for (const ShockOn on : {ShockOn::bed_admission, ShockOn::community_services, ShockOn::home_services}) {
    if (!shocks.any(on, month)) continue;
    for (std::size_t f = 0; f < facilities.size(); ++f) {
      FacilityState& facility = facilities[f];
      const PerMille factor = shocks.factor(on, month, {facility.town, &facility.kind, FacilityId(f)});
      for (std::size_t r = 0; r < kCount<Resource>; ++r) {
        if (shaken_by(static_cast<Resource>(r)) != on) continue;
        const std::int32_t free = std::max(0, facility.staffed.cells[r] - facility.used.cells[r]);
        facility.staffed.cells[r] -= free - static_cast<std::int32_t>(scaled(free, factor));
      }
    }
  }
}

void Workforce::staff_town(std::size_t t, Month month, std::span<FacilityState> facilities) const {
  const std::int32_t ramp = district_->scenario().schedule.ramp_up_months;
  Kinds in_use{};
  Kinds further{};
  for (const FacilityId f : district_->network().facilities_of(TownId(t))) {
    const FacilityState& facility = facilities[f.index()];
    if (facility.status != FacilityStatus::open || facility.town != TownId(t)) continue;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      const auto resource = static_cast<Resource>(r);
      in_use[kind_of(resource)] += minutes_for(f, resource, facility.used[resource]);
      further[kind_of(resource)] += minutes_for(f, resource, std::max(0, facility.capacity[resource] - facility.used[resource]));
    }
  }
  Kinds for_in_use{};
  Kinds left{};
  for (std::size_t k = 0; k < for_in_use.size(); ++k) {
    const std::int64_t persons = k == 1 ? visitors_[t] : in_post_[t][Role::carer] - visitors_[t];
    const std::int64_t carers = persons * std::int64_t{district_->scenario().staff.minutes_per_month};
    // Too few carers for those already there: the shortage is shared, nobody is sent away.
    for_in_use[k] = std::min(carers, in_use[k]);
    left[k] = std::min(carers - for_in_use[k], further[k]);
  }
  for (const FacilityId f : district_->network().facilities_of(TownId(t))) {
    FacilityState& facility = facilities[f.index()];
    if (facility.town != TownId(t)) continue;
    facility.staffed = {};
    if (facility.status != FacilityStatus::open) continue;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      const auto resource = static_cast<Resource>(r);
      const std::int32_t size = std::max(grown(facility.capacity[resource], facility, month, ramp), facility.used[resource]);
      if (!takes_carers(resource)) {
        facility.staffed[resource] = size;
        continue;
      }
      const std::size_t k = kind_of(resource);
      const std::int64_t used = facility.used[resource];
      const std::int64_t covered = in_use[k] == 0 ? 0 : used * for_in_use[k] / in_use[k];
      const std::int64_t more = further[k] == 0 ? 0 : (size - used) * left[k] / further[k];
      facility.staffed[resource] = static_cast<std::int32_t>(covered + more);
    }
  }
}

/// A town's hours of helpers and volunteers keep its points open, one after the other.
void Workforce::staff_points(std::size_t t, std::span<FacilityState> facilities) const {
  const StaffParameters& staff = district_->scenario().staff;
  std::int64_t hours = std::int64_t{in_post_[t][Role::helper]} * staff.helper_hours_per_month +
                       std::int64_t{in_post_[t][Role::volunteer]} * staff.volunteer_hours_per_month;
  points_.clear();
  for (const FacilityId f : district_->network().facilities_of(TownId(t))) {
    const FacilityState& facility = facilities[f.index()];
    const bool open = facility.status == FacilityStatus::open && facility.town == TownId(t);
    if (open && facility.kind == FacilityKind::village_point) points_.push_back(f);
  }
  std::sort(points_.begin(), points_.end(), [&](FacilityId a, FacilityId b) {
    const FacilityState& fa = facilities[a.index()];
    const FacilityState& fb = facilities[b.index()];
    return std::tuple(fa.opened, fa.key) < std::tuple(fb.opened, fb.key);
  });
  for (const FacilityId f : points_) {
    const std::int64_t given = std::min<std::int64_t>(hours, staff.point_hours_per_month);
    hours -= given;
    for (std::int32_t& staffed : facilities[f.index()].staffed) {
      staffed = static_cast<std::int32_t>(staffed * given / staff.point_hours_per_month);
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
    for (const auto& [spoke, settlement] : district_->network().spokes(TownId(t))) {
      FacilityState& facility = facilities[spoke.index()];
      if (facility.settlement != settlement) continue;
      facility.hub_working = false;
      if (!works || facility.status != FacilityStatus::open) continue;
      const bool limited = street && facility.kind == FacilityKind::community_station;
      facility.hub_working = !limited || room > 0;
      if (limited) --room;
    }
  }
}

}  // namespace eldercast
