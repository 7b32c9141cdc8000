#pragma once
/// The scenario with levers pulled, run once each and remembered: what every goal measures and what it all costs, replicate by replicate.
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/outcome.hpp"
#include "output/description.hpp"
#include "output/figures/figures.hpp"
#include "study/meet/goal.hpp"

namespace eldercast {

/// A lever at a step.
struct Pull {
  std::size_t lever = 0;  ///< position in the list of levers
  int step = 0;
  friend auto operator<=>(const Pull&, const Pull&) = default;
};
using Pulls = std::vector<Pull>;
/// The pulls that are not 0, by position of the lever: equal states of the levers are equal lists.
[[nodiscard]] Pulls pulled(Pulls pulls);

/// Which random numbers: those that sizes are searched with, or those that an answer is judged on.
enum class Chance : std::uint8_t { search, fresh };

/// What the replicates gave.
struct Trial {
  std::vector<std::vector<double>> values;  ///< goal, replicate; NaN: nothing to measure, or the replicate failed
  std::vector<double> yuan;                 ///< replicate: the figure of money over the whole run; NaN: it failed
  std::vector<double> carer_months;         ///< replicate: months of carers in post over the run
  std::vector<double> cared_months;         ///< replicate: person-months of care over the run, without doctors' lists
};

/// Runs the scenario with levers pulled; outcomes in the order of replicates.
using RunPulls = std::function<std::vector<Outcome>(const Pulls& pulls, Chance chance)>;

class Trials {
 public:
  /// `money` is the figure that counts as cost. The description outlives the object.
  Trials(const Description& description, std::vector<Goal> goals, Figure money, RunPulls run)
      : description_(description), goals_(std::move(goals)), money_(std::move(money)), run_(std::move(run)) {}

  /// Runs what has not been run yet.
  const Trial& at(const Pulls& pulls, Chance chance);
  /// Share of the replicates that meet a goal, of those with something to measure; NaN without any.
  [[nodiscard]] double share(std::size_t goal, const Pulls& pulls, Chance chance);
  /// Replicates with something to measure.
  [[nodiscard]] int judged(std::size_t goal, const Pulls& pulls, Chance chance);
  /// Mean of what a goal measures; NaN without any.
  [[nodiscard]] double mean_value(std::size_t goal, const Pulls& pulls, Chance chance);

  [[nodiscard]] const std::vector<Goal>& goals() const { return goals_; }
  /// Replicates run so far, those that failed included.
  [[nodiscard]] std::size_t replicates_run() const { return replicates_run_; }

 private:
  const Description& description_;
  std::vector<Goal> goals_;
  Figure money_;
  RunPulls run_;
  std::map<std::pair<Pulls, Chance>, Trial> done_;
  std::size_t replicates_run_ = 0;
};

}  // namespace eldercast
