/// A plugin whose file has the name of another rule.
#include "small_rule.hpp"

ELDERCAST_PLUGIN(funding, another_name, broken::SmallRule, broken::kText)
