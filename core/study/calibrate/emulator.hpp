#pragma once
/// A Gaussian process that stands in for the simulator at one figure: fast, and it says how unsure it is.
#include <span>
#include <vector>

namespace eldercast {

/// Points of the unit cube.
using UnitPoint = std::vector<double>;

/// Kriging with a linear trend, a squared-exponential correlation with a length of its own on each axis, and a nugget for chance
/// (Rasmussen and Williams 2006, chapter 2). Lengths and nugget maximise the likelihood over a fixed grid, one after the other, so that the
/// same points give the same emulator on every machine.
class Emulator {
 public:
  struct Prediction {
    double mean = 0;
    double variance = 0;  ///< of the mean over chance, chance itself left out
  };

  /// `values[i]` is the mean of the figure at `points[i]`, `chance` the variance of such a mean. At least two more points than axes.
  Emulator(std::vector<UnitPoint> points, std::span<const double> values, double chance);

  [[nodiscard]] Prediction at(const UnitPoint& point) const;

 private:
  [[nodiscard]] double correlation(const UnitPoint& a, const UnitPoint& b) const;
  /// Factorises for the lengths that hold and returns the logarithm of the likelihood.
  double fit();
  [[nodiscard]] double trend(const UnitPoint& point) const;

  std::vector<UnitPoint> points_;
  std::vector<double> residuals_;  ///< from the trend
  std::vector<double> trend_;      ///< constant and slopes
  std::vector<double> lengths_;
  double nugget_ = 0;            ///< of the process variance
  double variance_ = 1;          ///< of the process
  std::vector<double> factor_;   ///< lower triangle, row by row
  std::vector<double> weights_;  ///< inverse correlation times residuals
};

}  // namespace eldercast
