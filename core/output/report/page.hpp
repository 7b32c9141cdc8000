#pragma once
/// The frame of a report: head, style, script, table of contents, sections.
#include <string>
#include <string_view>
#include <vector>

#include "output/report/html.hpp"
#include "output/report/report.hpp"

namespace eldercast {

struct PageSection {
  std::string_view id;  ///< lower case
  Text heading;
  std::string html;
};

struct Page {
  Text title;
  Text subtitle;
  Text about;  ///< period, replicates, seed
  std::vector<PageSection> sections;
};

/// The whole file. Its policy allows the page's own style and script and nothing else, so that it cannot ask a network for anything.
[[nodiscard]] std::string page_html(const Page& page, Language language);
/// The script of the page: the switch of languages and the years of the map.
[[nodiscard]] std::string_view page_script();

}  // namespace eldercast
