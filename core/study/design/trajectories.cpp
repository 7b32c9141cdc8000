#include <cstddef>

#include "study/design/design_blocks.hpp"
#include "study/design/draws.hpp"

namespace eldercast {

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

}  // namespace eldercast
