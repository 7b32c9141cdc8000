#pragma once
/// Who gets a place: waiting lists by hub and service, admission by priority, places held until they are given up, and the shortfall of
/// beds by cause. Pure bookkeeping on integers: no random numbers, no time other than the month passed in.
#include <cstdint>
#include <span>
#include <vector>

#include "api/views.hpp"
#include "model/cube.hpp"
#include "model/network.hpp"
#include "model/prefetch.hpp"
#include "model/scenario.hpp"
#include "model/waiting_list.hpp"

namespace eldercast {

using SeekerId = Id<struct SeekerTag>;

/// A ServiceId in one byte; a scenario has few services (kMostServices).
class ServiceByte {
 public:
  constexpr ServiceByte() = default;
  // NOLINTNEXTLINE(google-explicit-constructor, hicpp-explicit-conversions): stands for the id everywhere
  constexpr ServiceByte(ServiceId id) : value_(static_cast<std::uint8_t>(id.value)) {}
  // NOLINTNEXTLINE(google-explicit-constructor, hicpp-explicit-conversions)
  constexpr operator ServiceId() const { return ServiceId(index()); }
  [[nodiscard]] constexpr std::size_t index() const { return value_; }

 private:
  std::uint8_t value_ = 0;
};

/// What allocation needs to know about a person who seeks a service.
struct SeekerFacts {
  std::uint32_t slot = 0;  ///< the resident; breaks ties that the hash leaves
  SettlementId settlement;
  ServiceByte service;
  Need need = Need::independent;
  PriorityGroup group = PriorityGroup::others;
  bool hardship = false;
};

/// A person who seeks a service: waiting, or served at a facility.
struct Seeker {
  SeekerFacts facts;
  FacilityId at;                 ///< not valid while waiting
  std::uint64_t key = 0;         ///< waiting_key() of the place in the list; of those who are served, of their last one
  std::int32_t way_seconds = 0;  ///< to the place held
  std::uint16_t stay = 0;        ///< counts admissions
  Resource holds = Resource::other_bed;
};
static_assert(sizeof(Seeker) <= 32);

class Allocation {
 public:
  /// `old`: takes over its memory; it can only be destroyed afterwards.
  Allocation(const Scenario& scenario, const Network& network, Allocation* old = nullptr);

  /// Empties everything for a new replicate. `facilities` outlives the replicate; allocation writes only FacilityState::used.
  /// Room is made for as many as will wait at the start (`expected`: town, service, group; empty: for nobody) and a quarter more.
  void start(std::span<FacilityState> facilities, const Cube<std::int32_t, 3>& expected = {});
  /// The room made at the start.
  [[nodiscard]] std::size_t room() const { return seekers_.capacity(); }

  /// Adds a person who waits from `month` on; `tie` is a keyed hash of (resident, service), without the month, of which the low 40 bits
  /// count. Amortised without allocation once the vectors have grown to their size.
  SeekerId add(const SeekerFacts& facts, std::uint64_t tie, Month month);
  /// Seats a person at the start, whatever the staff; the facility must have a free place of `resource`.
  void seat(SeekerId seeker, FacilityId facility, Resource resource);
  /// The person no longer seeks (death, departure, change of need, leaving a bed).
  void remove(SeekerId seeker);
  /// Need, group or settlement changed. A place is kept while it still fits: the resource suits the need and the town is the same;
  /// otherwise it is given up and the person waits from this month. Waiting time is kept by those who wait.
  void change(SeekerId seeker, Need need, PriorityGroup group, SettlementId settlement, Month month);
  /// The care home `from` becomes part of `to`: everybody there is at `to` from this moment on.
  void transfer(FacilityId from, FacilityId to);

  /// Admission of the month: own hubs first, then one overflow pass over all waiting lists. In a list: priority rank, then waiting time,
  /// then the hash. Each person takes the first acceptable resource, at the nearest facility that has a free staffed place of it.
  void admit();
  /// Those admitted by the last admit(), or by an OptimalAdmission.
  [[nodiscard]] std::span<const SeekerId> admitted() const { return admitted_; }

  [[nodiscard]] const Seeker& seeker(SeekerId id) const { return seekers_[id.index()]; }
  /// The seeker will be looked at soon.
  void fetch(SeekerId id) const {
    will_read(seekers_[id.index()]);
    will_read(generations_[id.index()]);
  }
  /// The way to their places of all who are served a service now, seconds one way, by the town in which they live: each person's as it was
  /// when the place was given.
  [[nodiscard]] std::int64_t way_seconds(TownId town, ServiceId service) const { return way_seconds_(town, service); }
  /// Persons by town, service and group.
  [[nodiscard]] std::int32_t seeking(TownId town, ServiceId service, PriorityGroup group) const { return seeking_(town, service, group); }
  [[nodiscard]] std::int32_t served(TownId town, ServiceId service, PriorityGroup group) const {
    return served_of_group_(town, service, group);
  }
  [[nodiscard]] std::int32_t served(TownId town, ServiceId service, PriorityGroup group, Need need) const {
    return served_(town, service, group, need);
  }
  /// Of them, persons in special hardship: somebody else pays for them.
  [[nodiscard]] std::int32_t served_in_hardship(TownId town, ServiceId service, PriorityGroup group, Need need) const {
    return served_hardship_(town, service, group, need);
  }

  /// Persons waiting by settlement and service; `waiting` is settlements x services and is overwritten.
  void waiting_by_settlement(Cube<std::int32_t, 2>& waiting) const;
  /// An audit of the last admit(): persons admitted at their own hub although somebody of a higher priority group in the same list, who was
  /// still waiting afterwards, could have had the same place.
  [[nodiscard]] std::int32_t priority_violations();

  /// People waiting for a lasting bed by town and cause, after admit(): no_staff if a bed that they would take in reach is free but
  /// unstaffed; otherwise out_of_reach if a staffed one is free elsewhere; otherwise no_bed. Every free bed explains one person; people are
  /// taken in queue order, towns in the order of their codes' keys. `shortfall` is towns x causes and is overwritten.
  void bed_shortfall(Cube<std::int32_t, 2>& shortfall);

 private:
  friend class OptimalAdmission;

  [[nodiscard]] WaitingList& list(TownId town, ServiceId service) { return lists_[town.index() * services_ + service.index()]; }
  [[nodiscard]] TownId town_of(SettlementId settlement) const { return scenario_->settlements[settlement.index()].town; }
  [[nodiscard]] bool waiting(const WaitingItem& item) const { return generations_[item.seeker] == item.generation; }
  /// WaitingItem::cell of those in a settlement with a need.
  [[nodiscard]] std::uint32_t cell_of(SettlementId settlement, Need need) const {
    const std::size_t within = settlement.index() - first_settlement_[town_of(settlement).index()];
    return static_cast<std::uint32_t>(within * kCount<Need> + index_of(need));
  }
  [[nodiscard]] bool is_bed(const Seeker& seeker) const;
  void note_bed(SeekerId id);
  [[nodiscard]] bool usable(const FacilityState& facility, const Service& service) const;
  void make_room(const Cube<std::int32_t, 3>& expected);
  void enqueue(SeekerId id, std::int32_t since);
  void release(SeekerId id);
  void count_served(SeekerId id, std::int32_t change);
  [[nodiscard]] bool passed_over(const Seeker& seeker, std::int32_t own_rank) const;
  [[nodiscard]] std::int32_t way_to(const Seeker& seeker, FacilityId facility) const;
  bool take_place(SeekerId id, std::span<const NearbyFacility> candidates);
  bool take_place_at_own_hub(SeekerId id);
  void give(SeekerId id, const NearbyFacility& place, Resource resource);
  void put(SeekerId id, const NearbyFacility& place, Resource resource);
  [[nodiscard]] std::int64_t free_places(TownId town, ServiceId service) const;
  void admit_own(WaitingList& list, std::int64_t free);
  void find_best_waiting();
  void admit_overflow(ServiceId service);

  const Scenario* scenario_;
  const Network* network_;
  std::size_t services_;
  std::span<FacilityState> facilities_;
  std::vector<Seeker> seekers_;
  std::vector<std::uint32_t> generations_;  ///< by seeker: counts changes that make old items of waiting lists stale
  std::vector<std::uint32_t> free_;
  std::vector<std::vector<FacilityId>> facilities_of_;  ///< by town
  std::vector<std::size_t> first_settlement_;           ///< by town, one more than towns: settlements stand sorted by town
  std::vector<WaitingList> lists_;                      ///< town, service
  std::vector<std::uint8_t> turned_away_;               ///< scratch of admit_own: by cell
  std::vector<WaitingItem> overflow_;
  std::vector<WaitingItem> scratch_;
  std::vector<std::vector<SeekerId>> in_beds_;  ///< by town of the bed: all who are in one, and some who are no more
  std::vector<SeekerId> admitted_;
  std::vector<std::uint32_t> towns_by_key_;
  Cube<std::int64_t, 2> way_seconds_;  ///< town, service
  Cube<std::int32_t, 2> waiting_;      ///< settlement, service
  Cube<std::int32_t, 3> seeking_;
  Cube<std::int32_t, 3> served_of_group_;
  Cube<std::int32_t, 4> served_;                            ///< town, service, group, need
  Cube<std::int32_t, 4> served_hardship_;                   ///< the same
  Cube<std::int8_t, 3> best_waiting_;                       ///< scratch of priority_violations: service, settlement, need
  Cube<std::int8_t, 2> best_of_town_;                       ///< the same: service, town
  std::vector<PerEnum<Resource, std::int32_t>> unstaffed_;  ///< scratch of bed_shortfall
};

}  // namespace eldercast
