/// Nothing is wrong with this one.
#include "small_rule.hpp"

ELDERCAST_PLUGIN(funding, sound, broken::SmallRule, broken::kText)
