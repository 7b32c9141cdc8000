#include "api/plugin.hpp"
#include "rule.hpp"

ELDERCAST_PLUGIN(funding, performance_awards, eldercast::performance_awards::PerformanceAwards,
                 (eldercast::PluginText{.version = "1.0.0",
                                        .zh = "养老服务设施年度质量绩效评价与奖补",
                                        .en = "Yearly quality evaluation of facilities, and awards by result",
                                        .clauses = "F5 G7"}))
