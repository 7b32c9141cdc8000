#pragma once
/// The sections of a report in the order of the story. Each returns the inside of its <section>, without the heading.
#include <string>

#include "output/report/run_data.hpp"

namespace eldercast {

/// Three sentences: is the plan met, where not, what does it cost.
[[nodiscard]] std::string answer_section(const RunData& data);
/// With its unit, where the value beside it has none.
[[nodiscard]] Text target_name(const JudgedTarget& target);
[[nodiscard]] std::string targets_section(const RunData& data);
[[nodiscard]] std::string coverage_section(const RunData& data);
/// One chart: communities and villages with a facility of their own, as shares, with the target.
[[nodiscard]] std::string coverage_overview(const RunData& data);
[[nodiscard]] std::string beds_section(const RunData& data);
[[nodiscard]] std::string money_section(const RunData& data);
[[nodiscard]] std::string staff_section(const RunData& data);
/// Break-even of centres, and facilities that are covered on paper only.
[[nodiscard]] std::string centres_section(const RunData& data);
/// What users pay, beside what they live on: who is priced out.
[[nodiscard]] std::string priced_section(const RunData& data);
/// Money by town, payer and year, folded away.
[[nodiscard]] std::string town_money_section(const RunData& data);
/// What each town pays for building: what comes back, and what does not.
[[nodiscard]] std::string advances_section(const RunData& data);
/// Planned years against months of opening.
[[nodiscard]] std::string schedule_section(const RunData& data);
/// S-curves: the chance of at most so much money and shortfall.
[[nodiscard]] std::string risk_section(const RunData& data);
/// How evenly care, coverage and money spread over towns and groups.
[[nodiscard]] std::string equity_section(const RunData& data);
/// Figures that rules say of their own; the description has some.
[[nodiscard]] std::string rules_section(const RunData& data);
[[nodiscard]] std::string map_section(const RunData& data);
/// The map at the end of the run alone: legend and drawing.
[[nodiscard]] std::string map_figure(const RunData& data);
/// Gaps, assumptions, versions: what the numbers rest on.
[[nodiscard]] std::string sources_section(const RunData& data);
/// The name of a parameter with its unit; empty where it has none.
[[nodiscard]] Text parameter_text(const ParameterNames& names, const std::string& id);
/// Every parameter with its range and source, folded away.
[[nodiscard]] std::string parameters_section(const RunData& data);

}  // namespace eldercast
