#pragma once
/// Every target of the plan, and of rules: how far it gets, whether and when it is met, how surely, and what stands in the way.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "model/targets.hpp"
#include "output/description.hpp"
#include "output/figures/target_basis.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/table.hpp"
#include "output/statistics.hpp"

namespace eldercast {

/// A town or settlement that falls short when the target is due, in some replicates.
struct TargetObstacle {
  std::string code;
  Text name;
  Text town;                    ///< of a settlement; empty for a town
  double share_short = 0;       ///< of the replicates
  std::optional<double> value;  ///< of a town: the mean over the replicates in which there is something to measure
};

/// Values are in the unit of the target: a share as 0.95. Shares of replicates count those in which there was something to measure.
struct TargetLine {
  JudgedTarget about;
  std::vector<Estimate> years;         ///< at the end of each calendar year of the run
  std::optional<double> met;           ///< share of replicates that meet it when it is due; absent: no threshold, or not due within the run
  std::optional<double> strict_met;    ///< the same of the stricter reading
  std::optional<YearMonth> first_met;  ///< first month that meets the threshold: median over the replicates that ever do
  std::optional<double> never_met;     ///< share of replicates that do not meet it in any month of the run
  std::vector<TargetObstacle> in_the_way;  ///< the likeliest first; the sum of their shares is how many fall short on average
  TargetBasis basis;                       ///< who decides whether it is met
  /// Of `met`; not_judged without it.
  [[nodiscard]] TargetVerdict verdict() const { return met ? verdict_of(*met) : TargetVerdict::not_judged; }
};

/// A stored value in the unit of the target; NaN where there was nothing to measure.
[[nodiscard]] double target_value(const JudgedTarget& row, std::int32_t stored);
/// Whether a value of target_value() meets the threshold.
[[nodiscard]] bool target_met(const JudgedTarget& row, double value, double threshold);

/// Towns or settlements that fall short of a target, on average over the replicates.
[[nodiscard]] double short_on_average(const TargetLine& line);

struct TargetReport {
  std::string name_zh;
  std::string name_en;
  YearMonth start;
  YearMonth end;
  int replicates = 0;
  int uncertain_parameters = 0;   ///< that vary between replicates, too: see Description
  bool siting_assumed = false;    ///< names of settlements follow the siting rule
  std::vector<TargetLine> lines;  ///< in the order of judged_targets()
  bool chosen = false;            ///< some targets alone
};
/// The value at the end of the year in which it is due, or of the year nearest to that.
[[nodiscard]] const Estimate& when_due(const TargetReport& report, const TargetLine& line);
/// How much of what is asked for is there then, 0 to 1 and above, from the mean; of what is to be at most so much 1 or 0. It has a
/// threshold.
[[nodiscard]] double part_reached(const TargetReport& report, const TargetLine& line);
/// The lines of one target, "G2.own", or of a clause, "G2"; none where nothing is called so.
[[nodiscard]] TargetReport only(TargetReport report, const std::string& name);

/// Targets that are judged, by who decides them and, where the model does, by verdict.
struct TargetCounts {
  int judged = 0;
  PerEnum<TargetVerdict, int> by_model;
  int by_assumption = 0;
  int by_input = 0;
  int by_assumed_input = 0;  ///< of those: an assumption of the scenario forbids it
};
/// "4 cannot be met as written, 3 of them by an assumption of the scenario"; without a full stop.
[[nodiscard]] Text cannot_be_met(const TargetCounts& counts);
[[nodiscard]] TargetCounts counts_of(const TargetReport& report);

/// Failed replicates are left out.
[[nodiscard]] TargetReport target_report(const Description& description, std::span<const Outcome> outcomes);
/// The value of a target as text: "95.0%", "0.18", "1,234".
[[nodiscard]] std::string target_value_text(TargetUnit unit, double value);
/// One row a target, as screens show it: what, when, how much, how surely, and who decides.
[[nodiscard]] Table targets_table(const TargetReport& report);
/// Every town and settlement that falls short in at least a tenth of the replicates, target by target.
[[nodiscard]] Table obstacles_table(const TargetReport& report);
/// A heading, what the words mean, the table; with `towns` the obstacles after it.
[[nodiscard]] std::string render_text(const TargetReport& report, bool towns, Language language, std::size_t width);
/// The targets as a JSON list.
[[nodiscard]] Json targets_json(const TargetReport& report);
/// "format" is "eldercast-targets", "version" 2.
[[nodiscard]] std::string render_json(const TargetReport& report);

}  // namespace eldercast
