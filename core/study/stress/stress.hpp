#pragma once
/// How hard a plan may be hit: which targets still hold under a pack of shocks, from which severity on they break, and what changes.
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/targets.hpp"
#include "output/compare/comparison.hpp"
#include "output/figures/target_basis.hpp"
#include "output/file/array_file.hpp"
#include "output/render/document.hpp"
#include "study/stress/breaking.hpp"
#include "study/stress/pack.hpp"
#include "study/stress/ranking.hpp"

namespace eldercast {

inline constexpr std::string_view kStressFiletype = "eldercast-stress";

/// A scenario, and the options that make it of its file.
struct ScenarioWithSets {
  std::shared_ptr<const Scenario> scenario;
  std::vector<std::string> sets;
};
/// Runs a scenario in memory. `what` names it for those who wait. Throws StudyStopped after a stop.
using Simulate = std::function<std::vector<Outcome>(const ScenarioWithSets& one, const std::string& what)>;
/// The scenario with the pack at a severity.
using ScenarioAt = std::function<ScenarioWithSets(double severity)>;

/// The user has stopped the study.
class StudyStopped : public std::exception {};

/// One target under a pack.
struct StressedTarget {
  JudgedTarget about;
  TargetBasis basis;                  ///< who decides whether it is met, without the pack
  std::optional<double> met_without;  ///< share of the replicates that meet it when it is due, at severity 0
  std::optional<double> met_with;     ///< at the severity asked for
  Breaking breaking;                  ///< not judged where the model does not decide
};

struct PackResult {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string question;
  std::string question_zh;
  double severity = 1;
  double severity_max = 1;
  std::vector<StressedTarget> targets;  ///< those with a threshold, in the order of the table of targets
  std::vector<Evaluated> evaluated;     ///< severities that were run; shares in the order of `targets`
  Comparison comparison;                ///< B at `severity` against A, the scenario itself
};

struct StressResult {
  std::string scenario_zh;
  std::string scenario_en;
  YearMonth start;
  YearMonth end;
  std::uint64_t seed = 0;
  int replicates = 0;
  std::int32_t draws = 0;  ///< of the parameters that the replicates share; 0: none
  std::vector<PackResult> packs;
  std::optional<Ranking> ranking;
};

/// The scenario alone.
[[nodiscard]] ComparedRun run_alone(const ScenarioWithSets& one, const Simulate& simulate);

/// Runs a pack against `alone`, at `severity` and wherever the search for breaks wants.
[[nodiscard]] PackResult run_pack(const Pack& pack, double severity, const ComparedRun& alone, const Simulate& simulate,
                                  const ScenarioAt& scenario_at);

/// What packs ask.
[[nodiscard]] Document packs_document(std::span<const Pack> packs);
/// Targets, main figures and severities of each pack, and the ranking.
[[nodiscard]] Document document_of(const StressResult& result);
/// "format" is "eldercast-stress", "version" 1.
[[nodiscard]] std::string render_json(const StressResult& result);
/// Groups `targets` and `severities` along pack and target, `run`, `district` and `towns` as of a comparison, `projects` of the ranking.
[[nodiscard]] ArrayFile stress_file(const StressResult& result);

}  // namespace eldercast
