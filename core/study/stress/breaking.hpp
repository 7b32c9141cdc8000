#pragma once
/// From which severity on a target no longer holds: bisection on common random numbers.
#include <functional>
#include <optional>
#include <vector>

namespace eldercast {

/// Shares of the replicates in which each target is met at a severity; absent where it is not judged. Called once a severity.
using SharesMet = std::vector<std::optional<double>>;
using Evaluate = std::function<SharesMet(double severity)>;

/// A target holds while at least this share of the replicates meets it.
inline constexpr double kHolds = 0.5;
/// The break is found to within severity_max divided by this.
inline constexpr int kBreakSteps = 32;

/// Where a target breaks.
struct Breaking {
  bool judged = false;              ///< it has a share at severity 0
  bool holds_at_zero = false;       ///< else there is nothing to break
  double holds_at = 0;              ///< largest severity looked at below the break at which it holds
  std::optional<double> breaks_at;  ///< lowest severity looked at at which it does not hold; absent: none up to severity_max
};

/// One severity that was looked at.
struct Evaluated {
  double severity = 0;
  SharesMet shares;
};

struct Breakings {
  std::vector<Breaking> targets;
  std::vector<Evaluated> evaluated;  ///< by rising severity
};

/// Finds for every target that holds at severity 0 the severity at which it breaks, between a severity at which it holds and one at which
/// it does not, less than or equal to severity_max / kBreakSteps apart. All targets share what has been evaluated: the widest bracket is
/// halved first, and every new severity narrows the brackets of all. Shares need not fall monotonically; then what is reported is a break
/// with a holding severity right below it, the lowest of those that the severities looked at show. A break that lies between two severities
/// looked at that both hold stays unseen. `evaluated` are severities known already; 0 and severity_max are added if they are missing.
[[nodiscard]] Breakings find_breaks(double severity_max, const Evaluate& evaluate, std::vector<Evaluated> evaluated = {});

}  // namespace eldercast
