#include <cmath>
#include <optional>

#include "study/design/design.hpp"

namespace eldercast {
namespace {

constexpr double kMostWhole = 0x1p53;  ///< up to here every whole number is a double

bool is_whole(double value) { return std::abs(value) <= kMostWhole && std::floor(value) == value; }

bool varies(const DesignSpec& spec, const Axis& axis) {
  return spec.kind == DesignKind::grid ? axis.levels > 1 : spec.kind != DesignKind::list;
}

bool samples(DesignKind kind) {
  return kind == DesignKind::latin_hypercube || kind == DesignKind::sobol_sequence || kind == DesignKind::saltelli;
}

/// What is wrong with the range of an axis that varies.
std::optional<std::string> range_mistake(const DesignSpec& spec, const Axis& axis) {
  if (!std::isfinite(axis.low) || !std::isfinite(axis.high) || !std::isfinite(axis.high - axis.low)) {
    return "low and high must be finite numbers";
  }
  if (axis.low >= axis.high) return "low must be below high";
  if (axis.integer && (!is_whole(axis.low) || !is_whole(axis.high))) return "low and high of an integer axis must be whole numbers";
  if (spec.kind == DesignKind::grid && axis.integer && axis.levels - 1 > axis.high - axis.low) {
    return "an integer axis cannot have more levels than whole numbers from low to high";
  }
  if (samples(spec.kind) && axis.shape == Shape::triangular && (axis.base < axis.low || axis.base > axis.high)) {
    return "base, the mode of a triangular axis, must lie between low and high";
  }
  return std::nullopt;
}

std::optional<std::string> axis_mistake(const DesignSpec& spec, const Axis& axis) {
  if (spec.kind == DesignKind::list) return std::nullopt;
  if (!std::isfinite(axis.base)) return "base must be a finite number";
  if (axis.integer && !is_whole(axis.base)) return "base of an integer axis must be a whole number";
  if (spec.kind == DesignKind::grid && axis.levels < 1) return "a grid needs at least one level an axis";
  return varies(spec, axis) ? range_mistake(spec, axis) : std::nullopt;
}

bool grid_too_large(const DesignSpec& spec) {
  double points = 1;
  for (const Axis& axis : spec.axes) points *= axis.levels;
  return points > kMostPointsABlock;
}

std::optional<std::string> row_mistake(const DesignSpec& spec, const std::vector<double>& row) {
  if (row.size() != spec.axes.size()) {
    return "has " + std::to_string(row.size()) + " values for " + std::to_string(spec.axes.size()) + " axes";
  }
  for (std::size_t axis = 0; axis < row.size(); ++axis) {
    if (!std::isfinite(row[axis])) return "axis " + std::to_string(axis) + " must be a finite number";
    if (spec.axes[axis].integer && !is_whole(row[axis])) return "axis " + std::to_string(axis) + " must be a whole number";
  }
  return std::nullopt;
}

void add_list_mistakes(const DesignSpec& spec, std::vector<DesignMistake>& found) {
  if (spec.list.empty()) found.push_back({-1, "a list needs at least one row"});
  if (spec.list.size() > static_cast<std::size_t>(kMostPointsABlock)) {
    found.push_back({-1, "a list may have at most " + std::to_string(kMostPointsABlock) + " rows"});
  }
  for (std::size_t row = 0; row < spec.list.size(); ++row) {
    if (const auto mistake = row_mistake(spec, spec.list[row])) {
      found.push_back({-1, "row " + std::to_string(row) + " of the list: " + *mistake});
    }
  }
}

}  // namespace

std::vector<DesignMistake> mistakes_of(const DesignSpec& spec) {
  std::vector<DesignMistake> found;
  for (std::size_t axis = 0; axis < spec.axes.size(); ++axis) {
    if (const auto mistake = axis_mistake(spec, spec.axes[axis])) found.push_back({static_cast<int>(axis), *mistake});
  }
  if (spec.axes.empty()) found.push_back({-1, "a design needs at least one axis"});
  if (spec.axes.size() > static_cast<std::size_t>(kMostAxes)) {
    found.push_back({-1, "a design may have at most " + std::to_string(kMostAxes) + " axes"});
  }
  if (spec.kind == DesignKind::grid && grid_too_large(spec)) {
    found.push_back({-1, "a grid may have at most " + std::to_string(kMostPointsABlock) + " points"});
  }
  if (spec.kind == DesignKind::latin_hypercube && (spec.block_points < 1 || spec.block_points > kMostPointsABlock)) {
    found.push_back({-1, "points of a hypercube must be 1 to " + std::to_string(kMostPointsABlock)});
  }
  if (spec.kind == DesignKind::morris &&
      (spec.morris_levels < 2 || spec.morris_levels > kMostMorrisLevels || spec.morris_levels % 2 != 0)) {
    found.push_back({-1, "levels of a Morris design must be an even number from 2 to " + std::to_string(kMostMorrisLevels)});
  }
  if (spec.kind == DesignKind::list) add_list_mistakes(spec, found);
  return found;
}

}  // namespace eldercast
