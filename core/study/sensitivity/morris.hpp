#pragma once
/// Screening by elementary effects (Morris 1991; mu_star: Campolongo, Cariboni and Saltelli 2007).
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "study/design/design.hpp"
#include "study/sensitivity/response.hpp"

namespace eldercast {

/// The effects of one axis. Effects, and all that is made of them, are in the output's unit per range of the axis: the change of the output
/// over the change of the parameter as a share of high - low. The change is read from the points, so that whole numbers do not bias it.
struct MorrisRow {
  int axis = 0;
  double mu = std::numeric_limits<double>::quiet_NaN();       ///< mean effect
  double mu_star = std::numeric_limits<double>::quiet_NaN();  ///< mean absolute effect
  double sigma = std::numeric_limits<double>::quiet_NaN();    ///< spread of the effects of g over the range; NaN below two effects
  Interval mu_star_interval;                                  ///< 90%, bootstrap over trajectories; NaN below two effects
  double noise = std::numeric_limits<double>::quiet_NaN();    ///< standard error that the replicates alone give one effect
  std::size_t effects = 0;                                    ///< trajectories that gave an effect
  std::size_t left_out = 0;                                   ///< trajectories that gave none: too few replicates at one end of the step
};

struct MorrisIndices {
  std::vector<MorrisRow> rows;  ///< one an axis, in the order of axes
  bool noise_known = false;     ///< false for one replicate: `noise` is NaN and sigma holds the noise
};

/// The indices from whole blocks of a `morris` design over `axes`. An effect is the mean over replicates of the paired difference.
/// - sigma^2 is the covariance of effects over trajectories, averaged over pairs of different replicates (response.hpp). For noise that is
///   independent between points this is the variance of effects less that of their noise; noise that all trajectories share cancels too.
///   An estimate below zero, which noise can give, is reported as 0.
/// - mu_star keeps the noise: an absolute value has no unbiased correction. An axis without any effect shows about 0.8 x noise, so mu_star
///   says something where it is well above `noise`.
/// Aborts on points that are not whole blocks of trajectories of these axes.
[[nodiscard]] MorrisIndices morris_indices(std::span<const Axis> axes, std::span<const DesignPoint> points, const Response& response,
                                           const BootstrapSettings& settings = {});

}  // namespace eldercast
