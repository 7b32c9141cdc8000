#include "study/stress/stress.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/answer/target_report.hpp"

namespace eldercast {
namespace {

/// Targets with a threshold that fall due within the run; the others cannot be met or missed.
std::vector<JudgedTarget> due_targets(const Description& description) {
  std::vector<JudgedTarget> out = judged_targets(description);
  std::erase_if(out, [&](const JudgedTarget& one) { return !one.threshold || one.due < description.start || description.end < one.due; });
  return out;
}

SharesMet shares_of(const std::vector<JudgedTarget>& rows, const Description& description, std::span<const Outcome> outcomes) {
  const TargetReport report = target_report(description, outcomes);
  SharesMet out;
  for (const JudgedTarget& row : rows) {
    const auto line = std::find_if(report.lines.begin(), report.lines.end(), [&](const TargetLine& one) { return one.about.id == row.id; });
    out.push_back(line == report.lines.end() ? std::nullopt : line->met);
  }
  return out;
}

}  // namespace

ComparedRun run_alone(const std::shared_ptr<const Scenario>& scenario, const Simulate& simulate) {
  return {scenario->id, describe(*scenario), simulate(scenario, scenario->id)};
}

PackResult run_pack(const Pack& pack, double severity, const ComparedRun& alone, const Simulate& simulate, const ScenarioAt& scenario_at) {
  const std::vector<JudgedTarget> rows = due_targets(alone.description);
  const auto run_at = [&](double at) {
    const std::shared_ptr<const Scenario> scenario = scenario_at(at);
    const std::string label = fmt::format("{} at severity {:.4g}", pack.id, at);
    return ComparedRun{label, describe(*scenario), simulate(scenario, label)};
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
    out.targets.push_back({rows[i], without[i], with[i], breakings.targets[i]});
  }
  out.evaluated = std::move(breakings.evaluated);
  out.comparison = compare(alone, stressed);
  return out;
}

}  // namespace eldercast
