/// One file with two rules.
#include "small_rule.hpp"

ELDERCAST_PLUGIN(funding, two_cards, broken::SmallRule, broken::kText)
ELDERCAST_PLUGIN(funding, second_card, broken::SmallRule, broken::kText)
