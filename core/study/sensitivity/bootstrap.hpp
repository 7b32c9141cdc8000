#pragma once
/// Resampling with replacement (Efron 1979) and percentile intervals.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace eldercast {

/// Ends of an interval; NaN where none can be given.
struct Interval {
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
};

/// All intervals of this folder hold 90%: from this share to one less this share.
inline constexpr double kIntervalTail = 0.05;

struct BootstrapSettings {
  std::uint64_t seed = 1;
  int resamples = 1000;
};

/// How often each of `units` units (fewer than 2^32) is drawn in a resample of as many; the sum is `units`. The same seed, resample and
/// number of units give the same counts, so that all outputs of a study are resampled alike. Doubles, as they serve as weights.
[[nodiscard]] std::vector<double> resample_counts(std::uint64_t seed, int resample, std::size_t units);

/// From the 5th to the 95th percentile (type 7 of Hyndman and Fan 1996) of the values of a statistic, one a resample. Resamples in which it
/// is not defined (NaN) are left out; if those are half of them or more, both ends are NaN.
[[nodiscard]] Interval percentile_interval(std::vector<double> values);

}  // namespace eldercast
