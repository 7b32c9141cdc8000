/// The audit of Allocation: whether anybody was passed over.
#include <algorithm>
#include <numeric>

#include "engine/allocate/allocation.hpp"

namespace eldercast {
namespace {

/// Nobody of any rank.
constexpr std::int8_t kNobody = INT8_MAX;

}  // namespace

std::int32_t Allocation::priority_violations() {
  zones_.each([&](std::size_t s) { violations_[s] = violations_in(zones_[s]); });
  return std::accumulate(violations_.begin(), violations_.end(), 0);
}

std::int32_t Allocation::violations_in(const Zone& zone) {
  find_best_waiting(zone);
  std::int32_t violations = 0;
  for (const SeekerNumber number : books_[zone.number].admitted()) {
    const Seeker& seeker = books_[zone.number].seeker(number);
    if (!seeker.at.valid()) continue;
    violations += static_cast<std::int32_t>(passed_over(seeker, scenario_->allocation.rank[seeker.facts.group]));
  }
  return violations;
}

/// The best rank that waits for each service: in each settlement by need, and in each town. Only ranks better than the worst that was
/// admitted count.
void Allocation::find_best_waiting(const Zone& zone) {
  const ZoneAllocation& books = books_[zone.number];
  for (std::size_t t = zone.first_town; t < zone.end_town; ++t) {
    for (std::size_t s = 0; s < scenario_->services.size(); ++s) {
      best_of_town_(t, s) = kNobody;
      const WaitingList& waiting_here = books.list(TownId(t), ServiceId(s));
      if (waiting_here.worst_admitted <= 0) continue;
      for (std::size_t at = tables_.first_settlement[t]; at < tables_.first_settlement[t + 1]; ++at) {
        for (std::size_t n = 0; n < kCount<Need>; ++n) best_waiting_(at, s, n) = kNobody;
      }
      for (std::int8_t rank = 0; rank < waiting_here.worst_admitted; ++rank) {
        for (const WaitingItem& item : waiting_here.lines()[static_cast<std::uint8_t>(rank)].items()) {
          if (!books.waiting(item)) continue;
          std::int8_t& best = best_waiting_(tables_.first_settlement[t] + item.cell / kCount<Need>, s, item.cell % kCount<Need>);
          best = std::min(best, rank);
          best_of_town_(t, s) = std::min(best_of_town_(t, s), rank);
        }
      }
    }
  }
}

/// Whether somebody of a better rank in the same list could have had the person's place.
bool Allocation::passed_over(const Seeker& seeker, std::int32_t own_rank) const {
  const TownId town = tables_.town_of(seeker.facts.settlement);
  if (best_of_town_(town, seeker.facts.service) >= own_rank) return false;
  if (tables_.facilities[seeker.at.index()].town != town) return false;  // the overflow pass is one list for all towns
  const Service& service = scenario_->services[seeker.facts.service.index()];
  for (std::size_t s = tables_.first_settlement[town.index()]; s < tables_.first_settlement[town.index() + 1]; ++s) {
    for (std::size_t n = 0; n < kCount<Need>; ++n) {
      if (best_waiting_(s, seeker.facts.service, n) >= own_rank) continue;
      const std::vector<Resource>& takes = service.takes[static_cast<Need>(n)];
      if (std::find(takes.begin(), takes.end(), seeker.holds) == takes.end()) continue;
      const std::span<const NearbyFacility> reach = network_->own(SettlementId(s), seeker.facts.service);
      if (std::any_of(reach.begin(), reach.end(),
                      [&](const NearbyFacility& near) { return near.facility == seeker.at && tables_.stands(near); })) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace eldercast
