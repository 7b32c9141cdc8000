#include "engine/demand/demand_factors.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace eldercast {
namespace {

constexpr PerMille kStep = 50;

/// All changes of a month add up to a number that fits.
void add(SeekerFactors& factors, const DemandChange& change) {
  for (std::size_t n = 0; n < kCount<Need>; ++n) {
    if (change.need != ForNeed::all && index_of(change.need) != n + 1) continue;
    for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
      if (change.group == ForGroup::all || index_of(change.group) == g + 1) factors.cells[n].cells[g] += change.per_mille;
    }
  }
}

void step(SeekerFactors& holds, const SeekerFactors& wanted, std::span<const PerMille> by_price) {
  for (std::size_t n = 0; n < kCount<Need>; ++n) {
    for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
      const std::int64_t factor = scaled(std::max(wanted.cells[n].cells[g], 0), by_price[g]);
      PerMille& now = holds.cells[n].cells[g];
      if (factor == kNormal || factor >= now + kStep || factor <= now - kStep) now = static_cast<PerMille>(factor);
    }
  }
}

/// By service, then town; those of the whole district first.
std::vector<DemandChange> in_order(std::span<const DemandChange> changes) {
  std::vector<DemandChange> out(changes.begin(), changes.end());
  std::sort(out.begin(), out.end(), [](const DemandChange& a, const DemandChange& b) {
    return std::tuple(a.service, a.town.valid(), a.town) < std::tuple(b.service, b.town.valid(), b.town);
  });
  return out;
}

}  // namespace

const SeekerFactors* DemandFactors::held(ServiceId service, TownId town) const {
  const auto own = std::lower_bound(of_town_.begin(), of_town_.end(), std::pair(service, town),
                                    [](const OfTown& a, const auto& b) { return std::pair(a.service, a.town) < b; });
  return own != of_town_.end() && own->service == service && own->town == town ? &own->factors : nullptr;
}

void DemandFactors::follow(std::span<const DemandChange> changes, const ByPrice& by_price) {
  const std::vector<DemandChange> sorted = in_order(changes);
  auto next = sorted.begin();
  std::vector<OfTown> of_town;
  std::array<PerMille, kCount<PriorityGroup>> price{};
  for (std::size_t s = 0; s < of_service_.size(); ++s) {
    const ServiceId service(s);
    for (std::size_t g = 0; g < price.size(); ++g) price[g] = by_price(service, static_cast<PriorityGroup>(g));
    SeekerFactors everywhere = factors_of_all(kNormal);
    for (; next != sorted.end() && next->service == service && !next->town.valid(); ++next) add(everywhere, *next);
    while (next != sorted.end() && next->service == service) {
      const TownId town = next->town;
      SeekerFactors here = everywhere;
      for (; next != sorted.end() && next->service == service && next->town == town; ++next) add(here, *next);
      const SeekerFactors* const before = held(service, town);
      of_town.push_back({service, town, before != nullptr ? *before : of_service_[s]});
      step(of_town.back().factors, here, price);
    }
    step(of_service_[s], everywhere, price);
  }
  of_town_ = std::move(of_town);
}

}  // namespace eldercast
