#pragma once
/// Transport problems by minimum-cost flow: LEMON's network simplex.
#include <memory>

#include "model/transport.hpp"

namespace eldercast {

/// `nearest`: arcs of a cell that are looked at first. Further ones come in only where the prices of the solution say that they would
/// better it, until none does: the plan is optimal for all arcs.
[[nodiscard]] std::unique_ptr<TransportSolver> min_cost_flow(std::size_t nearest = 20);

}  // namespace eldercast
