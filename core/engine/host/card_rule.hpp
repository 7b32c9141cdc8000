#pragma once
/// A rule made of a card: that of a loaded library, or one that was linked into the program.
#include <memory>

#include "engine/host/card_check.hpp"
#include "engine/host/loaded_card.hpp"
#include "engine/host/rule_file.hpp"

namespace eldercast {

/// The rule of a card in which card_problems() finds nothing wrong, called across the border of C structs. `owner` is what the card lies
/// in; null for one that is part of the program.
[[nodiscard]] std::shared_ptr<const RuleFile> rule_of_card(LoadedCard card, const CardName& name,
                                                           std::shared_ptr<const void> owner = nullptr);

}  // namespace eldercast
