#include "study/rerun/rerun.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/replicate_runner.hpp"
#include "study/execute/case_runner.hpp"
#include "study/plan/plan.hpp"
#include "study/plan/varied.hpp"
#include "study/uncertainty/uncertain_run.hpp"

namespace eldercast {
namespace {

/// Row i of the file is replicate i with values of its own.
StudyPlan plan_of_rows(const RerunRequest& request, PluginHost& host) {
  StudyPlan plan;
  plan.scenario_file = request.scenario_file;
  plan.seed = request.scenario->seed;
  plan.scenario_digest = request.file_digest;
  plan.rules = stamps_of(*request.scenario, host);
  const std::vector<SweepableParameter> known = sweepable_parameters(*request.scenario, host.catalog());
  for (const UncertainParameter& one : request.uncertain) {
    VariedParameter parameter;
    parameter.id = one.id;
    parameter.axis.base = one.base;
    plan.parameters.push_back(std::move(parameter));
  }
  add_followers(plan.parameters, known);
  for (std::int32_t row = 0; row < request.scenario->replicates; ++row) {
    StudyCase one;
    one.number = row;
    for (const UncertainParameter& parameter : request.uncertain)
      one.point.values.push_back(parameter.values.at(static_cast<std::size_t>(row)));
    plan.cases.push_back(std::move(one));
  }
  return plan;
}

std::int32_t rerun_rows(const RerunRequest& request, PluginHost& host, const std::function<void(Outcome&&)>& sink) {
  UncertainRequest rows;
  rows.replicates = 1;
  rows.arena = request.arena;
  rows.full_detail = request.scenario->full_detail_replicates;
  rows.stop = request.stop;
  std::vector<Outcome> outcomes = run_points(plan_of_rows(request, host), host, rows);
  for (Outcome& outcome : outcomes) sink(std::move(outcome));
  return static_cast<std::int32_t>(outcomes.size());
}

}  // namespace

std::int32_t rerun(const RerunRequest& request, PluginHost& host, const std::function<void(Outcome&&)>& sink) {
  if (!request.uncertain.empty()) return rerun_rows(request, host, sink);
  const Scenario& scenario = *request.scenario;
  const std::vector<RuleEntry> rules = rules_of(scenario, host);
  RunOptions options;
  options.seed = scenario.seed;
  options.replicates = scenario.replicates;
  options.full_detail_replicates = scenario.full_detail_replicates;
  options.arena = request.arena;
  options.stop = request.stop;
  const District district = compile_district(request.scenario, options);
  return ReplicateRunner(district, rules, options).run(sink);
}

std::vector<std::string> changes_between(const RunInfo& then, const RunInfo& now) {
  std::vector<std::string> out;
  const auto add = [&](const std::string& what, const std::string& before, const std::string& after) {
    if (before != after) out.push_back(fmt::format("{} {}, now {}", what, before, after));
  };
  add("program", then.program_version, now.program_version);
  add("compiler", then.compiler, now.compiler);
  add("build", then.build_tag, now.build_tag);
  for (const LoadedPlugin& before : then.plugins) {
    const auto after = std::find_if(now.plugins.begin(), now.plugins.end(), [&](const LoadedPlugin& one) { return one.id == before.id; });
    if (after == now.plugins.end()) {
      out.push_back(fmt::format("rule {} is not there", before.id));
    } else if (after->sha256 != before.sha256) {
      out.push_back(fmt::format("rule {} is another file: version {}, now {}", before.id, before.version, after->version));
    }
  }
  return out;
}

}  // namespace eldercast
