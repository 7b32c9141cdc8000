#include "api/plugin.hpp"
#include "rule.hpp"

ELDERCAST_PLUGIN(funding, running_incentives, eldercast::running_incentives::RunningIncentives,
                 (eldercast::PluginText{.version = "1.0.0",
                                        .zh = "区级运行激励（按建筑面积按月核拨）",
                                        .en = "Monthly running incentive of the district, by floor area",
                                        .clauses = "F4"}))
