/// What rules change of prices, places and staff, before it acts.
#include <algorithm>

#include "engine/simulation/simulation.hpp"

namespace eldercast {
namespace {

/// So many persons and so many thousandths more or fewer of them; what is less than a person is carried over.
std::int32_t changed(std::int32_t persons, std::int32_t per_mille, std::int32_t& carried) {
  const std::int64_t thousandths = std::int64_t{persons} * std::max(0, kNormal + per_mille) + carried;
  carried = static_cast<std::int32_t>(thousandths % kNormal);
  return static_cast<std::int32_t>(thousandths / kNormal);
}

}  // namespace

void Simulation::set_prices(std::span<const PriceChange> changes) {
  constexpr PerMille kMostPrice = 10 * kNormal;
  prices_.assign(district_->scenario().services.size(), kNormal);
  for (const PriceChange& change : changes) prices_[change.service.index()] += change.per_mille;
  for (PerMille& price : prices_) price = std::clamp(price, 0, kMostPrice);
  treasury_.set_prices(prices_);
  seen_.set_prices(prices_);
}

void Simulation::change_places(std::span<const CapacityChange> changes) {
  // All that rules say of one kind of places is added up first: otherwise the first cut could be held back, and the second not.
  std::vector<PerEnum<Resource, std::int32_t>> sums(changes.empty() ? 0 : facilities_.size());
  for (const CapacityChange& change : changes) sums[change.facility.index()][change.resource] += change.places;
  for (std::size_t f = 0; f < sums.size(); ++f) {
    FacilityState& facility = facilities_[f];
    if (facility.status != FacilityStatus::open) continue;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      const auto resource = static_cast<Resource>(r);
      if (sums[f][resource] == 0) continue;
      facility.capacity[resource] = std::max(facility.used[resource], facility.capacity[resource] + sums[f][resource]);
    }
  }
}

void Simulation::change_staff(std::span<const StaffChange> changes, PerEnum<Role, DistrictHires>& hires) {
  if (changes.empty()) return;
  const std::size_t towns = staff_of_town_.size();
  for (std::size_t r = 0; r < count_of<Role>(district_->scenario().names); ++r) {
    const auto role = static_cast<Role>(r);
    for (std::size_t t = 0; t <= towns; ++t) {
      std::int32_t left = 0;
      std::int32_t hired = 0;
      bool said = false;
      for (const StaffChange& change : changes) {
        if (change.role != role || (change.town.valid() && change.town.index() != t)) continue;
        said = true;
        left += change.left_per_mille;
        hired += change.hired_per_mille;
      }
      if (!said) continue;
      auto& [left_carried, hired_carried] = carried_[t][role];
      if (t < towns) {
        StaffFlow& sum = staff_of_town_[t][role];
        sum.left = changed(sum.left, left, left_carried);
        sum.hired = changed(sum.hired, hired, hired_carried);
      } else {
        hires[role].hired = changed(hires[role].hired, hired, hired_carried);
        hires[role].certified = std::min(hires[role].certified, hires[role].hired);
      }
    }
  }
}

}  // namespace eldercast
