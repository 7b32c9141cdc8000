#pragma once
/// The search for the best schedule: greedy choice, then local search, then the order of worth of what was found.
#include <functional>
#include <string_view>
#include <vector>

#include "study/schedule/choice_blocks.hpp"
#include "study/schedule/judge.hpp"
#include "study/schedule/limits.hpp"
#include "study/schedule/local_search.hpp"

namespace eldercast {

struct SearchOptions {
  BuildLimits limits;
  std::int32_t replicates = 8;  ///< of the final heats
  std::int32_t screen = 4;      ///< of the gains by which blocks are chosen, at most `replicates`
  /// Told what begins, and how many replicates it will take at most (0: not known). May be empty.
  std::function<void(std::string_view what, std::int64_t replicates)> phase = {};
};

/// One step of the order of worth: what a block adds to the steps before, in the schedule's own months and sizes.
struct OrderStep {
  Block block;
  Openings openings;
  Difference gain;  ///< over the search's replicates; more is better
  Fen cost;         ///< of the block
};

struct SearchResult {
  Openings plan;
  Openings greedy;  ///< the best of the greedy choices
  Openings best;
  std::vector<Block> grouped;      ///< village points taken together, because their gains could not be told apart
  LocalResult local;               ///< from the better of plan and greedy choice
  bool greedy_finished = false;    ///< it was not ended by the budget
  bool started_from_plan = false;  ///< the greedy choice was no better than the plan
  Difference greedy_gain;          ///< over the plan, on the search's replicates
  Difference best_gain;
  double best_excess = 0;  ///< by which kept targets are missed beyond the plan on the search's replicates
  std::vector<OrderStep> order;
  bool order_finished = true;  ///< else its last step is all that the time did not suffice for
};

/// Searches from nothing and from the plan. The plan must keep the limits to be a start; `best` is never worse than it on the search's
/// replicates if it does. Limits of the evaluator end the search early, of which time ends
/// the order, too. Throws StudyStopped.
[[nodiscard]] SearchResult search_schedule(const Choices& choices, Judge& judge, const SearchOptions& options);

}  // namespace eldercast
