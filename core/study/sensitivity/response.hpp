#pragma once
/// The scalar output of a study, as one number a point and replicate, and the arithmetic over replicates that all estimators share;
/// resampling with replacement (Efron 1979) and percentile intervals.
///
/// What is estimated. A simulated output is Y = f(x, noise). Indices are those of the conditional mean g(x) = E[Y | x], so that they speak
/// of the parameters and of nothing else; the noise variance E[Var(Y | x)] is reported beside them and never mixed in. Replicate r shares
/// its random numbers over all points, so numbers of one replicate may be dependent across points, and numbers of different replicates are
/// not.
///
/// How the noise of few replicates is kept out. A mean over replicates still carries noise, and its square carries the noise's variance.
/// The product of two different replicates does not: E[X_r Z_s] = E[X] E[Z] for r != s. Every product and every square is therefore
/// averaged over pairs of different replicates (pair_product). For the square of a difference this is the square of its mean less the
/// estimated variance of that mean. One replicate has no pair: then products carry the noise, and `noise_known = false` says so.
///
/// Failures. NaN (as any number that is not finite) marks a replicate that failed. A term uses the replicates that are there at all of its
/// points, needs two of them (replicates_needed), and is left out and counted otherwise.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "study/design/design.hpp"

namespace eldercast {

/// One scalar output over the points of a design, in the output's unit.
struct Response {
  std::size_t replicates = 0;
  std::vector<double> values;  ///< [point][replicate], points in the order of the design's; NaN: failed

  /// The replicates of one point.
  [[nodiscard]] std::span<const double> at(std::size_t point) const { return std::span(values).subspan(point * replicates, replicates); }
};

/// Replicates that a term needs: two, or one of a response that has but one.
[[nodiscard]] inline std::size_t replicates_needed(const Response& response) { return response.replicates < 2 ? 1 : 2; }

/// Number of blocks in `points`. Aborts unless every block is whole and in order (steps 0 to block_points - 1, as make_block gives them;
/// points that were not run have NaN) and the response has `replicates` values, at least one, for each point.
[[nodiscard]] std::size_t whole_blocks(std::span<const DesignPoint> points, const Response& response, std::size_t block_points);

/// Estimate of E[X] E[Z] from values of the same replicates: the average of x_r z_s over all r != s, unbiased whatever the dependence
/// inside a replicate. Of one replicate the plain product; NaN of none. Spans of equal length without NaN.
[[nodiscard]] double pair_product(std::span<const double> x, std::span<const double> z);

/// A rectangular table of numbers, one row a term and one column a replicate; NaN: missing.
struct ReplicateTable {
  std::size_t replicates = 0;
  std::vector<double> cells;

  [[nodiscard]] std::size_t rows() const { return replicates == 0 ? 0 : cells.size() / replicates; }
  [[nodiscard]] std::span<const double> row(std::size_t at) const { return std::span(cells).subspan(at * replicates, replicates); }
  /// The numbers of a row that are there, in order of replicates.
  [[nodiscard]] std::vector<double> present(std::size_t at) const;
};

/// The mean of every column over the rows where it is there; 0 of an empty column. A covariance over rows between two replicates needs each
/// replicate's own mean: the mean over all would bring back the noise that the replicates of one number stream share over all rows.
[[nodiscard]] std::vector<double> column_means(const ReplicateTable& table);

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
