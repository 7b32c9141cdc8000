#include "api/plugin.hpp"
#include "rule.hpp"

ELDERCAST_PLUGIN(medical, nursing_beds, eldercast::nursing_beds::NursingBeds,
                 (eldercast::PluginText{.version = "1.0.0",
                                        .zh = "把空置的其他床位改造为护理型床位",
                                        .en = "Conversion of free other beds to nursing beds",
                                        .clauses = "M1"}))
