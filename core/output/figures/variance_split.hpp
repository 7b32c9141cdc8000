#pragma once
/// How much of a spread over replicates is of uncertain parameters.
#include <cstddef>
#include <vector>

namespace eldercast {

/// How much of the spread of one figure comes from parameters and how much from chance: one-way random-effects analysis of variance over
/// points (Searle, Casella and McCulloch 1992, chapter 3). With MSB and MSW the mean squares between and within points and n replicates a
/// point: chance = MSW, parameters = max(0, (MSB - MSW) / n).
struct VarianceSplit {
  double chance = 0;      ///< variance of one replicate at fixed parameters
  double parameters = 0;  ///< variance of the mean over replicates
  double share = 0;       ///< parameters / (parameters + chance); NaN without any spread
  std::size_t points = 0;
};
/// `values` point by point, `replicates` each; a point with a missing value (NaN) is left out.
[[nodiscard]] VarianceSplit split_variance(const std::vector<double>& values, std::size_t replicates);

}  // namespace eldercast
