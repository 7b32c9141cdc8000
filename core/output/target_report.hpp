#pragma once
/// Every target of the plan: how far it gets, whether and when it is met, how surely, and what stands in the way.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "model/targets.hpp"
#include "output/description.hpp"
#include "output/json_numbers.hpp"
#include "output/statistics.hpp"

namespace eldercast {

/// A town or settlement that falls short when the target is due, in more than half of the replicates.
struct TargetObstacle {
  std::string code;
  std::string name_zh;
  std::string town_zh;          ///< of a settlement; empty for a town
  double share_short = 0;       ///< of the replicates
  std::optional<double> value;  ///< of a town: the mean over the replicates in which there is something to measure
};

/// Values are in the unit of the target: a share as 0.95. Shares of replicates count those in which there was something to measure.
struct TargetLine {
  Target target = Target::g1_own;
  std::optional<double> threshold;
  std::optional<double> strict;
  YearMonth due;
  std::vector<Estimate> years;         ///< at the end of each calendar year of the run
  std::optional<double> met;           ///< share of replicates that meet it when it is due; absent: no threshold, or not due within the run
  std::optional<double> strict_met;    ///< the same of the stricter reading
  std::optional<YearMonth> first_met;  ///< first month that meets the threshold: median over the replicates that ever do
  std::optional<double> never_met;     ///< share of replicates that do not meet it in any month of the run
  std::vector<TargetObstacle> in_the_way;  ///< worst first
};

struct TargetReport {
  std::string name_zh;
  std::string name_en;
  YearMonth start;
  YearMonth end;
  int replicates = 0;
  int uncertain_parameters = 0;   ///< that vary between replicates, too: see Description
  bool siting_assumed = false;    ///< names of settlements follow the siting rule
  std::vector<TargetLine> lines;  ///< in the order of the table of targets
};

/// Failed replicates are left out.
[[nodiscard]] TargetReport target_report(const Description& description, std::span<const Outcome> outcomes);
/// The value of a target as text: "95.0%", "0.18", "1,234".
[[nodiscard]] std::string target_value_text(TargetUnit unit, double value);
/// Lines of at most 100 columns. `towns`: every town and settlement that falls short on a line of its own.
[[nodiscard]] std::string render_text(const TargetReport& report, bool towns = false);
/// The targets as a JSON list.
[[nodiscard]] Json targets_json(const TargetReport& report);
/// "format" is "eldercast-targets", "version" 1.
[[nodiscard]] std::string render_json(const TargetReport& report);

}  // namespace eldercast
