#pragma once
/// A rule that is a script in Lua.
#include <filesystem>
#include <string>

#include "engine/host/rule_file.hpp"

namespace eldercast {

/// Reads a script, runs its head and checks its card. `id` is "kind/name". Refused as plugin.unreadable, plugin.script (what Lua or the
/// script itself says, with the line) or plugin.card.
[[nodiscard]] Loading load_script(const std::filesystem::path& file, const std::string& id);

}  // namespace eldercast
