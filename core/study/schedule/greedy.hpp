#pragma once
/// Greedy choice by marginal gain per cost, lazily (Minoux 1978; with costs Leskovec et al. 2007, CELF). Knows sets and numbers and nothing
/// of districts.
#include <cstddef>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace eldercast {

/// One element taken, in the order of taking.
struct GreedyStep {
  std::size_t element = 0;
  double gain = 0;  ///< over the steps before
  double cost = 0;
};

using Elements = std::span<const std::size_t>;

struct GreedyProblem {
  static constexpr std::size_t kFirst = std::numeric_limits<std::size_t>::max();

  std::vector<double> costs;  ///< of the elements, positive
  /// By element: the one in whose place it is looked at once that one cannot be taken any more, and whose gain bounds its own; kFirst: from
  /// the start. Empty: all from the start.
  std::vector<std::size_t> instead_of = {};
  /// Whether an element can be taken now. Once false it stays so, whatever is taken.
  std::function<bool(Elements taken, std::size_t element)> may;
  /// What an element adds to those taken.
  std::function<double(Elements taken, std::size_t element)> gain;
  /// Whether `other` may gain more once `taken` is in: its old gain is then no bound. Empty: never, which is what submodular means.
  std::function<bool(std::size_t taken, std::size_t other)> lifts = {};
  /// Told which gains over nothing will be asked for first, all at once; may be empty.
  std::function<void(Elements first)> prepare = {};
  bool per_cost = true;  ///< by gain per cost, else by gain
  bool lazy = true;      ///< false: every gain anew in every step, as the definition says
};

/// Takes elements until none that can be taken gains anything, and adds each to `steps` at once, so that those taken stay when a callback
/// throws. Equal gains: the lower element first.
void choose_greedily(const GreedyProblem& problem, std::vector<GreedyStep>& steps);

}  // namespace eldercast
