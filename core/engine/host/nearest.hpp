#pragma once
/// Suggestions for a mistyped name.
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eldercast {

/// At most three of `known` that are within max(1, length / 3) edits of `name`, nearest first; ids ("kind/name") with exactly this name
/// count as nearest.
[[nodiscard]] std::vector<std::string> nearest_ids(std::string_view name, std::span<const std::string> known);

}  // namespace eldercast
