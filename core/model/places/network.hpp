#pragma once
/// Facilities and ways between settlements and facilities, fixed for a run: who could use what, and in which order of travel.
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "model/places/ways.hpp"
#include "model/scenario.hpp"

namespace eldercast {

class Network {
 public:
  /// The facilities and the ways to them. `ways`: those of an earlier network with the same ways.
  explicit Network(const Scenario& scenario, std::shared_ptr<const Ways> ways = nullptr);

  [[nodiscard]] std::span<const NetworkFacility> facilities() const { return facilities_; }
  /// Facilities of the own town, while they stand there, that may give `service` to residents of `settlement` within the service's reach,
  /// nearest first (ties by table order). Open or not is the run's matter.
  [[nodiscard]] std::span<const NearbyFacility> own(SettlementId settlement, ServiceId service) const {
    return ways_->own.at(cell(settlement, service));
  }
  /// Facilities of other towns within NetworkParameters::overflow_minutes by road, nearest first; empty unless the service overflows.
  [[nodiscard]] std::span<const NearbyFacility> overflow(SettlementId settlement, ServiceId service) const {
    return ways_->overflow.at(cell(settlement, service));
  }
  /// All facilities of a town, in order, with those that stand there only for a time.
  [[nodiscard]] std::span<const FacilityId> facilities_of(TownId town) const { return ways_->facilities_of[town.index()]; }
  [[nodiscard]] const std::shared_ptr<const Ways>& ways() const { return ways_; }
  /// The town's centre, existing or planned; not valid if it has none.
  [[nodiscard]] FacilityId hub(TownId town) const { return ways_->hubs[town.index()]; }
  /// Facilities of the plan in the settlement's town that lie within the 15-minute circle (Q1).
  [[nodiscard]] std::span<const Site> circle(SettlementId settlement) const { return ways_->circle[settlement.index()]; }
  /// Spokes of the town in the order in which the hub takes them on: nearest first.
  [[nodiscard]] std::span<const Site> spokes(TownId town) const { return ways_->spokes[town.index()]; }

 private:
  [[nodiscard]] std::size_t cell(SettlementId settlement, ServiceId service) const {
    return settlement.index() * services_ + service.index();
  }
  void add_facilities(const Scenario& scenario);

  std::size_t services_;
  std::vector<NetworkFacility> facilities_;
  std::shared_ptr<const Ways> ways_;
};

/// The service whose reach stands for "in reach of basic services": one that takes activity places, is given at hubs and spokes, and needs
/// neither a working hub nor a medical arrangement; where none takes activity places, one of those without these needs. Several: the one
/// whose id comes first. Not valid if there is none.
[[nodiscard]] ServiceId basic_service(const Scenario& scenario);

/// The service whose beds are taken at the start and counted by group: the one given in a bed; several: the one whose id comes first. Not
/// valid if there is none.
[[nodiscard]] ServiceId bed_service(const Scenario& scenario);

}  // namespace eldercast
