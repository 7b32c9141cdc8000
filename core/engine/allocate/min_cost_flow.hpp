#pragma once
/// Transport problems by minimum-cost flow: LEMON's network simplex.
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/allocate/transport_problem.hpp"

namespace eldercast {

/// One network: source -> cell, an arc for each turn, that earns a reward; cell -> offer, at the cost of the way; offer -> sink; and source
/// -> sink for those who go on waiting.
class MinCostFlow {
 public:
  /// `nearest`: arcs of a cell that are looked at first, at least one. Further ones come in only where the prices of the solution say that
  /// they would better it, until none does: the plan is optimal for all arcs.
  explicit MinCostFlow(std::size_t nearest = 20);

  /// Persons on each arc in a plan as TransportProblem describes it. The same problem gives the same plan. `flow` is overwritten. Costs
  /// that could overflow 64 bits abort.
  void solve(const TransportProblem& problem, std::vector<std::int32_t>& flow);

 private:
  void add(int from, int to, std::int64_t persons, std::int64_t cost);
  void draw(const TransportProblem& problem);
  [[nodiscard]] bool solve_open(const TransportProblem& problem, std::vector<std::int32_t>& flow);

  std::size_t nearest_;
  std::vector<bool> open_;  ///< by arc of the problem
  std::vector<std::pair<int, int>> ends_;
  std::vector<std::int32_t> most_;
  std::vector<std::int64_t> cost_;
  std::int64_t persons_ = 0;
  std::size_t first_way_ = 0;
};

}  // namespace eldercast
