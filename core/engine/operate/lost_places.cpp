#include "engine/operate/lost_places.hpp"

#include <algorithm>

namespace eldercast {

LostPlaces::LostPlaces(const District& district) : lost_(district.network().facilities().size()) {}

void LostPlaces::start() {
  std::fill(lost_.begin(), lost_.end(), PerEnum<Resource, std::int32_t>{});
  found_.clear();
}

void LostPlaces::give_back(std::span<FacilityState> facilities) {
  for (const FacilityId f : found_) {
    PerEnum<Resource, std::int32_t>& lost = lost_[f.index()];
    for (std::size_t r = 0; r < kCount<Resource>; ++r) facilities[f.index()].capacity.cells[r] += lost.cells[r];
    lost = {};
  }
  found_.clear();
}

std::span<const FacilityId> LostPlaces::take(Month month, const Shocks& shocks, std::span<const PerMille> hours,
                                             std::span<FacilityState> facilities) {
  const bool shaken = shocks.any(ShockOn::facilities, month);
  if (!shaken && hours.empty()) return {};
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    FacilityState& facility = facilities[f];
    if (facility.status != FacilityStatus::open) continue;
    const ShockPlace place{facility.town, &facility.kind, FacilityId(f)};
    const PerMille left = shaken ? std::min(shocks.factor(ShockOn::facilities, month, place), kNormal) : kNormal;
    const std::int32_t gone = shaken ? shocks.beds_lost(month, place) : 0;
    const PerMille open = hours.empty() ? kNormal : hours[f];
    if (left == kNormal && gone == 0 && open == kNormal) continue;
    const PerEnum<Resource, std::int32_t> whole = facility.capacity;
    PerEnum<Resource, std::int32_t>& places = facility.capacity;
    const std::int32_t beds = whole[Resource::nursing_bed] + whole[Resource::other_bed];
    keep_beds(places, static_cast<std::int32_t>(scaled(std::max(0, beds - gone), left)));
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      const auto resource = static_cast<Resource>(r);
      const bool bed = resource == Resource::nursing_bed || resource == Resource::other_bed;
      if (!bed && resource != Resource::doctor_place) {
        places[resource] = static_cast<std::int32_t>(scaled(scaled(places[resource], left), open));
      }
      lost_[f][resource] = whole[resource] - places[resource];
    }
    found_.emplace_back(f);
  }
  return found_;
}

void keep_beds(PerEnum<Resource, std::int32_t>& places, std::int32_t beds) {
  const std::int64_t all = std::int64_t{places[Resource::nursing_bed]} + places[Resource::other_bed];
  if (all == 0) return;
  places[Resource::nursing_bed] = static_cast<std::int32_t>((2 * std::int64_t{places[Resource::nursing_bed]} * beds + all) / (2 * all));
  places[Resource::other_bed] = beds - places[Resource::nursing_bed];
}

}  // namespace eldercast
