/// A rule that keeps a stock of which there is none.
#include "small_rule.hpp"

ELDERCAST_PLUGIN(funding, wrong_stock, broken::SmallRule,
                 (eldercast::PluginText{"1.0.0", "未知存量", "An unknown stock", "", "carer nurses"}))
