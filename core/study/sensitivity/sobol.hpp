#pragma once
/// Sobol' indices of variance (Sobol' 1993) from a `saltelli` design.
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "study/design/design.hpp"
#include "study/sensitivity/response.hpp"

namespace eldercast {

/// The shares of one axis in the variance of g. Estimates are not clipped: near zero they may come out slightly negative, and that is how
/// their uncertainty shows.
struct SobolRow {
  int axis = 0;
  double first = std::numeric_limits<double>::quiet_NaN();  ///< share of the axis alone
  double total = std::numeric_limits<double>::quiet_NaN();  ///< share of the axis with all its interactions
  Interval first_interval;                                  ///< 90%, bootstrap over base points
  Interval total_interval;
  std::size_t base_points = 0;  ///< base points of which A, B and AB of the axis share enough replicates
  std::size_t left_out = 0;
};

struct SobolIndices {
  std::vector<SobolRow> rows;                                        ///< one an axis, in the order of axes
  double mean = std::numeric_limits<double>::quiet_NaN();            ///< of g, in the output's unit
  double variance = std::numeric_limits<double>::quiet_NaN();        ///< of g, in the output's unit squared; not clipped either
  double noise_variance = std::numeric_limits<double>::quiet_NaN();  ///< E[Var(Y | x)], of one replicate
  double noise_share = std::numeric_limits<double>::quiet_NaN();     ///< noise_variance / (variance + noise_variance)
  bool noise_known = false;     ///< false for one replicate: the noise variance is NaN, and the indices are those of Y in that replicate
  std::size_t base_points = 0;  ///< base points of which A and B share enough replicates: mean and variances come from these
  std::size_t left_out = 0;
};

/// The indices from whole blocks of a `saltelli` design of `axes` axes. With y_A the replicates at A, z those less the mean of their own
/// replicate over all A and B, and <.> the average over base points of products of different replicates (pair_product):
/// - variance of g: the mean of <z_A z_A> and <z_B z_B>, with n / (n - 1) for n points; this is the covariance over points between two
///   replicates, so that noise shared by all points cancels as well.
/// - first order: <z_B (y_AB - y_A)> / variance (Saltelli et al. 2010, table 2, row b). Centring leaves its expectation and shrinks its
/// error.
/// - total: <(y_A - y_AB)^2> / 2 / variance (Jansen 1999). The square over pairs of replicates is the square of the mean difference less
/// the
///   variance of that mean.
/// - the variance that divides is taken over the base points of the axis, the reported one over all of them.
/// - noise variance: the mean over A and B of the sample variance over replicates.
/// The bootstrap takes base points as independent draws. Points of a Sobol sequence are spread better than that, so its intervals are
/// rather too wide. It keeps the means of replicates. A resample without a positive variance has no indices; where the noise is so large
/// that this is common, intervals are NaN. Without a positive variance the indices are NaN. Aborts on points that are not whole blocks of
/// such a design.
[[nodiscard]] SobolIndices sobol_indices(std::size_t axes, std::span<const DesignPoint> points, const Response& response,
                                         const BootstrapSettings& settings = {});

}  // namespace eldercast
