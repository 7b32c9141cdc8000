#pragma once
/// One varied parameter of a design, and the mapping from the unit interval to its values.
#include <cstdint>
#include <optional>

#include "api/ids.hpp"

namespace eldercast {

/// How likely the values of an axis are where a design samples them.
enum class Shape : std::uint8_t { uniform, triangular };

template <>
struct Names<Shape> {
  static constexpr std::array<std::string_view, 2> kText{"uniform", "triangular"};
};

/// A parameter that a design varies, in the parameter's own unit. `low` and `high` both belong to the range.
struct Axis {
  double low = 0;
  double high = 1;
  double base = 0;               ///< the scenario's value; the mode of a triangular axis
  bool integer = false;          ///< whole numbers only
  int levels = 2;                ///< of a grid: equally spaced from low to high; one level sits at base
  Shape shape = Shape::uniform;  ///< read by value_at alone: grids and trajectories move on equally spaced levels
  /// What the random numbers of a Latin hypercube are keyed by; absent: the axis's place. Designs that have an axis of one key in common
  /// have its numbers in common, whatever else they vary.
  std::optional<std::uint32_t> key = {};
};

/// Quantile of the triangular distribution on [low, high] with its mode in [low, high], at `u` in [0, 1]. Closed form of the inverse
/// distribution function: Kotz and van Dorp, Beyond Beta (2004), chapter 1. Needs low < high.
[[nodiscard]] double triangular_quantile(double low, double mode, double high, double u);

/// The value of an axis at the unit coordinate `u` in [0, 1): the quantile function of its shape. Uniform: low + u (high - low). A whole
/// number is the floor of the same quantile on [low, high + 1), with the mode at base + 1/2: under the uniform shape every whole number
/// has an equal share. Never outside low to high.
[[nodiscard]] double value_at(const Axis& axis, double u);

/// The value at level `level` (0 to levels - 1) of `levels` >= 2 equally spaced ones: the first is low, the last is high exactly, and
/// those of an integer axis go to the nearest whole number, halves up. Shape plays no part.
[[nodiscard]] double level_value(const Axis& axis, int level, int levels);

}  // namespace eldercast
