/// A card without names for people.
#include "small_rule.hpp"

ELDERCAST_PLUGIN(funding, no_texts, broken::SmallRule, (eldercast::PluginText{"", "", "", ""}))
