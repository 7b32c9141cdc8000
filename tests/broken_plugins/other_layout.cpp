/// A plugin built for another kind of machine.
#include "small_rule.hpp"

#undef ELDERCAST_LAYOUT
#define ELDERCAST_LAYOUT ilp32_big

ELDERCAST_PLUGIN(funding, other_layout, broken::SmallRule, broken::kText)
