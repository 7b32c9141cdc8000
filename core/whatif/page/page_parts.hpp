#pragma once
/// The files of `web/` as they were when the program was built: they travel inside it. Internal to whatif/page.
#include <string>

namespace eldercast {

struct PageParts {
  std::string style;
  std::string body;    ///< from <body> on, without its end
  std::string script;  ///< of the page
  std::string worker;  ///< of a worker, behind the glue of the engine
};

[[nodiscard]] PageParts page_parts();

}  // namespace eldercast
