#pragma once
/// The last word on a schedule: plan and schedule on replicates that the search has not seen, so that what was chosen for its luck is not
/// taken for its merit (winner's curse).
#include <chrono>
#include <functional>
#include <optional>

#include "study/schedule/result.hpp"
#include "study/schedule/schedule_search.hpp"
#include "study/uncertainty/drawn_runner.hpp"

namespace eldercast {

/// Replicates on which plan and schedule are compared even if there is no time at all.
inline constexpr std::int32_t kFewestFresh = 5;

struct FreshOptions {
  std::int32_t replicates = 40;
  std::size_t frontier_points = 8;  ///< between nothing and all
  /// Absent: whatever it takes. Else fewer replicates than asked for, at least kFewestFresh, and no points of the frontier after it.
  std::optional<std::chrono::steady_clock::time_point> until = {};
  std::function<void(std::int64_t replicates)> plan = {};  ///< told how many replicates will be run; may be empty
  std::function<void()> each = {};
};

/// Runs, by a runner of another seed than that of the search, plan, schedule and the points of the frontier, and fills the fields of
/// `result` that begin with `fresh_replicates`, without `written`. Throws StudyStopped.
void judge_afresh(DrawnRunner& runner, const Choices& choices, const ScheduleGoal& goal, const SearchResult& search,
                  const FreshOptions& options, ScheduleResult& result);

/// What the search says, in the words of the result: all but what judge_afresh() fills.
[[nodiscard]] ScheduleResult describe_search(const Scenario& scenario, const Choices& choices, const ScheduleGoal& goal,
                                             const BuildLimits& limits, const SearchResult& search);

}  // namespace eldercast
