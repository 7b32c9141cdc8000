#pragma once
/// Facilities and the ways to them: who could use what, and in which order of travel.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/places/geography.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// A facility of the network: existing stock first, in table order, then one for each project.
struct NetworkFacility {
  std::string id;
  std::uint64_t key = 0;
  FacilityKind kind = FacilityKind::care_home;
  TownId town;
  SettlementId settlement;  ///< where it stands at first
  ProjectId project;        ///< not valid for existing stock
  FacilityId converts;      ///< care home that closes into this centre when it opens
  std::int32_t floor_area_m2 = 0;
  std::int32_t site_area_m2 = 0;                  ///< a centre that takes over a home stands on the home's land
  PerEnum<Resource, std::int32_t> capacity;       ///< a month, when open at full size
  PerEnum<Resource, std::int64_t> carer_minutes;  ///< working time of carers that the whole capacity takes a month
};

/// A facility and a settlement in which it stands at some time: one that moves by plan has several sites, of which one holds in a month
/// (FacilityState::settlement).
struct Site {
  FacilityId facility;
  SettlementId settlement;
};

/// A facility that residents of a settlement may use while it stands at `site`, with the way there.
struct NearbyFacility {
  FacilityId facility;
  SettlementId site;
  std::int32_t seconds = 0;
};

/// What ways hang on.
struct WayInputs {
  explicit WayInputs(const Scenario& scenario);
  friend bool operator==(const WayInputs&, const WayInputs&) = default;

  struct Standing {
    std::string id;
    FacilityKind kind = FacilityKind::care_home;
    SettlementId settlement;
    friend bool operator==(const Standing&, const Standing&) = default;
  };
  struct Move {
    FacilityId facility;
    SettlementId to;
    friend bool operator==(const Move&, const Move&) = default;
  };
  std::vector<Town> towns;
  std::vector<Settlement> settlements;
  NetworkParameters network;
  std::vector<Service> services;
  std::vector<Standing> standing;
  std::vector<Move> moves;
};

/// What hangs on where things stand, on who gives which service and on how far people go, and on nothing else.
class Ways {
 public:
  Ways(const Scenario& scenario, std::span<const NetworkFacility> facilities);
  /// Whether they are those of the scenario.
  [[nodiscard]] bool fit(const Scenario& scenario) const { return inputs_ == WayInputs(scenario); }

  /// Lists of facilities behind one another, one for each settlement and service.
  struct Lists {
    std::vector<NearbyFacility> entries;
    std::vector<std::size_t> first{0};

    [[nodiscard]] std::span<const NearbyFacility> at(std::size_t cell) const {
      return std::span(entries).subspan(first[cell], first[cell + 1] - first[cell]);
    }
  };

  [[nodiscard]] std::int32_t distance_m(SettlementId a, SettlementId b) const;

  std::vector<std::vector<FacilityId>> facilities_of;  ///< by town: all that stand there at some time
  std::vector<Position> positions;                     ///< of settlements
  Lists own;                                           ///< Network::own
  Lists overflow;                                      ///< Network::overflow
  std::vector<std::vector<Site>> circle;               ///< by settlement: Network::circle
  std::vector<FacilityId> hubs;                        ///< by town
  std::vector<std::vector<Site>> spokes;               ///< by town, nearest to the hub first

 private:
  void end_list(Lists& lists, std::span<const NetworkFacility> facilities) const;
  void add_sites(const Scenario& scenario, std::span<const NetworkFacility> facilities);
  void add_candidates(const Scenario& scenario, std::span<const NetworkFacility> facilities);
  void add_circles(const Scenario& scenario, std::span<const NetworkFacility> facilities);
  void add_hubs(const Scenario& scenario, std::span<const NetworkFacility> facilities);

  WayInputs inputs_;
  std::vector<Site> sites_;                       ///< of all facilities in order, each one's first, then where they move to
  std::vector<std::vector<Site>> sites_of_town_;  ///< the same, by town
};

}  // namespace eldercast
