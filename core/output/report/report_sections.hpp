#pragma once
/// The sections of a report in the order of the story. Each returns the inside of its <section>, without the heading.
#include <string>

#include "output/report/run_data.hpp"

namespace eldercast {

/// Three sentences: is the plan met, where not, what does it cost.
[[nodiscard]] std::string answer_section(const RunData& data);
[[nodiscard]] std::string targets_section(const RunData& data);
[[nodiscard]] std::string coverage_section(const RunData& data);
[[nodiscard]] std::string beds_section(const RunData& data);
[[nodiscard]] std::string money_section(const RunData& data);
[[nodiscard]] std::string staff_section(const RunData& data);
/// Break-even of centres, and facilities that are covered on paper only.
[[nodiscard]] std::string centres_section(const RunData& data);
/// What users pay, beside what they live on: who is priced out.
[[nodiscard]] std::string priced_section(const RunData& data);
/// What each town advances for building.
[[nodiscard]] std::string advances_section(const RunData& data);
/// Planned years against months of opening.
[[nodiscard]] std::string schedule_section(const RunData& data);
[[nodiscard]] std::string map_section(const RunData& data);
/// Gaps, assumptions, versions: what the numbers rest on.
[[nodiscard]] std::string sources_section(const RunData& data);

}  // namespace eldercast
