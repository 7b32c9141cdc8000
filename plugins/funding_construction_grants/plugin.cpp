#include "api/plugin.hpp"
#include "rule.hpp"

ELDERCAST_PLUGIN(funding, construction_grants, eldercast::construction_grants::ConstructionGrants,
                 (eldercast::PluginText{.version = "1.1.0",
                                        .zh = "市级和区级建设补助（以奖代补）",
                                        .en = "City and district grants for building, paid as reward after opening",
                                        .clauses = "F2 F3"}))
