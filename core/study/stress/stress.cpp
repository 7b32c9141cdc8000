#include "study/stress/stress.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/answer/target_report.hpp"

namespace eldercast {
namespace {

/// Targets with a threshold that fall due within the run; the others cannot be met or missed.
std::vector<StressedTarget> due_targets(const Description& description) {
  const std::vector<TargetBasis> bases = target_bases(description);
  const std::vector<JudgedTarget> all = judged_targets(description);
  std::vector<StressedTarget> out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const JudgedTarget& row = all[i];
    if (row.threshold && description.start <= row.due && row.due <= description.end) out.push_back({row, bases[i], {}, {}, {}});
  }
  return out;
}

SharesMet shares_of(const std::vector<StressedTarget>& rows, const Description& description, std::span<const Outcome> outcomes) {
  const TargetReport report = target_report(description, outcomes);
  SharesMet out;
  for (const StressedTarget& row : rows) {
    const auto line =
        std::find_if(report.lines.begin(), report.lines.end(), [&](const TargetLine& one) { return one.about.id == row.about.id; });
    out.push_back(line == report.lines.end() ? std::nullopt : line->met);
  }
  return out;
}

}  // namespace

ComparedRun run_alone(const ScenarioWithSets& one, const Simulate& simulate) {
  return {one.scenario->id, describe(*one.scenario), simulate(one, one.scenario->id)};
}

PackResult run_pack(const Pack& pack, double severity, const ComparedRun& alone, const Simulate& simulate, const ScenarioAt& scenario_at) {
  std::vector<StressedTarget> rows = due_targets(alone.description);
  const auto run_at = [&](double at) {
    const ScenarioWithSets one = scenario_at(at);
    const std::string label = fmt::format("{} at severity {:.4g}", pack.id, at);
    return ComparedRun{label, describe(*one.scenario), simulate(one, label)};
  };
  const ComparedRun stressed = severity == 0 ? alone : run_at(severity);
  std::vector<Evaluated> known{{0, shares_of(rows, alone.description, alone.outcomes)}};
  if (severity != 0) known.push_back({severity, shares_of(rows, stressed.description, stressed.outcomes)});
  const SharesMet without = known.front().shares;
  const SharesMet with = known.back().shares;
  const auto evaluate = [&](double at) {
    const ComparedRun run = run_at(at);
    return shares_of(rows, run.description, run.outcomes);
  };
  Breakings breakings = find_breaks(pack.severity_max, evaluate, std::move(known));

  PackResult out;
  out.id = pack.id;
  out.name_zh = pack.name_zh;
  out.name_en = pack.name_en;
  out.question = pack.question;
  out.question_zh = pack.question_zh;
  out.severity = severity;
  out.severity_max = pack.severity_max;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].met_without = without[i];
    rows[i].met_with = with[i];
    // What an input sets is no sign of how much the plan bears.
    if (rows[i].basis.by == DecidedBy::model) rows[i].breaking = breakings.targets[i];
  }
  out.targets = std::move(rows);
  out.evaluated = std::move(breakings.evaluated);
  out.comparison = compare(alone, stressed);
  return out;
}

}  // namespace eldercast
