#pragma once
/// The other way to give the free places of a month: all of a service at once, so that as many are served as can be, in the order of
/// priority, on the least way (docs/explanation/optimal.md).
#include <cstdint>
#include <span>
#include <vector>

#include "engine/allocate/allocation.hpp"
#include "engine/allocate/min_cost_flow.hpp"
#include "engine/allocate/transport_problem.hpp"

namespace eldercast {

class OptimalAdmission {
 public:
  /// Both outlive the object.
  OptimalAdmission(const Scenario& scenario, const Network& network, MinCostFlow solver = MinCostFlow());

  /// In place of Allocation::admit(), with the same promises: nobody loses a place, no place is given beyond what is staffed, services that
  /// take the same resource get it in the order of their table. For each service there is one queue of the whole district: own facilities
  /// within the service's reach, and those of other towns that it may overflow to, stand beside each other.
  /// Nobody waits whom an admission of people of their turn or an earlier one could have had served, turn being rank and month of waiting.
  /// `reseat`: those who hold a place of a service without beds stand before all who wait, and may be given another place; nobody loses
  /// one. Left where they are: those at a facility that does not give the service now or has more users than it has staff for, and those
  /// who live out of its reach by now.
  void admit(Allocation& allocation, bool reseat = false);

 private:
  /// Free places of one resource at one facility.
  struct Offer {
    FacilityId facility;
    SettlementId site;
    Resource resource = Resource::other_bed;
    std::int32_t free = 0;
    std::int32_t unfilled = 0;  ///< of them, while people are collected
    std::int64_t sought = 0;    ///< persons who might take one and have no place yet
  };
  /// A way to an offer.
  struct Arc {
    std::uint32_t offer = 0;
    std::int32_t cost = 0;  ///< seconds, more for a later choice
    std::int32_t seconds = 0;
  };
  /// People of a settlement who would take the same resources.
  struct Cell {
    TownId town;
    std::uint64_t order = 0;  ///< of the settlement's key, then by need: not by tables' rows
    std::size_t first_arc = 0;
    std::size_t arcs = 0;
    std::size_t next_arc = 0;  ///< while people are collected: the first that is not filled
    std::int64_t room = 0;     ///< free places in reach: nobody behind so many people gets one
    std::int32_t persons = 0;
    std::size_t first_person = 0;
    bool settled = false;
  };
  struct Person {
    std::uint32_t cell = 0;
    WaitingItem item;
  };

  /// A place that somebody held before the reseating of a month.
  struct Held {
    FacilityId at;
    Resource holds = Resource::other_bed;
  };

  void admit_service(Allocation& allocation, ServiceId service);
  void find_seated(const Allocation& allocation);
  void release_seated(Allocation& allocation, ServiceId service);
  [[nodiscard]] bool may_move(const Allocation& allocation, SeekerId id) const;
  void collect_seated(const Allocation& allocation, ServiceId service);
  [[nodiscard]] std::int64_t people_in_reach(const Allocation& allocation, TownId town, ServiceId service);
  void add_person(std::uint32_t cell, const WaitingItem& item, std::int64_t& unfilled);
  void keep_where_they_were(const Cell& cell, std::span<const Held> held, std::span<const std::int32_t> flow);
  void collect_offers(const Allocation& allocation, ServiceId service);
  void collect_people(Allocation& allocation, TownId town, ServiceId service);
  [[nodiscard]] std::int32_t cell_of(SettlementId settlement, Need need, ServiceId service);
  [[nodiscard]] std::int32_t add_cell(SettlementId settlement, Need need, ServiceId service);
  void order_people();
  void settle_where_there_is_room(Allocation& allocation);
  void settle_parts(Allocation& allocation);
  void settle_part(Allocation& allocation, std::span<const std::uint32_t> cells);
  [[nodiscard]] bool first_choices_fit(std::span<const std::uint32_t> cells);
  void pose(std::span<const std::uint32_t> cells);
  void give(Allocation& allocation, Cell& cell, std::size_t arc, std::int32_t persons);
  [[nodiscard]] std::span<const Arc> arcs_of(const Cell& cell) const { return std::span(arcs_).subspan(cell.first_arc, cell.arcs); }

  const Scenario* scenario_;
  const Network* network_;
  MinCostFlow solver_;
  std::vector<FacilityId> facilities_by_key_;
  std::vector<std::uint32_t> settlement_order_;            ///< rank of each settlement's key
  std::vector<PerEnum<Need, std::uint8_t>> alike_;         ///< by service: the first need that takes the same resources
  std::vector<PerEnum<Resource, std::int32_t>> offer_at_;  ///< by facility; -1: nothing free
  std::vector<std::int64_t> free_of_town_;                 ///< and not filled by people who were seated
  std::vector<std::uint8_t> reaches_;                      ///< by settlement: somebody there might take something that is free
  Cube<std::int32_t, 2> cell_at_;                          ///< settlement, need; -1 not seen, -2 nothing in reach
  std::vector<Offer> offers_;
  std::vector<Cell> cells_;
  std::vector<Arc> arcs_;
  std::vector<Person> people_;                 ///< as they were found
  std::vector<WaitingItem> in_order_;          ///< cell by cell, each in the order of its queue
  std::vector<std::uint32_t> order_;           ///< cells in canonical order
  std::vector<std::uint32_t> part_of_;         ///< union-find over offers
  std::vector<std::uint32_t> local_;           ///< scratch of pose(): number of an offer in the problem
  std::vector<std::uint32_t> of_part_;         ///< the same: its offers
  std::vector<std::uint32_t> turns_;           ///< the same: its turns
  std::vector<std::int32_t> load_;             ///< scratch of first_choices_fit()
  std::vector<std::vector<SeekerId>> seated_;  ///< by service, in a month of reseating; else empty
  std::vector<std::vector<Held>> held_;        ///< by zone and seeker, the same
  TransportProblem problem_;
  std::vector<std::int32_t> flow_;
};

}  // namespace eldercast
