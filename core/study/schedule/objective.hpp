#pragma once
/// What a schedule is to make best, and the targets that it must keep: numbers of one replicate.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/outcome.hpp"
#include "model/targets.hpp"
#include "output/description.hpp"

namespace eldercast {

enum class GoalKind : std::uint8_t { care, served, reach, bed_shortfall, coverage, cost_per_care, cost_per_served };
template <>
struct Names<GoalKind> {
  static constexpr std::array<std::string_view, 7> kText{"care",     "served",        "reach",          "bed_shortfall",
                                                         "coverage", "cost_per_care", "cost_per_served"};
};

struct ScheduleGoal {
  GoalKind kind = GoalKind::care;
  YearMonth by;                   ///< of `coverage`: the month that counts
  std::vector<Target> kept = {};  ///< targets that must be missed by no more than under the plan
};

/// How a goal is shown.
struct GoalRow {
  GoalKind kind;
  std::string_view zh;
  std::string_view en;
  std::string_view unit_zh;
  std::string_view unit_en;
  bool more;  ///< more is better
};
[[nodiscard]] const GoalRow& row_of(GoalKind kind);

/// What one replicate gives.
struct Measured {
  double value = 0;    ///< of the goal, in its unit
  double missing = 0;  ///< of the kept targets: sum over them of what is missing when due, as a share of the threshold
};

/// The goal's number of a replicate:
/// - care: person-months in which somebody is given at least one service that is care and no place on a list, over the run
/// - served: the same with places on family doctors' lists
/// - reach: person-months of residents in reach of an open facility, over the run
/// - bed_shortfall: person-months of waiting for a bed, over the run
/// - coverage: communities and villages with a facility of their own at the end of ScheduleGoal::by
/// - cost_per_care, cost_per_served: yuan that accrue over the run, of all payers, for each person-year of it; NaN without any
[[nodiscard]] Measured measure(const ScheduleGoal& goal, const Headline& headline, const Description& description);

/// Targets that a word names: one target ("G1.own"), or every reading of a clause ("G1") that has a threshold and falls due within the run.
/// Empty: no such target; `names` gets all words that can be used.
[[nodiscard]] std::vector<Target> targets_named(std::string_view word, const Description& description, std::vector<std::string>& names);

}  // namespace eldercast
