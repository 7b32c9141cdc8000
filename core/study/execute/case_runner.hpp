#pragma once
/// Runs one case of a study: reads the scenario with the case's values, compiles the district, runs the replicates on the calling thread.
#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/host/plugin_host.hpp"
#include "output/study/batch_file.hpp"
#include "study/plan/plan.hpp"

namespace eldercast {

/// Replicates [first, first + count) of a case, in order, handed to `sink`. A case whose values make no valid scenario, and a replicate
/// whose rule fails, give rows with the reason: they never stop the others. Returns false, with fewer rows, only after a stop. Thread-safe.
bool run_case(const StudyPlan& plan, const StudyCase& one, PluginHost& host, std::int32_t first, std::int32_t count,
              const std::atomic<bool>& stop, const std::function<void(StudyRow&&)>& sink);

/// The scenario of the plan without any change of a case. Throws FileError if it is no longer what was planned (other digest, other rules);
/// std::runtime_error with the diagnostics if it is not valid any more.
[[nodiscard]] std::shared_ptr<const Scenario> planned_scenario(const StudyPlan& plan, PluginHost& host);

/// The rule files that a scenario uses, as they are now.
[[nodiscard]] std::vector<RuleStamp> stamps_of(const Scenario& scenario, PluginHost& host);

}  // namespace eldercast
