#include "study/plan/planner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "engine/memory.hpp"
#include "model/base/keys.hpp"
#include "output/render/text_cells.hpp"
#include "scenario/reader.hpp"
#include "study/execute/case_runner.hpp"
#include "study/plan/list_file.hpp"

namespace eldercast {
namespace {

/// Measured on the Jiangjin baseline: what a replicate takes in the merged file, compressed.
constexpr double kBytesAReplicate = 64'000;
/// The same in a batch file, where it stands as it is.
constexpr double kBytesABatchRow = 240'000;
constexpr int kMorrisLevels = 4;
constexpr std::size_t kCasesLookedAt = 16;
constexpr int kGridLevels = 3;

bool takes_points(DesignKind kind) {
  return kind == DesignKind::latin_hypercube || kind == DesignKind::sobol_sequence || kind == DesignKind::morris ||
         kind == DesignKind::saltelli;
}

std::optional<StudyMistake> choose_parameters(const StudyRequest& request, const std::vector<SweepableParameter>& known, StudyPlan& plan) {
  std::vector<std::string> requests = request.vary;
  if (request.vary_all) {
    for (const SweepableParameter& one : known) {
      if (!one.ranged || one.decided || follows_median(one.parameter.id, known)) continue;
      const Axis& axis = one.parameter.axis;
      const bool inside = axis.low <= axis.base && axis.base <= axis.high;
      (inside ? requests : plan.held).push_back(one.parameter.id);
    }
  }
  for (const std::string& text : requests) {
    auto read = read_request(text, known);
    if (const StudyMistake* mistake = std::get_if<StudyMistake>(&read)) return *mistake;
    VariedParameter parameter = std::get<VariedParameter>(std::move(read));
    const bool twice =
        std::any_of(plan.parameters.begin(), plan.parameters.end(), [&](const VariedParameter& one) { return one.id == parameter.id; });
    if (twice && request.vary_all) continue;
    if (twice) return StudyMistake{fmt::format("{} is varied twice", parameter.id), ""};
    if (!parameter.values.empty() && request.design != DesignKind::grid) {
      return StudyMistake{fmt::format("{} has a list of values, which only a grid has", parameter.id),
                          fmt::format("give a range: --vary {}=LOW..HIGH", parameter.id)};
    }
    parameter.axis.shape = request.shape;
    if (request.keyed_by_id) parameter.axis.key = static_cast<std::uint32_t>(key_of(parameter.id));
    parameter.axis.levels = request.levels > 0 ? request.levels : kGridLevels;
    plan.parameters.push_back(std::move(parameter));
  }
  return std::nullopt;
}

std::optional<StudyMistake> choose_design(const StudyRequest& request, StudyPlan& plan) {
  DesignSpec& design = plan.design;
  design.kind = request.design;
  design.seed = request.design_seed;
  design.block_points = request.points;
  design.morris_levels = request.levels > 0 ? request.levels : kMorrisLevels;
  design.axes = design_axes(plan.parameters);
  if (takes_points(request.design) && request.points < 1) {
    return StudyMistake{fmt::format("a {} design needs --points", name_of(request.design)),
                        "for morris trajectories, for saltelli base points"};
  }
  if (!takes_points(request.design)) design.block_points = 1;
  const std::vector<DesignMistake> mistakes = mistakes_of(design);
  if (mistakes.empty()) return std::nullopt;
  const DesignMistake& first = mistakes.front();
  const std::string where = first.axis < 0 ? std::string("the design") : plan.parameters[static_cast<std::size_t>(first.axis)].id;
  return StudyMistake{fmt::format("{}: {}", where, first.text), ""};
}

PlanCost measure(const StudyPlan& plan, PluginHost& host) {
  using Clock = std::chrono::steady_clock;
  const auto seconds_since = [](Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); };
  // The first case also sets up what the others share and reuse.
  const StudyBase base(plan, host);
  CaseRunner runner(base);
  const std::atomic<bool> never{false};
  runner.run_unchanged(0, 1, never, [](StudyRow&&) {});
  PlanCost cost;
  auto before = Clock::now();
  runner.run_unchanged(0, 2, never, [&](StudyRow&& row) {
    (row.outcome.replicate == 0 ? cost.seconds_a_case : cost.seconds_a_replicate) = seconds_since(before);
    before = Clock::now();
  });
  cost.seconds_a_case = std::max(0.0, cost.seconds_a_case - cost.seconds_a_replicate);
  cost.bytes_a_replicate = kBytesAReplicate;
  return cost;
}

int first_blocks(const StudyRequest& request, const StudyPlan& plan) {
  const bool one_block_of_points = request.design == DesignKind::latin_hypercube;
  return one_block_of_points ? 1 : takes_points(request.design) ? request.points : blocks_at_most(plan.design);
}

std::variant<StudyPlan, StudyMistake> choose(const StudyRequest& request, const Scenario& scenario, PluginHost& host) {
  StudyPlan plan;
  plan.folder = request.folder;
  plan.scenario_file = request.scenario_file;
  plan.sets = request.sets;
  plan.scenario_id = scenario.id;
  plan.scenario_digest = scenario.digest;
  plan.program_version = request.program_version;
  plan.seed = request.seed;
  plan.rules = stamps_of(scenario, host);
  const std::vector<SweepableParameter> known = sweepable_parameters(scenario, host.catalog());
  if (request.design == DesignKind::list) {
    if (const auto mistake = read_list(request.list_file, known, plan)) return *mistake;
  } else if (const auto mistake = choose_parameters(request, known, plan)) {
    return *mistake;
  }
  if (plan.parameters.empty()) {
    return StudyMistake{"nothing is varied", "name parameters: --vary ID, --vary ID=LOW..HIGH, or --vary-all for all that have a range"};
  }
  add_followers(plan.parameters, known);
  if (const auto mistake = choose_design(request, plan)) return *mistake;
  if (const auto mistake = part_mistake(plan, first_blocks(request, plan), request.replicates)) return *mistake;
  return plan;
}

}  // namespace

std::variant<StudyPlan, StudyMistake> choose_cases(const StudyRequest& request, const Scenario& scenario, PluginHost& host) {
  auto made = choose(request, scenario, host);
  if (StudyPlan* plan = std::get_if<StudyPlan>(&made)) add_part(*plan, first_blocks(request, *plan), request.replicates, request.cores);
  return made;
}

std::variant<StudyPlan, StudyMistake> make_plan(const StudyRequest& request, const Scenario& scenario, PluginHost& host) {
  auto made = choose(request, scenario, host);
  if (StudyPlan* plan = std::get_if<StudyPlan>(&made)) {
    plan->cost = measure(*plan, host);
    const MemoryNeed need = memory_need(scenario);
    plan->cost.memory_shared = need.shared_bytes;
    plan->cost.memory_thread = need.worker_bytes;
    add_part(*plan, first_blocks(request, *plan), request.replicates, request.cores);
  }
  return made;
}

PlanLook look_at_cases(const StudyPlan& plan, PluginHost& host) {
  PlanLook out;
  const RuleCatalog catalog = host.catalog();
  const std::size_t pace = std::max<std::size_t>(1, plan.cases.size() / kCasesLookedAt);
  for (std::size_t i = 0; i < plan.cases.size(); i += pace) {
    const ReadResult read = read_scenario(plan.scenario_file, {plan.options_of(plan.cases[i]), &catalog});
    ++out.looked_at;
    if (read.scenario) continue;
    if (out.invalid++ == 0) out.first_reason = read.diagnostics.render(false);
  }
  return out;
}

Document document_of(const StudyPlan& plan, int cores) {
  const auto rows = static_cast<double>(plan.rows());
  const double seconds = rows * plan.cost.seconds_a_replicate + static_cast<double>(plan.cases.size()) * plan.cost.seconds_a_case;
  const std::string time = duration_text(seconds / cores);
  const double merged = rows * plan.cost.bytes_a_replicate / 1e6;
  const double batches = rows * kBytesABatchRow / 1e6;
  Document out;
  out.say(fmt::format("{}，{}个参数：{}种情况×{}次模拟 = {}行，{}批", name_of(plan.design.kind), plan.parameters.size(), plan.cases.size(),
                      plan.replicates(), plan.rows(), plan.batches().size()),
          fmt::format("{} of {} parameter{}: {} cases x {} replicates = {} rows in {} batches", name_of(plan.design.kind),
                      plan.parameters.size(), plan.parameters.size() == 1 ? "" : "s", plan.cases.size(), plan.replicates(), plan.rows(),
                      plan.batches().size()));
  out.say(fmt::format("{}个核约需{}（现测：每种情况{:.2f}秒，每次模拟{:.2f}秒），合并后{:.0f} MB，此前分批{:.0f} MB", cores, time,
                      plan.cost.seconds_a_case, plan.cost.seconds_a_replicate, merged, batches),
          fmt::format("about {} on {} core{} ({:.2f} s a case, {:.2f} s a replicate, measured now), {:.0f} MB merged, {:.0f} MB in batches "
                      "until then",
                      time, cores, cores == 1 ? "" : "s", plan.cost.seconds_a_case, plan.cost.seconds_a_replicate, merged, batches));
  return out;
}

}  // namespace eldercast
