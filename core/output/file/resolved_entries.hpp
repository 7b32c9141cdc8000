#pragma once
/// The values of a resolved scenario text, line by line.
#include <string>
#include <string_view>
#include <vector>

namespace eldercast {

/// "schedule.build_months.town_centre.median", "8", "data/parameters.csv:37".
struct ResolvedEntry {
  std::string id;
  std::string value;
  std::string origin;
};

/// Every `key = value  # origin` line of a text that the program has resolved, under the table that it stands in. Other lines are passed
/// over.
[[nodiscard]] std::vector<ResolvedEntry> resolved_entries(std::string_view resolved);

}  // namespace eldercast
