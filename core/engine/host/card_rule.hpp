#pragma once
/// A rule made of a card: that of a loaded library, or one that was linked into the program.
#include <memory>

#include "api/plugin.hpp"
#include "engine/host/rule_file.hpp"

namespace eldercast {

/// The rule of a card in which card_problems() finds nothing wrong. `owner` is what the card lies in; null for one that is part of the
/// program.
[[nodiscard]] std::shared_ptr<const RuleFile> rule_of_card(const EldercastCard& card, std::shared_ptr<const void> owner = nullptr);

}  // namespace eldercast
