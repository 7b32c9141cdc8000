#include "engine/host/built_in.hpp"

namespace eldercast {

std::span<const EldercastCard* const> built_in_cards() { return {}; }

}  // namespace eldercast
