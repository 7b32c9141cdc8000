#pragma once
/// Answers of meet as one page like that of a run: what it would take for each target, by one lever and by two.
#include <string>

#include "output/page/page.hpp"
#include "study/meet/meet.hpp"

namespace eldercast {

struct MeetPageOptions {
  Language language = Language::zh;
  std::string report_version;  ///< that makes the page
  bool interactive = true;     ///< see Page::interactive
};

/// The page. Equal arguments give equal pages.
[[nodiscard]] std::string render_meet_page(const MeetResult& result, const MeetPageOptions& options);

}  // namespace eldercast
