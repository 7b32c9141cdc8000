#pragma once
/// Replicates of one scenario, list after list, on the draws of its parameters.
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/host/plugin_host.hpp"
#include "engine/replicate_runner.hpp"
#include "scenario/reader.hpp"
#include "study/plan/plan.hpp"

namespace eldercast {

/// The scenario as it stands, or the cases of a plan of it: replicate r has the case r / replicates of a draw, and the chance that it has
/// in every run of the seed. Some districts are kept between lists; of a plan with more of them than that they are made again.
class DrawnRunner {
 public:
  /// `plan`, of plan_uncertain(): what is drawn; absent: nothing, every replicate has the scenario's own values. `options` as of a
  /// ReplicateRunner, without numbers of replicates. The host outlives the object.
  DrawnRunner(std::shared_ptr<const Scenario> scenario, PluginHost& host, const RunOptions& options,
              std::optional<StudyPlan> plan = std::nullopt, std::int32_t replicates_of_a_draw = 1);

  /// Runs a list (Job::district is not looked at); `sink` gets positions in it, one at a time, those of neighbouring draws together. A draw
  /// that makes no valid scenario gives outcomes with the reason. Returns how many were handed over: fewer only after a stop.
  std::size_t run(std::span<const Job> jobs, const std::function<void(std::size_t, Outcome&&)>& sink);

  [[nodiscard]] const Scenario& scenario() const { return district_.scenario(); }
  [[nodiscard]] const RunOptions& options() const { return options_; }

 private:
  /// One draw: its district, or why there is none.
  struct World {
    std::unique_ptr<const District> district;
    std::vector<RuleEntry> rules;
    std::string failure;
    std::size_t place = 0;  ///< in the runner's list
  };
  [[nodiscard]] std::size_t point_of(std::int32_t replicate) const;
  [[nodiscard]] World world_of(std::size_t point) const;
  void open(std::size_t window);

  PluginHost& host_;
  RunOptions options_;
  std::optional<StudyPlan> plan_;
  std::int32_t replicates_of_a_draw_;
  RuleCatalog catalog_;
  std::optional<ScenarioReader> reader_;
  District district_;                  ///< of the scenario itself
  std::size_t draws_at_once_;          ///< that `worlds_` has at most
  std::optional<std::size_t> window_;  ///< which draws `worlds_` has
  std::vector<World> worlds_;
  std::unique_ptr<ReplicateRunner> runner_;  ///< on the worlds that have a district; null: none has
};

}  // namespace eldercast
