#pragma once
/// One parameter at a time: how far the output swings between the ends of each axis.
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "study/design/design.hpp"
#include "study/sensitivity/response.hpp"

namespace eldercast {

/// The output at one end of an axis less the output at base, in the output's unit.
struct Swing {
  double mean = std::numeric_limits<double>::quiet_NaN();  ///< of the paired differences; NaN if no replicate gives one
  Interval interval;                                       ///< 90%, of that mean; NaN below two replicates
  std::size_t replicates = 0;                              ///< replicates that are there at both points
  std::size_t left_out = 0;                                ///< the others
};

struct TornadoRow {
  int axis = 0;
  Swing low;
  Swing high;
};

/// The rows of a tornado diagram from the one block of a `one_at_a_time` design of `axes` axes, the larger absolute swing first, equal ones
/// in the order of axes, axes without a swing last. A swing is the mean over replicates of differences inside a replicate; its interval is
/// the mean -+ t_{0.95, n - 1} s / sqrt(n) (Student 1908), one interval by itself: of many axes one in ten misses. The swing belongs to the
/// base alone and tells nothing of interactions. Aborts on other points than those of one such block.
[[nodiscard]] std::vector<TornadoRow> tornado(std::size_t axes, std::span<const DesignPoint> points, const Response& response);

/// Mean of the values and its 90% interval by Student's t.
[[nodiscard]] Swing swing_of(std::span<const double> differences);

}  // namespace eldercast
