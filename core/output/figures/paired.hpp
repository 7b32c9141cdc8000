#pragma once
/// The difference of one number between two runs. Runs with one seed share their random numbers replicate by replicate (common random
/// numbers, Law 2015, section 11.2), so that differences are taken within replicates before anything is averaged.
#include <cstdint>
#include <span>
#include <vector>

namespace eldercast {

/// B less A. `low` and `high` are the 5th and 95th percentile over replicates (what may happen), `mean_low` and `mean_high` the 90%
/// confidence interval of the mean (what is known of it).
struct Difference {
  double a = 0;     ///< mean of A
  double b = 0;     ///< mean of B
  double mean = 0;  ///< b - a over the same replicates
  double low = 0;
  double high = 0;
  double mean_low = 0;
  double mean_high = 0;
  double sign_share = 0;  ///< share of replicates whose difference has the sign of the mean; of runs that are not paired NaN
  double narrowing = 0;   ///< standard error without pairing / with it; NaN if there is no error with it, or no pairing
  bool zero = false;      ///< not a single replicate differs
  int replicates = 0;     ///< pairs (or the smaller sample) with a number on both sides
};

/// What the replicates say of the direction of a change. `certain`: the interval of the mean excludes 0, and so does that of the replicates
/// (at most one in twenty goes the other way; those that do not change may lie on 0). `on_average`: the interval of the mean alone does, so
/// that what one district sees may go either way. `unsure`: not even that. `unknown`: a single pair, of which there is no interval.
enum class Direction : std::uint8_t { none, unknown, unsure, on_average, certain };
[[nodiscard]] Direction direction_of(const Difference& difference);
/// Whether the direction of the mean is known, as far as the replicates tell: certain, on average, or of a single pair.
[[nodiscard]] bool is_told(const Difference& difference);

/// How probable it is that chance alone makes `gained` and `lost` at least so unlike, if both were equally likely: exact two-sided sign
/// test (McNemar 1947); 1 without any.
[[nodiscard]] double flip_probability(int gained, int lost);
/// A chance of a target is said to change where flip_probability() is at most this.
inline constexpr double kFlipsByChance = 0.05;

/// Paired: a[i] and b[i] come from the same replicate; pairs with a NaN are left out. Interval of the mean by Student's t over the
/// differences; a single pair has none (NaN). All NaN without a pair.
[[nodiscard]] Difference paired_difference(std::span<const double> a, std::span<const double> b);

/// Not paired (other seeds): differences of means, interval by Welch 1947; percentiles are those of all differences b[j] - a[i].
[[nodiscard]] Difference unpaired_difference(std::span<const double> a, std::span<const double> b);

/// A ratio of means over pairs, mean(numerator) / mean(denominator), with a 90% interval by the percentile bootstrap over pairs (Efron and
/// Tibshirani 1993, chapter 13; 2,000 resamples with fixed random numbers). `known` is false, and all else NaN, unless the mean of the
/// denominator is positive and its sign certain: fewer than one resample in twenty has another sign.
struct PairedRatio {
  bool known = false;
  double ratio = 0;
  double low = 0;
  double high = 0;
};
[[nodiscard]] PairedRatio paired_ratio(std::span<const double> numerator, std::span<const double> denominator);

}  // namespace eldercast
