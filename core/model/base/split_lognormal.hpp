#pragma once
/// Durations and ratios that are known by a median and a range.
#include <cstdint>
#include <vector>

#include "model/scenario.hpp"

namespace eldercast {

/// Quantile of the standard normal distribution, 0 < p < 1, by bisection of erfc: slow and exact to a rounding, for set-up and reports.
[[nodiscard]] double normal_quantile(double p);

/// The split log-normal distribution: logarithms below and above the median follow half-normal distributions whose scales put the tenth
/// percentile at `low` and the ninetieth at `high`. Sampled at 4,096 equally likely points, prepared once.
class SplitLognormal {
 public:
  SplitLognormal();
  /// The value for a uniform 32-bit number. `low` equal to the median (or `high`) makes that side the median itself.
  [[nodiscard]] double at(const Spread& spread, std::uint32_t u) const;
  /// The value at a standard normal deviate.
  [[nodiscard]] static double at_deviate(const Spread& spread, double deviate);
  /// The standard normal deviate for a uniform 32-bit number: the inverse of the distribution function (erfc, bisected) at the middle of
  /// one of 4,096 equally likely steps, -3.67 to 3.67.
  [[nodiscard]] double normal(std::uint32_t u) const;

 private:
  std::vector<double> normal_quantiles_;
};

}  // namespace eldercast
