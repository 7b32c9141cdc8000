#pragma once
/// A run as one page that can be read, printed and sent on: HTML with everything inside, that asks nothing of a network.
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "engine/outcome.hpp"
#include "output/description.hpp"
#include "output/page/html.hpp"
#include "output/report/boundaries.hpp"

namespace eldercast {

/// What a parameter is called, and its unit.
struct ParameterName {
  Text name;
  std::string unit;
};
using ParameterNames = std::map<std::string, ParameterName, std::less<>>;  ///< by id

struct ReportOptions {
  Language language = Language::zh;
  std::string program_version;  ///< that made the results
  std::string report_version;   ///< that makes the page
  std::string schema_version;
  bool interactive = true;                    ///< charts answer a pointer, see Page::interactive
  std::optional<Boundaries> boundaries = {};  ///< under the map of a run; absent: a scheme
  ParameterNames names = {};                  ///< of parameters; those without a name are shown by their id
};

/// The page. Failed replicates are left out of every number. Outcomes must have their headline cubes; those whose `project_opened` is
/// filled are shown in the build schedule. Equal arguments give equal pages.
[[nodiscard]] std::string render_report(const Description& description, std::span<const Outcome> outcomes, const ReportOptions& options);

}  // namespace eldercast
