#pragma once
/// The engine that pages carry: built apart (preset whatif), and found beside the program.
#include <filesystem>
#include <optional>
#include <string>

namespace eldercast {

struct EngineFiles {
  std::string glue;     ///< JavaScript that Emscripten wrote
  std::string machine;  ///< WebAssembly
};

/// What was built for this program, beside the build tree of `executable` (build/whatif/bin) or installed with it (share/eldercast/whatif);
/// nothing where it was not built.
[[nodiscard]] std::optional<EngineFiles> engine_files(const std::filesystem::path& executable);

}  // namespace eldercast
