#pragma once
/// Writes the state of every month into the outcome's arrays.
#include <span>

#include "engine/build/building_site.hpp"
#include "engine/demand/service_demand.hpp"
#include "engine/money/treasury.hpp"
#include "engine/outcome.hpp"
#include "engine/population/people.hpp"
#include "engine/simulation/target_meter.hpp"
#include "engine/staff/workforce.hpp"
#include "model/district.hpp"

namespace eldercast {

/// What happened to facilities in a month.
struct FacilityChanges {
  PerEnum<FacilityFlow, std::int32_t> flows;
  std::vector<std::int32_t> displaced;  ///< by service: persons whose place went with a facility that closed
  /// What happened to one facility, and how many lost a place of a service by it.
  struct Event {
    FacilityId facility;
    FacilityEvent event = FacilityEvent::closed;
    std::int32_t displaced = 0;
  };
  std::vector<Event> events;
};

/// The parts of a replicate that are looked at when a month ends.
struct EndOfMonth {
  const People& people;
  ServiceDemand& demand;
  const Delivery& delivery;
  const Workforce& workforce;
  const Treasury& treasury;
  const BuildingSite& site;
  const FacilityChanges& changes;
  std::span<const FacilityState> facilities;
};

class Recorder {
 public:
  explicit Recorder(const District& district);

  /// Fresh arrays, all zero; Detail only on demand.
  void start(bool with_detail);
  /// A value of a figure of a rule's own, by its position among all of them; before record() of the month.
  void add_figure(Month month, std::size_t figure, TownId town, std::int64_t value);
  /// The state at the end of `month`.
  void record(Month month, const EndOfMonth& end);
  /// Moves the arrays, the money and the projects into the outcome.
  void finish(Outcome& outcome, Treasury& treasury, const BuildingSite& site);

 private:
  void record_people(Month month, const People& people);
  void record_coverage(Month month, const EndOfMonth& end, const Undelivered& undelivered);
  void record_reach(Month month, std::size_t settlement, const People& people, std::span<const FacilityState> facilities);
  [[nodiscard]] std::int32_t travel_minutes(const Allocation& allocation, ServiceId service) const;
  void record_demand(Month month, const ServiceDemand& demand, const Undelivered& undelivered);
  void record_hub_occupancy(int year, std::span<const FacilityState> facilities);
  void record_beds(Month month, ServiceDemand& demand, std::span<const FacilityState> facilities);
  void record_staff(Month month, const Workforce& workforce, std::span<const FacilityState> facilities);
  void record_volumes(Month month, const ServiceDemand& demand, const Delivery& delivery);
  void record_fund(Month month, const Treasury& treasury);
  void record_changes(Month month, const FacilityChanges& changes);
  void record_waiting(Month month, const Treasury& treasury, const BuildingSite& site);
  void record_progress(Month month, const EndOfMonth& end, const Undelivered& undelivered);
  void record_paper(Month month, std::span<const FacilityState> facilities);
  void record_end(const ServiceDemand& demand, const Treasury& treasury, std::span<const FacilityState> facilities);
  [[nodiscard]] bool is_last(Month month) const { return month.value == district_->scenario().months() - 1; }
  void record_detail(Month month, const EndOfMonth& end);
  [[nodiscard]] bool year_ends(Month month) const;

  const District* district_;
  ServiceId basic_;
  bool with_detail_ = false;
  Headline headline_;
  Detail detail_;
  std::vector<std::uint8_t> own_;          ///< by settlement: a station or point stands in it
  std::vector<std::uint8_t> with_centre_;  ///< or a centre
  std::vector<std::uint8_t> in_reach_;     ///< by settlement: basic services in reach
  Cube<std::int32_t, 2> shortfall_;        ///< town, cause
  TargetMeter meter_;
  LotteryFundState fund_before_;
  std::vector<Fen> town_paid_;  ///< by town, since the start
};

/// An outcome's arrays in their shapes, all zero.
[[nodiscard]] Headline empty_headline(const Scenario& scenario);
[[nodiscard]] Detail empty_detail(const Scenario& scenario);

}  // namespace eldercast
