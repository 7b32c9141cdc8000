#include "study/design/design.hpp"

#include <array>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "model/base/require.hpp"
#include "study/design/draws.hpp"

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

/// The values of all axes at base.
std::vector<double> base_values(const DesignSpec& spec) {
  std::vector<double> values;
  for (const Axis& axis : spec.axes) values.push_back(axis.base);
  return values;
}

int grid_points(const DesignSpec& spec) {
  int points = 1;
  for (const Axis& axis : spec.axes) points *= axis.levels;
  return points;
}

std::vector<DesignPoint> grid_block(const DesignSpec& spec, int /*block*/) {
  const int points = grid_points(spec);
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

std::vector<DesignPoint> one_at_a_time_block(const DesignSpec& spec, int /*block*/) {
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

std::vector<double> values_at(const DesignSpec& spec, std::span<const double> unit) {
  std::vector<double> values;
  for (std::size_t axis = 0; axis < spec.axes.size(); ++axis) values.push_back(value_at(spec.axes[axis], unit[axis]));
  return values;
}

/// Point `index` of the shifted Sobol sequence, one coordinate in [0, 1) a dimension.
std::vector<double> shifted_sobol(std::uint64_t seed, std::size_t dimensions, int index) {
  boost::random::sobol sequence(dimensions);
  // Boost leaves out the point of zeros: its first point is point 1.
  if (index > 1) sequence.discard(static_cast<std::uint64_t>(index - 1) * dimensions);
  const StudyStream shifts(seed, StudyDraw::sequence_shift);
  std::vector<double> unit;
  for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
    const auto words = shifts.words(0, static_cast<std::uint32_t>(dimension), 0);
    const std::uint64_t shift = std::uint64_t{words[0]} | std::uint64_t{words[1]} << 32U;
    const std::uint64_t bits = (index > 0 ? sequence() : 0) ^ shift;
    // The 53 leading bits, so that the largest stays below one.
    unit.push_back(static_cast<double>(bits >> 11U) * 0x1p-53);
  }
  return unit;
}

std::vector<DesignPoint> latin_hypercube_block(const DesignSpec& spec, int block) {
  const StudyStream order(spec.seed, StudyDraw::cube_order);
  const StudyStream place(spec.seed, StudyDraw::cube_place);
  const auto group = static_cast<std::uint32_t>(block);
  std::vector<DesignPoint> found;
  for (int step = 0; step < spec.block_points; ++step) found.push_back({block, step, -1, std::vector<double>(spec.axes.size())});
  for (std::size_t axis = 0; axis < spec.axes.size(); ++axis) {
    const auto item = spec.axes[axis].key.value_or(static_cast<std::uint32_t>(axis));
    const std::vector<int> strata = order.shuffled(spec.block_points, group, item);
    for (std::size_t step = 0; step < found.size(); ++step) {
      // 20 bits of stratum and 33 of place fit a double: no rounding takes the point into the next stratum.
      const double inside = open_unit(place.words(group, item, static_cast<std::uint32_t>(step))[0]);
      found[step].values[axis] = value_at(spec.axes[axis], (strata[step] + inside) / spec.block_points);
    }
  }
  return found;
}

std::vector<DesignPoint> sobol_sequence_block(const DesignSpec& spec, int block) {
  return {{block, 0, -1, values_at(spec, shifted_sobol(spec.seed, spec.axes.size(), block))}};
}

std::vector<DesignPoint> saltelli_block(const DesignSpec& spec, int block) {
  const std::size_t axes = spec.axes.size();
  const std::vector<double> unit = shifted_sobol(spec.seed, 2 * axes, block);
  const std::vector<double> a = values_at(spec, std::span(unit).first(axes));
  const std::vector<double> b = values_at(spec, std::span(unit).last(axes));
  std::vector<DesignPoint> found{{block, 0, -1, a}, {block, 1, -1, b}};
  for (std::size_t axis = 0; axis < axes; ++axis) {
    found.push_back({block, static_cast<int>(axis) + 2, static_cast<int>(axis), a});
    found.back().values[axis] = b[axis];
  }
  return found;
}

std::vector<DesignPoint> morris_block(const DesignSpec& spec, int block) {
  const StudyStream start(spec.seed, StudyDraw::trajectory_start);
  const StudyStream order(spec.seed, StudyDraw::trajectory_order);
  const auto group = static_cast<std::uint32_t>(block);
  const int levels = spec.morris_levels;
  std::vector<int> level;
  std::vector<double> values;
  for (std::size_t axis = 0; axis < spec.axes.size(); ++axis) {
    const auto word = start.words(group, static_cast<std::uint32_t>(axis), 0)[0];
    level.push_back(static_cast<int>(below(static_cast<std::uint32_t>(levels), word)));
    values.push_back(level_value(spec.axes[axis], level.back(), levels));
  }
  std::vector<DesignPoint> found{{block, 0, -1, values}};
  for (const int axis : order.shuffled(static_cast<int>(spec.axes.size()), group, 0)) {
    // Half the levels away there is one level, up from the lower half or down from the upper: the random start decides the direction,
    // and every level is visited equally often.
    const auto at = static_cast<std::size_t>(axis);
    level[at] += level[at] < levels / 2 ? levels / 2 : -levels / 2;
    values[at] = level_value(spec.axes[at], level[at], levels);
    found.push_back({block, static_cast<int>(found.size()), axis, values});
  }
  return found;
}

/// A row of a list. All rows were checked with the specification; here only the one that is used, so that a long list stays cheap.
std::vector<DesignPoint> list_block(const DesignSpec& spec, int block) {
  const std::vector<double>& row = spec.list[static_cast<std::size_t>(block)];
  require(row.size() == spec.axes.size(), "a row of a list has one value an axis");
  return {{block, 0, -1, row}};
}

int axes_of(const DesignSpec& spec) { return static_cast<int>(spec.axes.size()); }
int just_one(const DesignSpec& /*spec*/) { return 1; }
int unlimited(const DesignSpec& /*spec*/) { return kUnlimitedBlocks; }

/// What a kind of design is made of.
struct Kind {
  DesignKind kind;
  int (*blocks)(const DesignSpec& spec);
  int (*points)(const DesignSpec& spec);  ///< of a block
  std::vector<DesignPoint> (*block)(const DesignSpec& spec, int block);
};
constexpr std::array<Kind, kCount<DesignKind>> kKinds{{
    {DesignKind::grid, just_one, grid_points, grid_block},
    {DesignKind::list, [](const DesignSpec& spec) { return static_cast<int>(spec.list.size()); }, just_one, list_block},
    {DesignKind::latin_hypercube, unlimited, [](const DesignSpec& spec) { return spec.block_points; }, latin_hypercube_block},
    {DesignKind::sobol_sequence, unlimited, just_one, sobol_sequence_block},
    {DesignKind::morris, unlimited, [](const DesignSpec& spec) { return axes_of(spec) + 1; }, morris_block},
    {DesignKind::saltelli, unlimited, [](const DesignSpec& spec) { return axes_of(spec) + 2; }, saltelli_block},
    {DesignKind::one_at_a_time, just_one, [](const DesignSpec& spec) { return 2 * axes_of(spec) + 1; }, one_at_a_time_block},
}};

const Kind& kind_of(const DesignSpec& spec) {
  for (const Kind& row : kKinds) {
    if (row.kind == spec.kind) return row;
  }
  fail("no such kind of design");
}

}  // namespace

int blocks_at_most(const DesignSpec& spec) { return kind_of(spec).blocks(spec); }
int points_a_block(const DesignSpec& spec) { return kind_of(spec).points(spec); }

std::vector<DesignPoint> make_block(const DesignSpec& spec, int block) {
  require(block >= 0 && block < blocks_at_most(spec), "a block that the design does not have");
  require(spec.kind == DesignKind::list || mistakes_of(spec).empty(), "a design is made from a specification without mistakes");
  return kind_of(spec).block(spec, block);
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
