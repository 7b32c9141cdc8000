#pragma once
/// Fits parameters to observations: waves of history matching with emulators, then approximate Bayesian computation with the simulator
/// itself.
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "study/calibrate/emulator.hpp"

namespace eldercast {

/// What is to be met: a value with a standard error (of counting; chance of the run comes on top).
struct FitTarget {
  std::string name;
  double value = 0;
  double error = 0;
};

struct CalibrateOptions {
  int axes = 1;
  int wave_points = 40;  ///< of each wave
  int waves = 2;
  int replicates = 2;   ///< of a wave's point, to tell chance from parameters
  int particles = 100;  ///< of the posterior sample
  int generations = 5;
  int most_attempts = 40;  ///< simulations of a generation, in particles; a generation that needs more is the last
  std::uint64_t seed = 1;
};

/// Simulates points, each with `replicates` of its own that no other point of the fit shares, and gives one row of figures a replicate,
/// point by point. `stage` and the position name a point for ever: who asks again gets the same. NaN: no figure.
using SimulateFit =
    std::function<std::vector<std::vector<double>>(const std::string& stage, std::span<const UnitPoint> points, int replicates)>;

/// What a wave left: the share of the cube that no target rules out, and for each target how far the best of all points is from it.
struct WaveResult {
  double left = 1;                        ///< share of the cube with all implausibilities below 3
  std::vector<double> least_implausible;  ///< by target: the smallest over the cube
};

struct Fit {
  std::vector<WaveResult> waves;
  std::vector<UnitPoint> posterior;             ///< equally weighted
  std::vector<std::vector<double>> fitted;      ///< figures of the run that each was accepted with
  std::vector<std::vector<double>> prior_runs;  ///< figures of the first wave's runs
  std::vector<double> tolerances;               ///< by generation
  std::int64_t simulated = 0;
  /// Targets that nothing in the ranges comes near to (implausibility 3 and more everywhere): wrong observation, or wrong model. The fit
  /// stops there, without a posterior.
  std::vector<std::size_t> beyond_reach;
  bool together_beyond_reach = false;  ///< each can be met, not all of them at once
};

/// Wave 1 is a Latin hypercube; each later wave is drawn from what the waves before have left. The implausibility of a target at a point is
/// |mean of the emulator - value| over the root of the variances of emulator, chance of one run and error (Craig et al. 1997; Andrianakis
/// et al. 2015). Then sequential Monte Carlo (Toni et al. 2009; Beaumont et al. 2009): particles start where the last wave has left off,
/// move by normal steps with twice the weighted variance, and are accepted where the run, with the error of counting added, is nearer to
/// the targets than the tolerance: the median distance of the generation before. Distances are in units of error and chance. The prior is
/// uniform on the cube. A function of its arguments: threads and interruptions change nothing.
[[nodiscard]] Fit calibrate(std::span<const FitTarget> targets, const CalibrateOptions& options, const SimulateFit& simulate);

}  // namespace eldercast
