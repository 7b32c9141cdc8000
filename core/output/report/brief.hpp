#pragma once
/// A run on two sheets of paper for those who decide: the verdict, three numbers, a chart, a map, what stands in the way, what would help,
/// what is not known.
#include <span>
#include <string>
#include <vector>

#include "output/answer/summary.hpp"
#include "output/report/report.hpp"

namespace eldercast {

/// Something that would meet a target which is missed.
struct BriefHelp {
  Text target;  ///< "carers trained"
  Text way;     ///< "Larger courses for carers, 25 more a month"; empty: none of what was tried
  Text result;  ///< "met in 93%, 1.2 million yuan"
};

/// What a search for what it would take found.
struct BriefHelps {
  std::vector<BriefHelp> list;
  bool drawn = false;  ///< its chances hold what is unknown of the parameters, too
};

/// A heading and the cheapest ways to what is missed; says so where there are none.
[[nodiscard]] std::string what_helps(const Summary& summary, const BriefHelps& helps);

/// The page, in the language of the options alone. `helps` come from a search for what it would take; without any the page says
/// that there was none.
[[nodiscard]] std::string render_brief(const Description& description, std::span<const Outcome> outcomes, const ReportOptions& options,
                                       const BriefHelps& helps);

}  // namespace eldercast
