#include <cstdlib>
#include <string_view>

#include "engine/host/plugin_host.hpp"

namespace eldercast {

std::vector<std::filesystem::path> default_plugin_folders(const std::filesystem::path& executable,
                                                          std::span<const std::filesystem::path> plugin_dirs) {
  std::vector<std::filesystem::path> folders(plugin_dirs.begin(), plugin_dirs.end());
  if (const char* variable = std::getenv("ELDERCAST_PLUGIN_PATH")) {
    std::string_view rest = variable;
    while (!rest.empty()) {
      const auto colon = rest.find(':');
      const auto folder = rest.substr(0, colon);
      // An empty part would mean the working folder; nobody means that.
      if (!folder.empty()) folders.emplace_back(folder);
      rest = colon == std::string_view::npos ? std::string_view{} : rest.substr(colon + 1);
    }
  }
  const auto prefix = executable.parent_path() / "..";
  folders.push_back((prefix / "plugins").lexically_normal());
  folders.push_back((prefix / "lib/eldercast/plugins").lexically_normal());
  return folders;
}

}  // namespace eldercast
