#pragma once
/// Files that stand in a folder beside a scenario and are called by their names: packs, levers.
#include <filesystem>
#include <string>
#include <variant>

#include "app/terminal/usage.hpp"

namespace eldercast {

/// The file that `typed` stands for: a path if it has a slash, else a file of `folder`, with or without ".toml", else one of the current
/// folder with ".toml". The problem names what is nearest; `thing` is what messages call it.
[[nodiscard]] std::variant<std::filesystem::path, UsageProblem> file_beside(const std::string& typed, const std::filesystem::path& folder,
                                                                            const std::string& thing);

}  // namespace eldercast
