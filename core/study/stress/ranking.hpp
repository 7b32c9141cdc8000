#pragma once
/// Which projects must not be late: what is lost of a figure if one alone opens later.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "model/scenario.hpp"
#include "output/figures/figures.hpp"
#include "study/uncertainty/drawn_runner.hpp"

namespace eldercast {

struct RankingOptions {
  std::int32_t replicates = 100;          ///< for the leading projects
  std::int32_t slip_months = 6;           ///< how much later
  std::int32_t first_replicates = 4;      ///< for all projects, at most `replicates`
  std::size_t leading = 20;               ///< projects that get all replicates
  std::string figure = "cared_months";    ///< that is lost: one of which more or less is better
  std::function<void(std::size_t)> plan;  ///< told how many replicates will be run at most before each step; may be empty
  std::function<void()> each;             ///< called after every replicate; may be empty
};

/// What one project's delay costs over the run.
struct ProjectLoss {
  std::string id;
  std::string town_zh;
  std::string town_en;
  FacilityKind kind = FacilityKind::village_point;
  std::int32_t planned_year = 0;
  int replicates = 0;      ///< that the numbers come from
  double opens_share = 0;  ///< share of them in which it opens within the run
  double loss = 0;         ///< mean; positive: worse
  double loss_low = 0;     ///< 90% interval of the mean, Student's t; NaN with a single replicate
  double loss_high = 0;
};

struct Ranking {
  std::int32_t slip_months = 6;
  std::int32_t first_replicates = 0;
  std::int32_t leading_replicates = 0;
  std::size_t leading = 0;            ///< projects with so many
  std::size_t simulated = 0;          ///< replicates that were run for it
  std::size_t failed = 0;             ///< of them, ended early through a rule; their projects have fewer replicates
  Figure figure;                      ///< what is lost
  double without_delay = 0;           ///< its mean over the whole run
  std::vector<ProjectLoss> projects;  ///< greatest loss first: the leading ones, then the others
};

/// Runs every project late by itself, all on the same draws: a delay is a property of a replicate (engine/build) and not of the scenario,
/// so that nothing is set up anew and chance is the same in all. Where a project stands before the run or never opens in it, a replicate
/// loses nothing and is not run. First all projects with few replicates; then those that lose most with all of them. Throws StudyStopped.
[[nodiscard]] Ranking rank_projects(DrawnRunner& runner, const RankingOptions& options);

}  // namespace eldercast
