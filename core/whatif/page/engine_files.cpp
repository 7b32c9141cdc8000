#include "whatif/page/engine_files.hpp"

#include <system_error>

#include "files/whole_file.hpp"

namespace eldercast {

std::optional<EngineFiles> engine_files(const std::filesystem::path& executable) {
  const std::filesystem::path bin = executable.parent_path();
  for (const std::filesystem::path& folder : {bin / "../../whatif/bin", bin / "../share/eldercast/whatif"}) {
    std::error_code error;
    if (!std::filesystem::exists(folder / "whatif.wasm", error) || !std::filesystem::exists(folder / "whatif.js", error)) continue;
    return EngineFiles{read_whole(folder / "whatif.js"), read_whole(folder / "whatif.wasm")};
  }
  return std::nullopt;
}

}  // namespace eldercast
