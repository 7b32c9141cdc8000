#pragma once
/// Cohorts between the two censuses: how many people of each sex and birth month live in the district at the start, and how many of them
/// arrive or depart on balance.
#include <tuple>
#include <vector>

#include "model/people/life_rates.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// Oldest single year of age that the base population holds at the second census.
inline constexpr int kOldestCohortAge = 100;

/// Expected people by sex and birth month, in real numbers. Index 0 is the oldest birth month.
class Cohorts {
 public:
  Cohorts(const Scenario& scenario, const LifeRates& rates);

  [[nodiscard]] YearMonth oldest_birth() const { return oldest_; }
  /// One past the youngest birth month: those born before it turn 60 within the run.
  [[nodiscard]] YearMonth end_birth() const { return end_; }
  [[nodiscard]] int births() const { return end_ - oldest_; }

  /// People alive when the run starts (the end of the month before its first month).
  [[nodiscard]] double at_start(Sex sex, YearMonth birth) const { return start_[sex][position(birth)]; }
  /// Net moves per person-year of the cohort: the logarithm of the second census over the first one survived, over the years between,
  /// unless the scenario states the moves; one value for each sex and five-year group, positive for arrivals. It holds all through the run.
  [[nodiscard]] double net_move(Sex sex, YearMonth birth) const { return net_[sex][group(birth)]; }
  /// Five-year group at the second census, 0 = 50 to 54, the last one open.
  [[nodiscard]] std::size_t group(YearMonth birth) const;
  static constexpr std::size_t kGroups = std::tuple_size_v<NetMoves>;

  /// First census survived to the second without moves, over the second census: people aged 60 and over at the second.
  [[nodiscard]] double closed_ratio() const { return closed_ratio_; }

 private:
  [[nodiscard]] std::size_t position(YearMonth birth) const { return static_cast<std::size_t>(birth - oldest_); }

  YearMonth census_;  ///< second census
  YearMonth oldest_;
  YearMonth end_;
  PerEnum<Sex, std::vector<double>> start_;
  PerEnum<Sex, NetMoves> net_;
  double closed_ratio_ = 0;
};

/// Age in whole years of someone born in `birth` at the end of `month`: a birthday in that month counts as passed.
[[nodiscard]] constexpr int age_at_end_of(YearMonth month, YearMonth birth) { return (month - birth) / 12; }

}  // namespace eldercast
