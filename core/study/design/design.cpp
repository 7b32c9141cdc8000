#include "study/design/design.hpp"

#include <cmath>
#include <optional>
#include <utility>

#include "model/base/require.hpp"
#include "study/design/design_blocks.hpp"

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

std::vector<double> base_values(const DesignSpec& spec) {
  std::vector<double> values;
  for (const Axis& axis : spec.axes) values.push_back(axis.base);
  return values;
}

std::vector<DesignPoint> grid_block(const DesignSpec& spec) {
  const int points = points_a_block(spec);
  std::vector<DesignPoint> found;
  for (int step = 0; step < points; ++step) {
    std::vector<double> values = base_values(spec);
    int rest = step;
    for (std::size_t axis = values.size(); axis-- > 0;) {
      const int levels = spec.axes[axis].levels;
      if (levels > 1) values[axis] = level_value(spec.axes[axis], rest % levels, levels);
      rest /= levels;
    }
    found.push_back({0, step, -1, std::move(values)});
  }
  return found;
}

std::vector<DesignPoint> one_at_a_time_block(const DesignSpec& spec) {
  const std::vector<double> base = base_values(spec);
  std::vector<DesignPoint> found{{0, 0, -1, base}};
  for (std::size_t axis = 0; axis < base.size(); ++axis) {
    for (const double value : {spec.axes[axis].low, spec.axes[axis].high}) {
      found.push_back({0, static_cast<int>(found.size()), static_cast<int>(axis), base});
      found.back().values[axis] = value;
    }
  }
  return found;
}

int blocks_at_most(const DesignSpec& spec) {
  switch (spec.kind) {
    case DesignKind::grid:
    case DesignKind::one_at_a_time:
      return 1;
    case DesignKind::list:
      return static_cast<int>(spec.list.size());
    case DesignKind::latin_hypercube:
    case DesignKind::sobol_sequence:
    case DesignKind::morris:
    case DesignKind::saltelli:
      return kUnlimitedBlocks;
  }
  fail("no such kind of design");
}

int points_a_block(const DesignSpec& spec) {
  const int axes = static_cast<int>(spec.axes.size());
  switch (spec.kind) {
    case DesignKind::grid: {
      int points = 1;
      for (const Axis& axis : spec.axes) points *= axis.levels;
      return points;
    }
    case DesignKind::list:
    case DesignKind::sobol_sequence:
      return 1;
    case DesignKind::latin_hypercube:
      return spec.block_points;
    case DesignKind::morris:
      return axes + 1;
    case DesignKind::saltelli:
      return axes + 2;
    case DesignKind::one_at_a_time:
      return 2 * axes + 1;
  }
  fail("no such kind of design");
}

std::vector<DesignPoint> make_block(const DesignSpec& spec, int block) {
  require(block >= 0 && block < blocks_at_most(spec), "a block that the design does not have");
  if (spec.kind == DesignKind::list) {
    // All rows were checked with the specification; here only the one that is used, so that a long list stays cheap.
    const std::vector<double>& row = spec.list[static_cast<std::size_t>(block)];
    require(row.size() == spec.axes.size(), "a row of a list has one value an axis");
    return {{block, 0, -1, row}};
  }
  require(mistakes_of(spec).empty(), "a design is made from a specification without mistakes");
  switch (spec.kind) {
    case DesignKind::grid:
      return grid_block(spec);
    case DesignKind::one_at_a_time:
      return one_at_a_time_block(spec);
    case DesignKind::latin_hypercube:
      return latin_hypercube_block(spec, block);
    case DesignKind::sobol_sequence:
      return sobol_sequence_block(spec, block);
    case DesignKind::saltelli:
      return saltelli_block(spec, block);
    case DesignKind::morris:
      return morris_block(spec, block);
    case DesignKind::list:
      break;
  }
  fail("no such kind of design");
}

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
