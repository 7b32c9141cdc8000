#pragma once
/// Files that stand in a folder beside a scenario and are called by their names: packs, levers.
#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "app/terminal/exit_codes.hpp"
#include "app/terminal/usage.hpp"

namespace eldercast {

/// The file that `typed` stands for: a path if it has a slash, else a file of `folder`, with or without ".toml", else one of the current
/// folder with ".toml". The problem names what is nearest; `thing` is what messages call it.
[[nodiscard]] std::variant<std::filesystem::path, UsageProblem> file_beside(const std::string& typed, const std::filesystem::path& folder,
                                                                            const std::string& thing);

/// The exit code after it was said that the scenario, beside which files are looked for, is none that can be read.
[[nodiscard]] std::optional<Exit> refuse_no_scenario(const std::filesystem::path& scenario_file);

}  // namespace eldercast
