#pragma once
/// Life events as integer tables: deaths, changes of need, moves and departures are competing risks; a month's probability of any event is
/// 1 - exp(-sum of hazards / 12), and its cause is drawn in proportion to the hazards.
#include <array>
#include <cstdint>
#include <vector>

#include "model/people/cohorts.hpp"
#include "model/people/life_rates.hpp"
#include "model/people/resident.hpp"

namespace eldercast {

/// What a life event is. The two changes lead to other_need(need, 0) and other_need(need, 1).
enum class LifeEvent : std::uint8_t { death, first_change, second_change, move, departure };

/// Hazards per year of one class, cohort group and age, in the order of LifeEvent.
using Hazards = std::array<double, 5>;

/// Competing risks of a resident.
[[nodiscard]] Hazards life_hazards(const LifeRates& rates, double net_move, TownKind kind, Need need, Sex sex, int age);

/// How many times the normal the hazards are in a month: the products of the dated shocks that hold. `worsening` is of changes to a higher
/// need; moves within the district and changes to a lower need are not shaken.
struct HazardFactors {
  double deaths = 1;
  double worsening = 1;
  double arrivals = 1;
  double departures = 1;

  friend bool operator==(const HazardFactors&, const HazardFactors&) = default;
};
[[nodiscard]] HazardFactors hazard_factors(const Scenario& scenario, YearMonth month);

/// The hazards of a month in which shocks hold.
[[nodiscard]] Hazards shaken(Hazards hazards, Need need, const HazardFactors& factors);

/// Mean of HazardFactors::arrivals over the run. No larger than PopulationParameters::arrival_headroom: more candidates there are not.
[[nodiscard]] double mean_arrivals(const Scenario& scenario);

/// Probabilities scaled to 2^32 and rounded; 1 becomes the largest 32-bit number.
[[nodiscard]] std::uint32_t to_threshold(double probability);

/// Set-up of the event tables of a run; thread-safe to read. Hazards are constant within a month, so that a shock on a month is exact: the
/// hazards of the month are multiplied before they are added up, and the causes of its events have shares of their own.
class EventTables {
 public:
  EventTables(const Scenario& scenario, const LifeRates& rates, const Cohorts& cohorts);

  [[nodiscard]] int months() const { return months_; }

  /// Probability of an event by the end of `month`, for somebody of this class born in `birth`, present from the start.
  [[nodiscard]] std::uint32_t passed_by(std::size_t resident_class, YearMonth birth, int month) const {
    const auto position = static_cast<std::size_t>(birth - oldest_);
    return cumulative_[(static_cast<std::size_t>(month) * kClasses + resident_class) * births_ + position];
  }

  /// Month of the first event at or after `from` for the uniform number `u`, or months() if it lies beyond the run. Conditioning on no
  /// event before `from` rescales u into the rest of the cumulative curve.
  [[nodiscard]] int event_month(std::size_t resident_class, YearMonth birth, int from, std::uint32_t u) const;

  /// Probability of an event in `month` for somebody to whom none has happened before, scaled to 2^32.
  [[nodiscard]] std::uint32_t chance(std::size_t resident_class, YearMonth birth, int month) const;
  /// Shares of the causes of an event in `month`, in the order of LifeEvent, added up and scaled to 2^32; departures take the rest.
  [[nodiscard]] const std::array<std::uint32_t, 4>& causes(std::size_t resident_class, YearMonth birth, int month) const;
  /// No chance of a month is higher.
  [[nodiscard]] std::uint32_t highest_chance(int month) const;

  /// The cause of an event in month `month` for the uniform number `u`.
  [[nodiscard]] LifeEvent cause(std::size_t resident_class, YearMonth birth, int month, std::uint32_t u) const;

  /// Month in which an arrival candidate comes, or months() for those who do not: without shocks uniform over the run, 1 / headroom in all;
  /// a shock on arrivals changes the probability of its months.
  [[nodiscard]] int arrival_month(std::uint32_t u) const;
  /// Candidates with u at or above this never come.
  [[nodiscard]] std::uint32_t arrival_threshold() const { return arrival_.back(); }

 private:
  void compile_arrivals(const Scenario& scenario);
  [[nodiscard]] std::size_t cause_row(std::size_t regime, std::size_t resident_class, std::size_t cohort_group, int age) const;

  YearMonth start_;
  YearMonth oldest_;
  int months_ = 0;
  std::size_t births_ = 0;
  std::vector<std::uint32_t> cumulative_;  ///< month, class, birth: a month of the run reads its own part and that of the last month
  std::vector<HazardFactors> regimes_;     ///< the different states of the hazards, as far as they concern residents
  std::vector<std::uint16_t> regime_of_month_;
  std::vector<std::array<std::uint32_t, 4>> causes_;  ///< cumulative shares; the last cause takes the rest
  std::vector<std::uint8_t> group_of_birth_;
  std::vector<std::uint32_t> arrival_;
};

}  // namespace eldercast
