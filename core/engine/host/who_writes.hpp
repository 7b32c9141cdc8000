#pragma once
/// Whether others could put code where this program takes it from.
#include <filesystem>
#include <optional>
#include <string>

namespace eldercast {

/// Who but this user, the system's administrator and whoever owns this program may write to a file or folder: completes the sentence
/// "'path' ..."; nothing if nobody may, or if there is nothing. A group that has the user's own number counts as the user.
[[nodiscard]] std::optional<std::string> who_else_writes(const std::filesystem::path& path);

}  // namespace eldercast
