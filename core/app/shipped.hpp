#pragma once
/// What is shipped beside the program.
#include <filesystem>
#include <optional>

namespace eldercast {

/// The folder of the shipped scenarios: of the tree that the program was built in, or of the prefix that it is installed in.
[[nodiscard]] std::optional<std::filesystem::path> shipped_scenarios();

}  // namespace eldercast
