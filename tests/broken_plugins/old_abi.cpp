/// A plugin of an older interface.
#include "small_rule.hpp"

#undef ELDERCAST_ABI
#define ELDERCAST_ABI 0

ELDERCAST_PLUGIN(funding, old_abi, broken::SmallRule, broken::kText)
