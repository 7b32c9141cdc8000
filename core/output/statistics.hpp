#pragma once
/// Plain statistics over replicates.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace eldercast {

/// A figure that is not known.
inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// The value below which `share` (0 to 1) of the values lie, by linear interpolation between order statistics: position
/// share x (n - 1) in the sorted values (type 7 of Hyndman and Fan 1996, the default of R and NumPy). `sorted` ascends; NaN if empty.
[[nodiscard]] inline double percentile(std::span<const double> sorted, double share) {
  if (sorted.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double position = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(position));
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/// Arithmetic mean; NaN if empty.
[[nodiscard]] inline double mean(std::span<const double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// Sample variance (n - 1); NaN below two values.
[[nodiscard]] inline double variance(std::span<const double> values) {
  if (values.size() < 2) return std::numeric_limits<double>::quiet_NaN();
  const double centre = mean(values);
  double sum = 0;
  for (const double value : values) sum += (value - centre) * (value - centre);
  return sum / static_cast<double>(values.size() - 1);
}

/// The 90% interval of a probability of which `count` trials gave the share `share`: score interval of Wilson 1927 with z = 1.645. Within
/// 0 to 1, and never a point: no trial out of twenty does not mean never. NaN without trials.
struct ShareInterval {
  double low = 0;
  double high = 0;
};
[[nodiscard]] inline ShareInterval share_interval(double share, int count) {
  constexpr double kZ = 1.6448536269514722;
  const double n = count;
  const double middle = (share + kZ * kZ / (2 * n)) / (1 + kZ * kZ / n);
  const double half = kZ / (1 + kZ * kZ / n) * std::sqrt(share * (1 - share) / n + kZ * kZ / (4 * n * n));
  return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

/// A quantity over replicates: its mean, its median and the 90% interval (5th to 95th percentile: what may happen, not the uncertainty of
/// the mean). Means of parts add up to the mean of their sum; medians and percentiles do not.
struct Estimate {
  double mean = std::numeric_limits<double>::quiet_NaN();
  double median = std::numeric_limits<double>::quiet_NaN();
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
};

/// The estimate of one value a replicate, in any order. All NaN if empty.
[[nodiscard]] inline Estimate estimate(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {mean(values), percentile(values, 0.5), percentile(values, 0.05), percentile(values, 0.95)};
}

}  // namespace eldercast
