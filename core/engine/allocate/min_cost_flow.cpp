#include "engine/allocate/min_cost_flow.hpp"

#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>

#include <algorithm>
#include <limits>

#include "model/base/require.hpp"

namespace eldercast {
namespace {

using Graph = lemon::StaticDigraph;
using Simplex = lemon::NetworkSimplex<Graph, std::int32_t, std::int64_t>;

int cell_node(std::size_t cell) { return static_cast<int>(cell) + 1; }
int offer_node(const TransportProblem& problem, std::size_t offer) { return static_cast<int>(problem.cells() + offer) + 1; }

/// The reward of a person of the last turn; each earlier turn earns as much again. More than all ways of a simple cycle of the network
/// can cost: then a plan that no cycle betters serves the turns in their order, and no sum of ways outweighs a person
/// (docs/explanation/optimal.md).
std::int64_t reward_of(const TransportProblem& problem, std::uint32_t turns) {
  std::int32_t most = 0;
  for (const TransportProblem::Arc& arc : problem.arcs) most = std::max(most, arc.cost);
  const auto nodes = static_cast<std::int64_t>(problem.cells() + problem.offers.size() + 2);
  const std::int64_t reward = nodes * most + 1;
  // The simplex adds up as many costs as there are nodes.
  require(reward < std::numeric_limits<std::int64_t>::max() / 8 / nodes / (std::int64_t{turns} + 1), "MinCostFlow: costs too large");
  return reward;
}

}  // namespace

MinCostFlow::MinCostFlow(std::size_t nearest) : nearest_(std::max<std::size_t>(nearest, 1)) {}

void MinCostFlow::solve(const TransportProblem& problem, std::vector<std::int32_t>& flow) {
  open_.assign(problem.arcs.size(), false);
  for (std::size_t c = 0; c < problem.cells(); ++c) {
    const std::size_t end = std::min(problem.first_arc[c] + nearest_, problem.first_arc[c + 1]);
    std::fill(open_.begin() + static_cast<std::ptrdiff_t>(problem.first_arc[c]), open_.begin() + static_cast<std::ptrdiff_t>(end), true);
  }
  while (!solve_open(problem, flow)) {
  }
}

void MinCostFlow::add(int from, int to, std::int64_t persons, std::int64_t cost) {
  ends_.emplace_back(from, to);
  most_.push_back(static_cast<std::int32_t>(persons));
  cost_.push_back(cost);
}

void MinCostFlow::draw(const TransportProblem& problem) {
  ends_.clear();
  most_.clear();
  cost_.clear();
  std::uint32_t turns = 0;
  for (const TransportProblem::Turn& turn : problem.turns) turns = std::max(turns, turn.turn + 1);
  const std::int64_t reward = reward_of(problem, turns);
  const int sink = offer_node(problem, problem.offers.size());
  persons_ = 0;
  for (std::size_t c = 0; c < problem.cells(); ++c) {
    for (std::size_t k = problem.first_turn[c]; k < problem.first_turn[c + 1]; ++k) {
      const auto [turn, persons] = problem.turns[k];
      add(0, cell_node(c), persons, -reward * (turns - turn));
      persons_ += persons;
    }
  }
  add(0, sink, persons_, 0);
  first_way_ = ends_.size();
  for (std::size_t c = 0; c < problem.cells(); ++c) {
    for (std::size_t a = problem.first_arc[c]; a < problem.first_arc[c + 1]; ++a) {
      if (open_[a]) add(cell_node(c), offer_node(problem, problem.arcs[a].offer), persons_, problem.arcs[a].cost);
    }
  }
  for (std::size_t o = 0; o < problem.offers.size(); ++o) add(offer_node(problem, o), sink, problem.offers[o], 0);
}

/// The best plan over the open arcs. False: arcs have been opened that would better it.
bool MinCostFlow::solve_open(const TransportProblem& problem, std::vector<std::int32_t>& flow) {
  draw(problem);
  const int nodes = offer_node(problem, problem.offers.size()) + 1;
  Graph graph;
  graph.build(nodes, ends_.begin(), ends_.end());
  Graph::ArcMap<std::int32_t> most(graph);
  Graph::ArcMap<std::int64_t> cost(graph);
  for (std::size_t a = 0; a < ends_.size(); ++a) {
    most[Graph::arc(static_cast<int>(a))] = most_[a];
    cost[Graph::arc(static_cast<int>(a))] = cost_[a];
  }
  Simplex simplex(graph);
  simplex.upperMap(most).costMap(cost).stSupply(Graph::node(0), Graph::node(nodes - 1), static_cast<std::int32_t>(persons_));
  require(simplex.run() == Simplex::OPTIMAL, "MinCostFlow: no optimum");
  const auto price = [&](int node) { return simplex.potential(Graph::node(node)); };
  bool done = true;
  flow.assign(problem.arcs.size(), 0);
  std::size_t way = first_way_;
  for (std::size_t c = 0; c < problem.cells(); ++c) {
    for (std::size_t a = problem.first_arc[c]; a < problem.first_arc[c + 1]; ++a) {
      if (open_[a]) {
        flow[a] = simplex.flow(Graph::arc(static_cast<int>(way++)));
      } else if (problem.arcs[a].cost + price(cell_node(c)) < price(offer_node(problem, problem.arcs[a].offer))) {
        open_[a] = true;
        done = false;
      }
    }
  }
  return done;
}

}  // namespace eldercast
