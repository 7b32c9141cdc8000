#include "engine/population/health_factors.hpp"

namespace eldercast {

void HealthFactors::set(std::span<const HealthChange> changes) {
  changed_ = !changes.empty();
  highest_ = kNormal;
  if (!changed_) return;
  std::vector<PerMille>& cells = factors_.cells();
  std::fill(cells.begin(), cells.end(), kNormal);
  const std::size_t towns = factors_.sizes()[0];
  for (const HealthChange& change : changes) {
    const std::size_t first = change.town.valid() ? change.town.index() : 0;
    const std::size_t end = change.town.valid() ? first + 1 : towns;
    for (std::size_t t = first; t < end; ++t) {
      for (std::size_t n = 0; n < kCount<Need>; ++n) {
        if (change.need == ForNeed::all || index_of(change.need) == n + 1) factors_(t, n, change.event) += change.per_mille;
      }
    }
  }
  for (PerMille& factor : cells) {
    factor = std::clamp(factor, 0, kMost);
    highest_ = std::max(highest_, factor);
  }
}

}  // namespace eldercast
