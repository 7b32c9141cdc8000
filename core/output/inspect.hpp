#pragma once
/// What `eldercast inspect RESULT` shows: identity, every group with its datasets, and the summary computed anew from the file.
#include <string>

#include "files/file_error.hpp"
#include "output/summary.hpp"

namespace eldercast {

/// Throws FileError as ResultsReader does.
[[nodiscard]] std::string inspect_text(const std::string& path, RenderOptions options = {});
/// "format" is "eldercast-inspect", "version" 1; "summary" is what render_json gives.
[[nodiscard]] std::string inspect_json(const std::string& path);

}  // namespace eldercast
