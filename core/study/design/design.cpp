#include "study/design/design.hpp"

#include <utility>

#include "model/base/require.hpp"
#include "study/design/design_blocks.hpp"

namespace eldercast {

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

}  // namespace eldercast
