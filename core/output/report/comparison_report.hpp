#pragma once
/// What runs change against the first, as one page like that of a run.
#include <span>
#include <string>

#include "output/compare/comparison.hpp"
#include "output/report/brief.hpp"

namespace eldercast {

/// The page of at least two runs; the first is A, and each other one is compared with it. `options` has the versions of A. Equal arguments
/// give equal pages. Throws NotComparable as compare() does.
[[nodiscard]] std::string render_comparison_report(std::span<const ComparedRun> runs, const ReportOptions& options);

/// The same on two sheets of paper for those who decide, in the language of the options alone: what differs, what becomes of the plan, what
/// changes most, who pays, which towns, what would help, what is not known.
[[nodiscard]] std::string render_comparison_brief(std::span<const ComparedRun> runs, const ReportOptions& options, const BriefHelps& helps);

}  // namespace eldercast
