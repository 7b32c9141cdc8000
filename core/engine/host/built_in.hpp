#pragma once
/// Rules that were linked into the program. The program itself has none (no_built_in.cpp): its rules are files that a user can swap. The
/// engine of a page can load no files and has the shipped rules instead (a table that cmake/eldercast_plugin.cmake writes).
#include <span>

#include "api/plugin.hpp"

namespace eldercast {

[[nodiscard]] std::span<const EldercastCard* const> built_in_cards();

}  // namespace eldercast
