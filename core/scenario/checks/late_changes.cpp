#include "scenario/checks/late_changes.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "scenario/parameters/parameter_value.hpp"

namespace eldercast {

std::vector<Text> notes_on_late_changes(const Scenario& scenario) {
  std::map<std::int32_t, int> rows;
  for (const FacilityChange& change : scenario.changes) {
    if (change.month > scenario.end) ++rows[change.month.count];
  }
  std::vector<Text> notes;
  for (const auto& [count, number] : rows) {
    YearMonth month;
    month.count = count;
    notes.push_back(
        {fmt::format("{}项设施变动定于{}，晚于运行期末{}，不起作用", number, year_month_text(month), year_month_text(scenario.end)),
         fmt::format("{} planned change{} of {}, after the end of the run in {}: nothing comes of it", number, number == 1 ? "" : "s",
                     year_month_text(month), year_month_text(scenario.end))});
  }
  return notes;
}

}  // namespace eldercast
