#pragma once
/// A district walked through the months: the month loop. A worker keeps one object and runs one replicate after the other with it, so that
/// nothing is set up twice.
#include <array>
#include <span>
#include <string>
#include <vector>

#include "engine/allocate/delivery.hpp"
#include "engine/build/building_site.hpp"
#include "engine/demand/service_demand.hpp"
#include "engine/money/treasury.hpp"
#include "engine/operate/closures.hpp"
#include "engine/operate/lost_places.hpp"
#include "engine/operate/operations.hpp"
#include "engine/operate/operators.hpp"
#include "engine/outcome.hpp"
#include "engine/population/people.hpp"
#include "engine/rules/rule_set.hpp"
#include "engine/simulation/recorder.hpp"
#include "engine/simulation/view_tables.hpp"
#include "engine/staff/observed_staff.hpp"
#include "engine/staff/workforce.hpp"
#include "model/district.hpp"
#include "model/places/zones.hpp"

namespace eldercast {

class Simulation {
 public:
  /// What the next one uses again, so that the cases of a study do not ask for theirs one by one.
  struct Memory {
    People::Memory people;
    ServiceDemand::Memory demand;
    RuleRunner::Memory rules;
  };

  /// `district`, `rules` and `watchdog` outlive the object. `zones` says what is worked on side by side, and by how many threads.
  Simulation(const District& district, std::span<const RuleEntry> rules, Watchdog& watchdog, const Zones& zones, Memory memory = {});
  [[nodiscard]] Memory release() &&;

  /// Runs replicate `number` of the stream `seed` through all months. A rule that fails ends the replicate: Outcome::failure says why, and
  /// the arrays hold what was recorded until then.
  /// `delay` holds one project up, for rankings of projects; `openings` plans them otherwise, for schedules.
  [[nodiscard]] Outcome run(std::uint64_t seed, std::int32_t number, bool with_detail, Delay delay = {},
                            std::span<const PlannedOpening> openings = {});

 private:
  void start(StreamKey stream, std::int32_t number, bool with_detail, Delay delay, std::span<const PlannedOpening> openings);
  /// What stands free and staffed before the first month goes to those who wait.
  void settle();
  void month(Month month);
  template <class Work>
  void timed(MonthPhase phase, Work work);
  // The phases of a month, in order (design: month order).
  void authorise(Month month);
  void close_facilities(Month month);
  void close(FacilityId facility, Month month, FacilityEvent why);
  /// Persons who have lost a place this month, once for each service.
  [[nodiscard]] std::int32_t displaced() const;
  /// Something happened to a facility, since so many had lost a place.
  void note(FacilityId facility, FacilityEvent why, std::int32_t displaced_before);
  void change_facilities(Month month);
  void cut_beds(FacilityId facility, std::int32_t beds, Month month);
  void cut_hours(FacilityId facility, std::int32_t percent, Month month);
  void merge(FacilityId from, FacilityId into, Month month);
  void move(FacilityId facility, SettlementId to, Month month);
  void hand_over(FacilityId from, FacilityId to, Month month);
  void send_home(FacilityId facility, Month month);
  void lose_places(Month month);
  void evict_beyond(FacilityId facility, Resource resource, std::int32_t places, Month month);
  void build(Month month);
  void staff(Month month);
  void arrange(Month month);
  void live(Month month);
  void allocate(Month month);
  void pay(Month month);

  void decide(ProjectId project, Month month, std::span<const RuleRunner::RuleSupport> supports);
  void apply_staff(Month month, const RuleRunner::StaffFlows& flows);
  void convert(const BedConversion& conversion);
  void set_prices(std::span<const PriceChange> changes);
  void change_places(std::span<const CapacityChange> changes);
  void change_staff(std::span<const StaffChange> changes, PerEnum<Role, DistrictHires>& hires);
  void change_demand(Month month, std::span<const DemandChange> changes);
  [[nodiscard]] Fen of_city(Fen amount, Payer payer, Month month, TownId town = {}) const;
  void add_covers(Month month, std::span<const RuleCover> said);
  /// What rules see at this moment (api/views.hpp says which field holds as of when).
  [[nodiscard]] MonthView view(Month month);

  const District* district_;
  std::span<const RuleEntry> entries_;
  RunObserver* observer_;
  People people_;
  ServiceDemand demand_;
  BuildingSite site_;
  Workforce workforce_;
  ObservedStaff observed_staff_;
  Operations operations_;
  Operators operators_;
  Closures closures_;
  LostPlaces lost_places_;
  FacilityChanges changes_;
  Shocks shocks_;
  Delivery delivery_;
  Treasury treasury_;
  RuleRunner rules_;
  Recorder recorder_;
  std::vector<FacilityState> facilities_;
  ViewTables seen_;
  std::vector<RuleRunner::RuleSupport> supports_;              ///< of the month, by project
  std::vector<std::uint32_t> support_order_;                   ///< scratch of authorise
  std::vector<bool> held_;                                     ///< of the month: by project, somebody holds it
  std::vector<RuleCover> covers_;                              ///< of the month, from funding and medical rules
  std::vector<PerEnum<Role, StaffFlow>> staff_of_town_;        ///< scratch of apply_staff
  std::vector<PerMille> prices_;                               ///< by service, over those of the scenario
  std::vector<FacilityId> closings_;                           ///< that rules close this month
  std::vector<bool> changed_;                                  ///< by row of Scenario::changes: has been made
  std::vector<std::int32_t> hours_;                            ///< by facility: per cent of its hours that it is open
  std::vector<PerEnum<Resource, std::int32_t>> at_all_hours_;  ///< by facility: what it would have then, where it is not open at all hours
  std::vector<ServiceDemand::Fewer> fewer_;                    ///< scratch of lose_places
  std::vector<PerMille> kept_open_;                            ///< by facility: scratch of lose_places
  std::vector<CapacityChange> places_;                         ///< that rules change this month
  /// Thousandths of a person by town and role who have yet to leave and to be hired, by changes that rules said; the last row is the
  /// district's.
  std::vector<PerEnum<Role, std::array<std::int32_t, 2>>> carried_;
  HealthFactors health_;   ///< of the month, as rules say
  DemandFactors factors_;  ///< of those who seek a service, that hold now
};

}  // namespace eldercast
