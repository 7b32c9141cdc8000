#include "api/plugin.hpp"
#include "rule.hpp"

ELDERCAST_PLUGIN(medical, health_partnerships, eldercast::health_partnerships::HealthPartnerships,
                 (eldercast::PluginText{.version = "1.0.0",
                                        .zh = "医养协议、毗邻设置、内设医务室、家庭医生和家庭病床",
                                        .en = "Medical arrangements of facilities, family doctors and home sickbeds",
                                        .clauses = "G4 M2 M3"}))
