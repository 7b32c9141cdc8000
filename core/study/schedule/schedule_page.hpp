#pragma once
/// A schedule as one page like that of a run: the answer, cost against effect, the order, who gains and who loses, what to trust.
#include <string>

#include "output/page/page.hpp"
#include "study/schedule/result.hpp"

namespace eldercast {

struct SchedulePageOptions {
  Language language = Language::zh;
  std::string report_version;  ///< that makes the page
  bool interactive = true;     ///< see Page::interactive
};

/// The page. Equal arguments give equal pages.
[[nodiscard]] std::string render_schedule_page(const ScheduleResult& result, const SchedulePageOptions& options);

}  // namespace eldercast
