#pragma once
/// Runs one case of a study: reads the scenario with the case's values, compiles the district, runs the replicates on the calling thread.
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "engine/host/plugin_host.hpp"
#include "engine/replicate_runner.hpp"
#include "model/district.hpp"
#include "output/batches/batch_file.hpp"
#include "scenario/reader.hpp"
#include "study/plan/plan.hpp"

namespace eldercast {

/// What the cases of a study have in common, made once: the files of the scenario, and the district of the plan, of which a case takes
/// every part that its values leave as it was.
class StudyBase {
 public:
  /// `plan` and `host` outlive the object. Threads of `arena` that have no case to work on help with those that are under way. Throws as
  /// planned_scenario() does.
  StudyBase(const StudyPlan& plan, PluginHost& host, const Arena& arena = {}, RuleWatch rule_watch = {});

 private:
  friend class CaseRunner;

  const StudyPlan& plan_;
  PluginHost& host_;
  Arena arena_;
  RuleWatch rule_watch_;
  RuleCatalog catalog_;
  ScenarioReader reader_;
  District district_;
};

/// Runs cases one after the other on one thread.
class CaseRunner {
 public:
  /// Replicates with a number below `full_detail` carry Outcome::detail.
  explicit CaseRunner(const StudyBase& base, std::int32_t full_detail = 0) : base_(base), full_detail_(full_detail) {}

  /// Replicates [first, first + count) of a case, in order, handed to `sink`. A case whose values make no valid scenario, and a replicate
  /// whose rule fails, give rows with the reason: they never stop the others. Returns false, with fewer rows, only after a stop.
  bool run(const StudyCase& one, std::int32_t first, std::int32_t count, const std::atomic<bool>& stop,
           const std::function<void(StudyRow&&)>& sink);
  /// The same for the plan's scenario without any change; its rows carry the number 0.
  bool run_unchanged(std::int32_t first, std::int32_t count, const std::atomic<bool>& stop, const std::function<void(StudyRow&&)>& sink);

 private:
  bool run_with(const std::vector<std::string>& settings, int number, std::int32_t first, std::int32_t count, const std::atomic<bool>& stop,
                const std::function<void(StudyRow&&)>& sink);
  std::int32_t run_valid(std::shared_ptr<const Scenario> scenario, RunOptions options, const std::function<void(Outcome&&)>& sink);

  const StudyBase& base_;
  std::int32_t full_detail_;
  Workspace workspace_;
  std::unique_ptr<const District> last_;  ///< of the last case: the next one may share more with it than with the plan
};

/// One case alone.
bool run_case(const StudyPlan& plan, const StudyCase& one, PluginHost& host, std::int32_t first, std::int32_t count,
              const std::atomic<bool>& stop, const std::function<void(StudyRow&&)>& sink);

/// The scenario of the plan without any change of a case. Throws FileError if it is no longer what was planned (other digest, other rules);
/// std::runtime_error with the diagnostics if it is not valid any more.
[[nodiscard]] std::shared_ptr<const Scenario> planned_scenario(const StudyPlan& plan, PluginHost& host);

/// The rule files that a scenario uses, as they are now.
[[nodiscard]] std::vector<RuleStamp> stamps_of(const Scenario& scenario, PluginHost& host);

}  // namespace eldercast
