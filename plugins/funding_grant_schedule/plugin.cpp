#include "api/plugin.hpp"
#include "rule.hpp"

ELDERCAST_PLUGIN(funding, grant_schedule, eldercast::grant_schedule::GrantSchedule,
                 (eldercast::PluginText{.version = "1.0.0",
                                        .zh = "按面积、床位、限额和条件计算的补助",
                                        .en = "Grants by lump sum, floor area in bands and beds, with caps and conditions",
                                        .clauses = ""}))
