/// A plugin built with another C++ standard library.
#include "small_rule.hpp"

#undef ELDERCAST_LAYOUT_LIBRARY
#define ELDERCAST_LAYOUT_LIBRARY libcxx

ELDERCAST_PLUGIN(funding, other_layout, broken::SmallRule, broken::kText)
