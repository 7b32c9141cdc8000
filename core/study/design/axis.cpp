#include "study/design/axis.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {

double triangular_quantile(double low, double mode, double high, double u) {
  const double width = high - low;
  if (u * width < mode - low) return low + std::sqrt(u * width * (mode - low));
  return high - std::sqrt((1 - u) * width * (high - mode));
}

double value_at(const Axis& axis, double u) {
  const double end = axis.integer ? axis.high + 1 : axis.high;
  const double mode = axis.integer ? axis.base + 0.5 : axis.base;
  const double value = axis.shape == Shape::triangular ? triangular_quantile(axis.low, mode, end, u) : axis.low + u * (end - axis.low);
  // Rounding may reach the open end.
  return std::clamp(axis.integer ? std::floor(value) : value, axis.low, axis.high);
}

double level_value(const Axis& axis, int level, int levels) {
  if (level == levels - 1) return axis.high;
  const double value = axis.low + (axis.high - axis.low) * level / (levels - 1);
  return axis.integer ? std::floor(value + 0.5) : value;
}

}  // namespace eldercast
