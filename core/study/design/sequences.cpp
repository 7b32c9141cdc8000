#include <boost/random/sobol.hpp>
#include <cstddef>
#include <span>

#include "study/design/design_blocks.hpp"
#include "study/design/draws.hpp"

namespace eldercast {
namespace {

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

}  // namespace

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

}  // namespace eldercast
