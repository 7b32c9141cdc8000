#pragma once
/// What `eldercast inspect RESULT` shows: identity and every group with its datasets; as JSON the summary, too.
#include <string>

#include "files/file_error.hpp"
#include "output/answer/summary.hpp"
#include "output/render/document.hpp"

namespace eldercast {

/// Throws FileError as ResultsReader does.
[[nodiscard]] Document inspect_document(const std::string& path);
/// "format" is "eldercast-inspect", "version" 1; "summary" is what render_json gives.
[[nodiscard]] std::string inspect_json(const std::string& path);

}  // namespace eldercast
