#pragma once
/// The values of a resolved scenario text, line by line.
#include <map>
#include <optional>
#include <set>
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

/// Numbers and switches of a resolved text by id; texts and lists are left out.
class ResolvedNumbers {
 public:
  explicit ResolvedNumbers(std::string_view resolved);
  /// The number, if there is one.
  [[nodiscard]] std::optional<double> find(const std::string& id) const;
  /// Whether it is a switch that is on.
  [[nodiscard]] bool on(const std::string& id) const { return switches_.contains(id); }

 private:
  std::map<std::string, double> values_;
  std::set<std::string> switches_;  ///< that are on
};

}  // namespace eldercast
