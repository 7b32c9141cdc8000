#pragma once
/// Numbers of things in English sentences.
#include <cstdint>
#include <string>
#include <string_view>

namespace eldercast {

/// "1 replicate", "2 replicates", "3 communities": `one` is the word for a single one, whose plural is regular.
[[nodiscard]] std::string counted(std::int64_t count, std::string_view one);

/// The same of a number that is written already, as "7.5": only "1" is one.
[[nodiscard]] std::string counted(std::string_view number, std::string_view one);

}  // namespace eldercast
