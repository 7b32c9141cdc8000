#pragma once
/// The frame of a report: head, style, script, table of contents, sections.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "output/page/html.hpp"

namespace eldercast {

/// How every page of this program begins: by it, an older page is known from the files of others.
inline constexpr std::string_view kPageBegin = "<!DOCTYPE html>\n<!-- a page of eldercast -->\n";

struct PageSection {
  std::string_view id;  ///< lower case
  Text heading;
  std::string html;
};

/// A report holds both languages, of which its reader chooses, and a table of contents; a brief holds one language, and every section is a
/// sheet of A4.
enum class PageForm : std::uint8_t { report, brief };

struct Page {
  PageForm form = PageForm::report;
  Text title;
  Text subtitle;
  Text about;  ///< period, replicates, seed
  std::vector<PageSection> sections;
  std::string footer;       ///< HTML after the page's own last words
  bool interactive = true;  ///< charts answer a pointer; without effect unless can_draw_interactive()
};

/// The whole file. Its policy allows the style and the scripts that are in it and nothing else, so that it cannot ask a network for
/// anything.
[[nodiscard]] std::string page_html(const Page& page, Language language);
/// Whether the program was built with the library that live charts need.
[[nodiscard]] bool can_draw_interactive();

}  // namespace eldercast
