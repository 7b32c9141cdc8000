#include "study/uncertainty/uncertain_run.hpp"

#include <iterator>
#include <memory>
#include <mutex>

#include "engine/parallel/pipeline.hpp"
#include "engine/parallel/pool.hpp"
#include "study/execute/case_runner.hpp"
#include "study/plan/planner.hpp"

namespace eldercast {

std::vector<Outcome> run_points(const StudyPlan& plan, PluginHost& host, const UncertainRequest& request) {
  const StudyBase base(plan, host, request.arena, request.rule_watch);
  Pool<CaseRunner> runners([&] { return std::make_unique<CaseRunner>(base, request.full_detail); });
  const std::atomic<bool> never{false};
  const std::atomic<bool>& stop = request.stop != nullptr ? *request.stop : never;
  std::mutex one_at_a_time;
  const auto run_point = [&](std::size_t i) {
    std::vector<Outcome> rows;
    const auto first = request.first_replicate + static_cast<std::int32_t>(i) * request.replicates;
    runners.take()->run(plan.cases[i], first, request.replicates, stop, [&](StudyRow&& row) {
      rows.push_back(std::move(row.outcome));
      const std::lock_guard lock(one_at_a_time);
      if (request.row_done) request.row_done();
    });
    return rows;
  };
  std::vector<Outcome> out;
  bool whole = true;
  in_order<std::vector<Outcome>>(request.arena, plan.cases.size(), request.stop, run_point, [&](std::size_t, std::vector<Outcome>&& point) {
    // A point that a stop cut short, and what follows it, would not be the rows that were asked for.
    whole = whole && point.size() == static_cast<std::size_t>(request.replicates);
    if (whole) std::move(point.begin(), point.end(), std::back_inserter(out));
  });
  return out;
}

std::variant<StudyPlan, StudyMistake> plan_uncertain(const UncertainRequest& request, const Scenario& scenario, PluginHost& host) {
  StudyRequest study;
  study.scenario_file = request.scenario_file;
  study.sets = request.sets;
  study.design = DesignKind::latin_hypercube;
  study.vary = request.vary;
  study.vary_all = request.vary.empty();
  if (!request.list_file.empty()) {
    study.design = DesignKind::list;
    study.list_file = request.list_file;
    study.vary_all = false;
  }
  study.points = request.points;
  study.shape = request.shape;
  study.keyed_by_id = true;
  study.replicates = request.replicates;
  study.seed = request.seed;
  study.design_seed = request.seed;
  return choose_cases(study, scenario, host);
}

std::variant<UncertainRows, StudyMistake> run_uncertain(const UncertainRequest& request, const Scenario& scenario, PluginHost& host) {
  auto made = plan_uncertain(request, scenario, host);
  if (const StudyMistake* mistake = std::get_if<StudyMistake>(&made)) return *mistake;
  const StudyPlan& plan = std::get<StudyPlan>(made);
  UncertainRows out{plan.parameters, plan.held, request.replicates, {}, {}};
  for (const StudyCase& one : plan.cases) out.points.push_back(one.point);
  out.outcomes = run_points(plan, host, request);
  return out;
}

}  // namespace eldercast
