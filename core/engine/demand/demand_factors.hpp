#pragma once
/// How many seek a service, over those whom the scenario's shares let seek it: in thousandths, by need and group, in some towns otherwise
/// than in the rest.
#include <functional>
#include <span>
#include <vector>

#include "api/slots.hpp"
#include "engine/shock/shocks.hpp"

namespace eldercast {

/// Thousandths of the scenario's seekers of a service.
using SeekerFactors = PerEnum<Need, PerEnum<PriorityGroup, PerMille>>;
/// The same for everybody.
[[nodiscard]] constexpr SeekerFactors factors_of_all(PerMille factor) {
  SeekerFactors out;
  for (auto& of_need : out) {
    for (PerMille& of_group : of_need) of_group = factor;
  }
  return out;
}

class DemandFactors {
 public:
  struct OfTown {
    ServiceId service;
    TownId town;
    SeekerFactors factors;

    friend bool operator==(const OfTown&, const OfTown&) = default;
  };
  /// What the price that users see makes of those who seek a service.
  using ByPrice = std::function<PerMille(ServiceId service, PriorityGroup group)>;

  explicit DemandFactors(std::size_t services) : of_service_(services, factors_of_all(kNormal)) {}

  /// The factors of a month: what all rules say, and the price. A factor moves only when it has gone by a step, because every change of it
  /// costs a pass over the residents.
  void follow(std::span<const DemandChange> changes, const ByPrice& by_price);
  void set(ServiceId service, const SeekerFactors& factors) { of_service_[service.index()] = factors; }

  /// Where the town has none of its own, by service.
  [[nodiscard]] std::span<const SeekerFactors> of_service() const { return of_service_; }
  /// By service, then town, rising.
  [[nodiscard]] std::span<const OfTown> of_town() const { return of_town_; }
  friend bool operator==(const DemandFactors&, const DemandFactors&) = default;

 private:
  /// Those of a town, or of the rest, that hold, or null.
  [[nodiscard]] const SeekerFactors* held(ServiceId service, TownId town) const;

  std::vector<SeekerFactors> of_service_;
  std::vector<OfTown> of_town_;
};

}  // namespace eldercast
