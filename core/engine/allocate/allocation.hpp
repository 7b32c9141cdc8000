#pragma once
/// Who gets a place: waiting lists by hub and service, admission by priority, places held until they are given up, and the shortfall of
/// beds by cause. Pure bookkeeping on integers: no random numbers, no time other than the month passed in. The books are kept by zone.
#include <cstdint>
#include <span>
#include <vector>

#include "api/views.hpp"
#include "engine/allocate/seeker.hpp"
#include "engine/allocate/zone_allocation.hpp"
#include "model/base/cube.hpp"
#include "model/places/network.hpp"
#include "model/places/zones.hpp"
#include "model/scenario.hpp"

namespace eldercast {

class Allocation {
 public:
  /// In one zone.
  Allocation(const Scenario& scenario, const Network& network);
  /// By zone.
  using Memory = std::vector<ZoneAllocation::Memory>;

  Allocation(const Scenario& scenario, const Network& network, Zones zones, Memory memory = {});
  Allocation(const Allocation&) = delete;
  Allocation& operator=(const Allocation&) = delete;
  ~Allocation() = default;
  [[nodiscard]] Memory release() &&;

  /// Empties everything for a new replicate. `facilities` outlives the replicate; allocation writes only FacilityState::used.
  /// Room is made for as many as will wait at the start (`expected`: town, service, group; empty: for nobody) and a quarter more.
  void start(std::span<FacilityState> facilities, const Cube<std::int32_t, 3>& expected = {});
  [[nodiscard]] const Zones& zones() const { return zones_; }
  /// The books of one zone, to be used beside those of others. What its people give up in other zones counts after settle().
  [[nodiscard]] ZoneAllocation& books(std::size_t zone) { return books_[zone]; }
  [[nodiscard]] const ZoneAllocation& books(std::size_t zone) const { return books_[zone]; }
  /// Places held in other zones and given up are free from now on.
  void settle();

  // Of one person, in whichever zone: for those who keep no books of their own by zone.

  /// Adds a person who waits from `month` on; `tie` is a keyed hash of (resident, service), without the month, of which the low 40 bits
  /// count. Amortised without allocation once the vectors have grown to their size.
  SeekerId add(const SeekerFacts& facts, std::uint64_t tie, Month month);
  /// Seats a person at the start, whatever the staff; the facility must have a free place of `resource`.
  void seat(SeekerId seeker, FacilityId facility, Resource resource);
  /// The person no longer seeks (death, departure, change of need, leaving a bed).
  void remove(SeekerId seeker);
  /// Need, group or settlement changed. A place is kept while it still fits: the resource suits the need and the town is the same;
  /// otherwise it is given up and the person waits from this month. Waiting time is kept by those who wait. Returns the seeker's id from
  /// now on: another one in another zone.
  SeekerId change(SeekerId seeker, Need need, PriorityGroup group, SettlementId settlement, Month month);
  /// `from` becomes part of `to`: everybody in its beds is at `to` from this moment on. Nobody holds a place of another kind there.
  void transfer(FacilityId from, FacilityId to);
  /// The facility stands in another town than before, and its state says so: those in its beds are there.
  void moved(FacilityId facility, TownId before);

  /// Admission of the month: own hubs first, then one overflow pass over all waiting lists. In a list: priority rank, then waiting time,
  /// then the hash. Each person takes the first acceptable resource, at the nearest facility that has a free staffed place of it.
  void admit();
  /// Those admitted by the last admit(), or by an OptimalAdmission.
  [[nodiscard]] std::vector<SeekerId> admitted() const;

  [[nodiscard]] const Seeker& seeker(SeekerId id) const { return books_[id.zone].seeker(id.number); }
  /// The way to their places of all who are served a service now, seconds one way, by the town in which they live: each person's as it was
  /// when the place was given.
  [[nodiscard]] std::int64_t way_seconds(TownId town, ServiceId service) const { return tables_.way_seconds(town, service); }
  /// Persons by town, service and group.
  [[nodiscard]] std::int32_t seeking(TownId town, ServiceId service, PriorityGroup group) const {
    return tables_.seeking(town, service, group);
  }
  [[nodiscard]] std::int32_t served(TownId town, ServiceId service, PriorityGroup group) const {
    return tables_.served_of_group(town, service, group);
  }
  [[nodiscard]] std::int32_t served(TownId town, ServiceId service, PriorityGroup group, Need need) const {
    return tables_.served(town, service, group, need);
  }
  /// Of them, persons in special hardship: somebody else pays for them.
  [[nodiscard]] std::int32_t served_in_hardship(TownId town, ServiceId service, PriorityGroup group, Need need) const {
    return tables_.served_in_hardship(town, service, group, need);
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

  /// Somebody in the waiting list of a town.
  struct OfTown {
    TownId town;
    WaitingItem item;
  };

  /// What people of a settlement with a need find in their reach.
  enum class Reach : std::uint8_t { unknown, nothing, something };

  [[nodiscard]] ZoneAllocation& books_of(TownId town) { return books_[zones_.of(town)]; }
  [[nodiscard]] const ZoneAllocation& books_of(TownId town) const { return books_[zones_.of(town)]; }
  void note_in_town(FacilityId facility, TownId before, TownId now);
  [[nodiscard]] bool passed_over(const Seeker& seeker, std::int32_t own_rank) const;
  [[nodiscard]] std::int32_t violations_in(const Zone& zone);
  void find_best_waiting(const Zone& zone);
  void admit_overflow(ServiceId service);
  [[nodiscard]] bool overflows(SettlementId settlement, Need need, ServiceId service) const;

  const Scenario* scenario_;
  const Network* network_;
  Zones zones_;
  AllocationTables tables_;
  std::vector<ZoneAllocation> books_;  ///< by zone
  std::vector<OfTown> overflow_;
  std::vector<std::uint32_t> towns_by_key_;
  Cube<std::int8_t, 3> best_waiting_;                       ///< scratch of priority_violations: settlement, service, need
  Cube<std::int8_t, 2> best_of_town_;                       ///< the same: town, service
  std::vector<std::int32_t> violations_;                    ///< the same: by zone
  Cube<Reach, 2> reach_;                                    ///< scratch of admit_overflow and bed_shortfall: settlement, need
  std::vector<PerEnum<Resource, std::int32_t>> unstaffed_;  ///< scratch of bed_shortfall
};

}  // namespace eldercast
