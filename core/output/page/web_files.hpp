#pragma once
/// The files of `web/` and the library that draws charts, as they were when the program was built: they travel inside it.
/// Internal to core/output/page.
#include <string_view>

namespace eldercast {

struct WebFile {
  std::string_view text;
  std::string_view sha256;  ///< of the text, hexadecimal
};

[[nodiscard]] WebFile page_style();
[[nodiscard]] WebFile page_script();
/// ECharts; empty if the program was built without it.
[[nodiscard]] WebFile chart_library();

}  // namespace eldercast
