#pragma once
/// The smallest size that meets a target, by bisection on steps. Knows shares and nothing of scenarios.
#include <functional>
#include <limits>
#include <optional>
#include <vector>

namespace eldercast {

/// The share of the replicates that meet the target at a step; NaN where there is nothing to judge. Asked once a step.
using ShareAt = std::function<double(int step)>;

struct Looked {
  int step = 0;
  double share = 0;
};

struct Smallest {
  std::optional<int> meets;           ///< absent: none of the steps that were looked at
  std::vector<Looked> looked;         ///< by rising step
  [[nodiscard]] Looked best() const;  ///< the greatest share looked at, at its lowest step; step -1 with NaN if nothing can be judged
};

/// Looks at 0, at `parts` evenly spread steps up to `steps` until one meets (share of at least `probability`), then halves the distance to
/// the step below it that does not. Shares need not rise: what is found is a step that meets with one right below it that does not, the
/// lowest such that the steps looked at show. One that meets between two steps looked at that both do not stays unseen.
[[nodiscard]] Smallest find_smallest(int steps, int parts, double probability, const ShareAt& share);

/// Whether a step holds on other chance than it was found with.
using Holds = std::function<bool(int step)>;
/// From a step on upwards, 1, 2, 4... steps at a time, until one holds; then halves the distance to the last that did not. Absent: none up
/// to `steps`.
[[nodiscard]] std::optional<int> first_that_holds(int from, int steps, const Holds& holds);

/// A step of one lever with the smallest step of another one that meets beside it.
struct FrontierPoint {
  int a = 0;
  std::optional<int> b;                                     ///< absent: none
  double share = std::numeric_limits<double>::quiet_NaN();  ///< at (a, b), or the greatest share along this a
  double cost = std::numeric_limits<double>::quiet_NaN();   ///< of (a, b)
};

using ShareAtBoth = std::function<double(int a, int b)>;
using CostAtBoth = std::function<double(int a, int b)>;

/// The frontier of two levers: for 0 and `parts` evenly spread steps of the first one, the smallest step of the second one that meets;
/// then twice the steps of the first one halfway between the cheapest point and its neighbours. By rising a; ends at the first a that needs
/// no b.
[[nodiscard]] std::vector<FrontierPoint> find_frontier(int steps_a, int steps_b, int parts, double probability, const ShareAtBoth& share,
                                                       const CostAtBoth& cost);
/// The cheapest point that meets, or null.
[[nodiscard]] const FrontierPoint* cheapest(const std::vector<FrontierPoint>& frontier);

}  // namespace eldercast
