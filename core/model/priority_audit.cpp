/// The audit of Allocation: whether anybody was passed over.
#include <algorithm>

#include "model/allocation.hpp"

namespace eldercast {
namespace {

/// Nobody of any rank.
constexpr std::int8_t kNobody = INT8_MAX;

}  // namespace

std::int32_t Allocation::priority_violations() {
  find_best_waiting();
  std::int32_t violations = 0;
  for (const SeekerId id : admitted_) {
    const Seeker& seeker = seekers_[id.index()];
    if (!seeker.at.valid()) continue;
    violations += static_cast<std::int32_t>(passed_over(seeker, scenario_->allocation.rank[seeker.facts.group]));
  }
  return violations;
}

/// The best rank that waits for each service: in each settlement by need, and in each town. Only ranks better than the worst that was
/// admitted count.
void Allocation::find_best_waiting() {
  std::fill(best_waiting_.cells().begin(), best_waiting_.cells().end(), kNobody);
  std::fill(best_of_town_.cells().begin(), best_of_town_.cells().end(), kNobody);
  for (std::size_t t = 0; t < scenario_->towns.size(); ++t) {
    for (std::size_t s = 0; s < services_; ++s) {
      const WaitingList& waiting_here = list(TownId(t), ServiceId(s));
      for (std::int8_t rank = 0; rank < waiting_here.worst_admitted; ++rank) {
        for (const WaitingItem& item : waiting_here.lines()[static_cast<std::size_t>(rank)].items()) {
          if (!waiting(item)) continue;
          std::int8_t& best = best_waiting_(s, first_settlement_[t] + item.cell / kCount<Need>, item.cell % kCount<Need>);
          best = std::min(best, rank);
          best_of_town_(s, t) = std::min(best_of_town_(s, t), rank);
        }
      }
    }
  }
}

/// Whether somebody of a better rank in the same list could have had the person's place.
bool Allocation::passed_over(const Seeker& seeker, std::int32_t own_rank) const {
  const TownId town = town_of(seeker.facts.settlement);
  if (best_of_town_(seeker.facts.service, town) >= own_rank) return false;
  if (facilities_[seeker.at.index()].town != town) return false;  // the overflow pass is one list for all towns
  const Service& service = scenario_->services[seeker.facts.service.index()];
  for (std::size_t s = first_settlement_[town.index()]; s < first_settlement_[town.index() + 1]; ++s) {
    for (std::size_t n = 0; n < kCount<Need>; ++n) {
      if (best_waiting_(seeker.facts.service, s, n) >= own_rank) continue;
      const std::vector<Resource>& takes = service.takes[static_cast<Need>(n)];
      if (std::find(takes.begin(), takes.end(), seeker.holds) == takes.end()) continue;
      const std::span<const NearbyFacility> reach = network_->own(SettlementId(s), seeker.facts.service);
      if (std::any_of(reach.begin(), reach.end(), [&](const NearbyFacility& near) { return near.facility == seeker.at; })) return true;
    }
  }
  return false;
}

}  // namespace eldercast
