#include "study/plan/planner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "engine/memory.hpp"
#include "files/named_file.hpp"
#include "model/base/keys.hpp"
#include "output/render/text_cells.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "scenario/reader.hpp"
#include "scenario/source/csv.hpp"
#include "scenario/source/file_text.hpp"
#include "study/execute/case_runner.hpp"
#include "text/characters.hpp"

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

StudyMistake mistake_at(const Place& place, std::string message, std::string help = {}) {
  return {fmt::format("{}: {}", text_of(place), message), std::move(help)};
}

StudyMistake first_of(const Diagnostics& diagnostics) {
  const Diagnostic first = diagnostics.sorted().front();
  return mistake_at(first.place, first.message, first.help);
}

std::optional<StudyMistake> read_header(const CsvTable& table, const std::vector<SweepableParameter>& known, StudyPlan& plan,
                                        std::vector<SweepableParameter>& columns) {
  for (const std::string& id : table.columns()) {
    auto found = find_sweepable(id, known);
    if (const StudyMistake* mistake = std::get_if<StudyMistake>(&found)) return mistake_at(table.header(), mistake->message, mistake->help);
    columns.push_back(std::get<SweepableParameter>(std::move(found)));
    plan.parameters.push_back(columns.back().parameter);
  }
  return std::nullopt;
}

std::optional<StudyMistake> read_row(const CsvTable& table, std::size_t number, const std::vector<SweepableParameter>& columns,
                                     StudyPlan& plan) {
  std::vector<double> row;
  for (const SweepableParameter& column : columns) {
    const std::string& id = column.parameter.id;
    const std::string cell = table.text(number, id);
    const auto value = parse_number(cell);
    const Place place = table.place(number, id);
    if (!value) return mistake_at(place, fmt::format("{} = '{}' is no number", id, piece(cell)));
    if (const auto mistake = refused_value(column, *value)) return mistake_at(place, mistake->message, mistake->help);
    row.push_back(*value);
  }
  plan.design.list.push_back(std::move(row));
  return std::nullopt;
}

/// The axes span what the list visits.
void set_ranges(StudyPlan& plan) {
  for (std::size_t i = 0; i < plan.parameters.size(); ++i) {
    const auto less = [i](const std::vector<double>& a, const std::vector<double>& b) { return a[i] < b[i]; };
    const auto [low, high] = std::minmax_element(plan.design.list.begin(), plan.design.list.end(), less);
    plan.parameters[i].axis.low = (*low)[i];
    plan.parameters[i].axis.high = (*high)[i];
  }
}

/// Fills the parameters and the list of the plan's design from a CSV file, a header of parameter ids and one row a point, or says what is
/// wrong with file and line.
std::optional<StudyMistake> read_list(const std::string& file, const std::vector<SweepableParameter>& known, StudyPlan& plan) {
  if (file.empty()) return StudyMistake{"a list design needs its list", "give a CSV file: --list FILE"};
  Diagnostics diagnostics;
  const Place asked{std::make_shared<const SourceText>(file, file, ""), 0, 1, 1};
  const SourceRef source = read_table_text(canonical_or_same(file), file, asked, diagnostics);
  const std::optional<CsvTable> table = source ? CsvTable::parse_any(source, diagnostics) : std::nullopt;
  if (diagnostics.has_errors()) return first_of(diagnostics);
  std::vector<SweepableParameter> columns;
  if (const auto mistake = read_header(*table, known, plan, columns)) return mistake;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    if (const auto mistake = read_row(*table, row, columns, plan)) return mistake;
  }
  if (plan.design.list.empty()) return StudyMistake{fmt::format("{} has no points", file), "one row a point below the header"};
  set_ranges(plan);
  return std::nullopt;
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
