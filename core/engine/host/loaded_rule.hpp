#pragma once
/// A rule's library in this process.
#include <filesystem>

#include "engine/host/card_check.hpp"
#include "engine/host/rule_file.hpp"

namespace eldercast {

/// Loads a library and checks its card. Runs code of the library: a damaged one may end the process (trial.hpp).
[[nodiscard]] Loading load_card(const std::filesystem::path& file, const CardName& name);

}  // namespace eldercast
