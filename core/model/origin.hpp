#pragma once
/// Where a scenario comes from: its defaults and its tables.
#include <optional>
#include <string>

namespace eldercast {

/// Where a default comes from; every numeric scenario value that is not typed into the scenario itself has one.
struct ParameterOrigin {
  std::string id;  ///< "schedule.build_months.community_station"
  double value = 0;
  std::optional<double> low;
  std::optional<double> high;
  std::string unit;
  std::string quality;  ///< measured, published_estimate, assumption
  std::string source;
};

/// A table as it was read: the results keep it, so that a run can be repeated from its file alone.
struct DataTable {
  std::string name;  ///< "towns"
  std::string path;  ///< as `resolved_text` names it
  std::string text;  ///< UTF-8, whatever the file was written in
  friend bool operator==(const DataTable&, const DataTable&) = default;
};

}  // namespace eldercast
