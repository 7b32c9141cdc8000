#pragma once
/// Facilities and ways between settlements and facilities, fixed for a run: who could use what, and in which order of travel.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/scenario.hpp"

namespace eldercast {

/// A facility of the network: existing stock first, in table order, then one for each project.
struct NetworkFacility {
  std::string id;
  std::uint64_t key = 0;
  FacilityKind kind = FacilityKind::care_home;
  TownId town;
  SettlementId settlement;
  ProjectId project;    ///< not valid for existing stock
  FacilityId converts;  ///< care home that closes into this centre when it opens
  std::int32_t floor_area_m2 = 0;
  std::int32_t site_area_m2 = 0;                  ///< a centre that takes over a home stands on the home's land
  PerEnum<Resource, std::int32_t> capacity;       ///< a month, when open at full size
  PerEnum<Resource, std::int64_t> carer_minutes;  ///< working time of carers that the whole capacity takes a month
};

/// A facility that residents of a settlement may use, with the way there.
struct NearbyFacility {
  FacilityId facility;
  std::int32_t seconds = 0;
};

class Network {
 public:
  explicit Network(const Scenario& scenario);

  [[nodiscard]] std::span<const NetworkFacility> facilities() const { return facilities_; }
  /// Facilities of the own town that may give `service` to residents of `settlement` within the service's reach, nearest first (ties by
  /// table order). Open or not is the run's matter.
  [[nodiscard]] std::span<const NearbyFacility> own(SettlementId settlement, ServiceId service) const {
    return own_[cell(settlement, service)];
  }
  /// Facilities of other towns within NetworkParameters::overflow_minutes by road, nearest first; empty unless the service overflows.
  [[nodiscard]] std::span<const NearbyFacility> overflow(SettlementId settlement, ServiceId service) const {
    return overflow_[cell(settlement, service)];
  }
  /// The town's centre, existing or planned; not valid if it has none.
  [[nodiscard]] FacilityId hub(TownId town) const { return hubs_[town.index()]; }
  /// Way between two settlements as it is walked in streets and driven elsewhere, seconds.
  [[nodiscard]] std::int32_t seconds_between(SettlementId from, SettlementId to, bool on_foot) const;
  /// Spokes of the town in the order in which the hub takes them on: nearest first.
  [[nodiscard]] std::span<const FacilityId> spokes(TownId town) const { return spokes_[town.index()]; }

 private:
  [[nodiscard]] std::size_t cell(SettlementId settlement, ServiceId service) const {
    return settlement.index() * services_ + service.index();
  }
  void add_facilities(const Scenario& scenario);
  void add_candidates(const Scenario& scenario);
  void add_hubs(const Scenario& scenario);

  std::size_t services_;
  NetworkParameters ways_;
  std::vector<NetworkFacility> facilities_;
  std::vector<std::vector<std::int32_t>> distance_m_;  ///< settlement x settlement
  std::vector<std::vector<NearbyFacility>> own_;
  std::vector<std::vector<NearbyFacility>> overflow_;
  std::vector<FacilityId> hubs_;
  std::vector<std::vector<FacilityId>> spokes_;
};

/// The service whose reach stands for "in reach of basic services": the first one in the table that is given at hubs and spokes and needs
/// no working hub. Not valid if there is none.
[[nodiscard]] ServiceId basic_service(const Scenario& scenario);

}  // namespace eldercast
