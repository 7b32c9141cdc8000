#pragma once
/// Measures the plan's targets in every month (model/targets.hpp says what the numbers mean).
#include <span>
#include <vector>

#include "api/views.hpp"
#include "engine/demand/service_demand.hpp"
#include "engine/money/treasury.hpp"
#include "engine/outcome.hpp"
#include "engine/population/people.hpp"
#include "engine/staff/workforce.hpp"
#include "model/district.hpp"
#include "model/targets.hpp"

namespace eldercast {

/// What there is to measure at the end of a month. `own` and `with_centre` are by settlement: an open station or point stands in it; or a
/// centre does.
struct MonthEnd {
  Month month;
  const People& people;
  ServiceDemand& demand;
  const Undelivered& undelivered;
  const Workforce& workforce;
  const Treasury& treasury;
  std::span<const FacilityState> facilities;
  std::span<const std::uint8_t> own;
  std::span<const std::uint8_t> with_centre;
};

class TargetMeter {
 public:
  explicit TargetMeter(const District& district);

  /// Writes Headline::targets of the month, and Headline::town_targets of `year` unless it is negative.
  void measure(const MonthEnd& end, int year, Headline& headline);

 private:
  void count(Target target, TownId town, bool holds, std::int64_t weight = 1);
  void measure_facilities(const MonthEnd& end);
  void measure_facility(const MonthEnd& end, FacilityId id);
  void measure_settlements(const MonthEnd& end);
  void measure_demand(const MonthEnd& end);
  void measure_staff(const MonthEnd& end);
  void measure_own(Month month, int year, Headline& headline) const;
  [[nodiscard]] bool has_room(SettlementId settlement, std::span<const FacilityState> facilities) const;
  [[nodiscard]] bool in_circle(SettlementId settlement, std::span<const FacilityState> facilities) const;

  /// A target of a rule's own, by the figure that it judges: its position among the figures of all rules.
  struct Own {
    std::size_t figure = 0;
    bool of_year = false;  ///< a sum over the calendar year; else what it is now
  };

  const District* district_;
  std::vector<Own> own_;
  ServiceId basic_;
  ServiceId home_bed_;
  Cube<std::int64_t, 2> population_;  ///< month, town: residents of all ages
  Cube<std::int64_t, 2> part_;        ///< target, town
  Cube<std::int64_t, 2> whole_;       ///< target, town; 0: nothing to measure
};

/// How many targets of their own the rules of a scenario have.
[[nodiscard]] std::size_t own_targets_of(const Scenario& scenario);

/// Id of the service that O3 counts.
inline constexpr std::string_view kHomeBedService = "home_care_bed";

}  // namespace eldercast
