#pragma once
/// The books of allocation for one zone: who of its people seeks what, waits or holds a place, and admission at their own hubs. Those of
/// different zones may be used at the same time.
#include <cstdint>
#include <span>
#include <vector>

#include "api/views.hpp"
#include "engine/allocate/seeker.hpp"
#include "engine/allocate/waiting_list.hpp"
#include "model/base/cube.hpp"
#include "model/base/prefetch.hpp"
#include "model/places/network.hpp"
#include "model/places/zones.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// What the zones of an allocation have in common. Each writes only the rows of its own settlements, towns and facilities.
struct AllocationTables {
  /// Where a settlement stands.
  struct Place {
    TownId town;
    std::uint32_t within_town = 0;  ///< number among the settlements of the town
  };

  AllocationTables(const Scenario& scenario, const Network& network);
  /// Nobody seeks anything.
  void clear();

  [[nodiscard]] TownId town_of(SettlementId settlement) const { return place_of[settlement.index()].town; }
  /// WaitingItem::cell of those in a settlement with a need.
  [[nodiscard]] std::uint32_t cell_of(SettlementId settlement, Need need) const {
    return place_of[settlement.index()].within_town * static_cast<std::uint32_t>(kCount<Need>) + static_cast<std::uint32_t>(need);
  }
  /// Whether a facility gives a service now, staff and room apart.
  [[nodiscard]] static bool usable(const FacilityState& facility, const Service& service);
  /// Whether a facility stands now where an entry of the network has it.
  [[nodiscard]] bool stands(const NearbyFacility& near) const { return facilities[near.facility.index()].settlement == near.site; }

  const Scenario* scenario;
  const Network* network;
  std::vector<std::size_t> first_settlement;  ///< by town, one more than towns: settlements stand sorted by town
  std::vector<Place> place_of;                ///< by settlement
  std::span<FacilityState> facilities;
  std::vector<std::vector<SeekerId>> in_beds;  ///< by town of the bed: all who are in one, and some who are no more
  Cube<std::int64_t, 2> way_seconds;           ///< town, service
  Cube<std::int32_t, 2> waiting;               ///< settlement, service
  Cube<std::int32_t, 3> seeking;               ///< town, service, group
  Cube<std::int32_t, 3> served_of_group;       ///< the same
  Cube<std::int32_t, 4> served;                ///< town, service, group, need
  Cube<std::int32_t, 4> served_in_hardship;    ///< the same
};

class ZoneAllocation {
 public:
  /// The vectors of one, to be used again by the next: what stands in them means nothing.
  struct Memory {
    std::vector<Seeker> seekers;
    std::vector<std::uint32_t> generations;
    std::vector<SeekerNumber> free;
    std::vector<WaitingList> lists;
    std::vector<SeekerNumber> admitted;
    std::vector<WaitingItem> scratch;
  };

  /// `tables` outlives the object.
  ZoneAllocation(AllocationTables& tables, const Zone& zone, Memory memory = {});
  [[nodiscard]] Memory release() &&;
  /// Empties everything, and makes room for `expected` seekers (town, service, group; no cells: for nobody) and a quarter more.
  void start(const Cube<std::int32_t, 3>& expected);
  /// The room made at the start.
  [[nodiscard]] std::size_t room() const { return seekers_.capacity(); }

  // As those of Allocation.
  SeekerNumber add(const SeekerFacts& facts, std::uint64_t tie, Month since);
  void seat(SeekerNumber number, FacilityId facility, Resource resource);
  void remove(SeekerNumber number);
  /// `settlement` is of this zone.
  void change(SeekerNumber number, Need need, PriorityGroup group, SettlementId settlement, Month month);

  [[nodiscard]] const Seeker& seeker(SeekerNumber number) const { return seekers_[number.index()]; }
  [[nodiscard]] const std::vector<Seeker>& seekers() const { return seekers_; }
  /// The month from which a person waits who goes on waiting elsewhere: that of a place given up is `month`.
  [[nodiscard]] Month waits_since(SeekerNumber number, Month month) const;
  /// The seeker will be looked at soon.
  void fetch(SeekerNumber number) const {
    will_read(seekers_[number.index()]);
    will_read(generations_[number.index()]);
  }
  /// False for a stale item.
  [[nodiscard]] bool waiting(const WaitingItem& item) const { return generations_[item.seeker] == item.generation; }
  [[nodiscard]] bool is_bed(const Seeker& seeker) const;

  [[nodiscard]] WaitingList& list(TownId town, ServiceId service) {
    return lists_[(town.index() - zone_.first_town) * services_ + service.index()];
  }
  [[nodiscard]] const WaitingList& list(TownId town, ServiceId service) const {
    return lists_[(town.index() - zone_.first_town) * services_ + service.index()];
  }
  /// Puts a list in order.
  void sort(TownId town, ServiceId service) { list(town, service).sort_in(scratch_); }

  /// Admission at own hubs. Forgets who was admitted before.
  void admit();
  /// Nobody has been admitted yet.
  void forget_admitted();
  /// Those admitted since, wherever.
  [[nodiscard]] std::span<const SeekerNumber> admitted() const { return admitted_; }
  /// Gives the first acceptable resource at the nearest of `candidates` that has a free staffed place of it.
  bool take_place(SeekerNumber number, std::span<const NearbyFacility> candidates);
  /// Somebody who waits is admitted.
  void give(SeekerNumber number, const NearbyFacility& place, Resource resource);
  /// Somebody who was released gets a place again, without being admitted anew.
  void put(SeekerNumber number, const NearbyFacility& place, Resource resource);
  /// Takes a place away.
  void release(SeekerNumber number);
  /// Somebody's place is no more: the person waits from this month on.
  void evict(SeekerNumber number, Month month);
  /// Whoever is at the facility `from` is at `to` from now on.
  void follow(SeekerNumber number, FacilityId from, FacilityId to);
  /// Gives up the places held in other zones that were released. Not at the same time as anything else.
  void settle_elsewhere();

 private:
  /// A place in another zone that is no longer held.
  struct Freed {
    FacilityId facility;
    Resource resource = Resource::other_bed;
    std::int32_t amount = 0;
  };

  [[nodiscard]] const Service& service_of(const Seeker& seeker) const { return tables_->scenario->services[seeker.facts.service.index()]; }
  void note_bed(SeekerNumber number);
  void make_room(const Cube<std::int32_t, 3>& expected);
  void enqueue(SeekerNumber number, std::int32_t since);
  void count_served(SeekerNumber number, std::int32_t change);
  [[nodiscard]] std::int32_t way_to(const Seeker& seeker, FacilityId facility) const;
  [[nodiscard]] std::int64_t free_places(TownId town, const Service& service) const;
  void admit_from(WaitingList& list, std::int64_t free);

  AllocationTables* tables_;
  Zone zone_;
  std::size_t services_;
  std::vector<Seeker> seekers_;
  std::vector<std::uint32_t> generations_;  ///< by seeker: counts changes that make old items of waiting lists stale
  std::vector<SeekerNumber> free_;
  std::vector<WaitingList> lists_;  ///< town of the zone, service
  std::vector<SeekerNumber> admitted_;
  std::vector<Freed> freed_elsewhere_;
  std::vector<std::uint8_t> turned_away_;  ///< scratch of admit_from: by cell
  std::vector<WaitingItem> scratch_;
};

}  // namespace eldercast
