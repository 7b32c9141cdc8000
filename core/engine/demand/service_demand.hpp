#pragma once
/// Demand of one replicate: who is eligible, wants and seeks each service, kept up to date from residents' changes, and who of them has a
/// place.
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/allocate/allocation.hpp"
#include "engine/allocate/optimal_admission.hpp"
#include "engine/demand/demand_factors.hpp"
#include "engine/demand/demand_tables.hpp"
#include "engine/demand/zone_demand.hpp"
#include "engine/population/people.hpp"
#include "engine/shock/shocks.hpp"
#include "model/district.hpp"
#include "model/places/zones.hpp"

namespace eldercast {

class ServiceDemand final : public StandingListener {
 public:
  /// In one zone.
  explicit ServiceDemand(const District& district) : ServiceDemand(district, Zones(district.scenario())) {}
  /// What the next one uses again.
  struct Memory {
    Allocation::Memory allocation;
    DemandTables::Memory tables;
    std::vector<ZoneDemand::Memory> zones;
  };

  /// `zones` as the People have them.
  ServiceDemand(const District& district, Zones zones, Memory memory = {});
  [[nodiscard]] Memory release() &&;

  /// Everybody's demand at the start: counts, seekers, and the residents of institutions in their beds. `facilities` as for
  /// Allocation::start.
  void start(StreamKey stream, const People& people, std::span<FacilityState> facilities);
  void changed(std::size_t zone, std::span<const StandingChange> changes, Month month) override;
  void moved(std::span<const StandingChange> changes, Month month) override;
  /// Before the month's life events: those who left a bed last month seek again.
  void come_back(Month month);
  /// Those whose stay in a bed ends this month go home; they do not seek until the next month.
  void leave_beds(Month month);
  /// The month's admission; the length of each new stay in a bed is drawn.
  std::size_t admit(Month month);
  /// From now on so many thousandths of those who seek a service by the scenario's shares seek it, never more than want it (kNormal: as in
  /// the scenario). Residents whose persistent number lies between the old share and the new one begin or cease to seek; nobody else is
  /// touched. Costs a pass over the residents for every four services of which one changes.
  void rescale(const DemandFactors& factors, Month month);
  /// A care home becomes part of a centre, or a facility of another: whoever lies in its beds is there from now on.
  void transfer(FacilityId from, FacilityId to) { allocation_.transfer(from, to); }
  /// As Allocation::moved.
  void moved(FacilityId facility, TownId before) { allocation_.moved(facility, before); }

  /// A facility closes: whoever holds a place there waits from this month on, in the order of priority. Adds them to `displaced` by
  /// service.
  void evict(FacilityId facility, Month month, std::span<std::int32_t> displaced);
  /// A facility has fewer places of a resource than people hold: those of the last priority group lose theirs first, among them those whose
  /// tie comes last, until no more than `places` are used.
  void evict_beyond(FacilityId facility, Resource resource, std::int32_t places, Month month, std::span<std::int32_t> displaced);
  /// Places of a facility that are fewer than people hold.
  struct Fewer {
    FacilityId facility;
    Resource resource = Resource::other_bed;
    std::int32_t places = 0;
    std::int32_t evicted = 0;  ///< set: persons who lost theirs
  };
  /// The same of several, in the order of facility and resource, with one look at everybody.
  void evict_beyond(std::span<Fewer> fewer, Month month, std::span<std::int32_t> displaced);

  [[nodiscard]] const Allocation& allocation() const { return allocation_; }
  void bed_shortfall(Cube<std::int32_t, 2>& by_town_and_cause) { allocation_.bed_shortfall(by_town_and_cause); }
  [[nodiscard]] std::int32_t priority_violations() { return allocation_.priority_violations(); }

  /// Persons by town, service and group.
  [[nodiscard]] std::int32_t eligible(TownId town, ServiceId service, PriorityGroup group) const;
  [[nodiscard]] std::int32_t wanting(TownId town, ServiceId service, PriorityGroup group) const {
    return tables_.wanting(town, service, group);
  }
  /// Persons who began to seek a service this month (not those who came back).
  [[nodiscard]] std::int32_t new_seekers(ServiceId service) const;
  /// Distinct persons who hold a place of at least one service, and of one that is more than a place on a family doctor's list.
  [[nodiscard]] std::int32_t persons_served() const;
  [[nodiscard]] std::int32_t persons_cared() const;
  /// Of them, those to whom nothing is given this month. Costs a pass over the books where anything has stopped. Holds until the next call.
  [[nodiscard]] const Undelivered& undelivered(const Delivery& delivery);

 private:
  [[nodiscard]] Cube<std::int32_t, 3> expected_seekers() const;
  void note_rescaled(ServiceId service, const ClassThresholds& before, const ClassThresholds& after);
  void rescale_draw(std::size_t draw, Month month);
  /// Where somebody lives now.
  [[nodiscard]] ZoneDemand& zone_of(const Standing& standing);

  const District* district_;
  Allocation allocation_;
  DemandTables tables_;
  std::vector<ZoneDemand> zones_;
  std::unique_ptr<OptimalAdmission> optimal_;  ///< null where admission is by priority
  DemandFactors factors_;                      ///< that hold
  Undelivered undelivered_;
  Cube<std::int32_t, 3> expected_;  ///< seekers at the start: town, service, group
};

}  // namespace eldercast
