#include "api/plugin.hpp"
#include "rule.hpp"

ELDERCAST_PLUGIN(funding, lottery_fund, eldercast::lottery_fund::LotteryFund,
                 (eldercast::PluginText{.version = "1.0.0",
                                        .zh = "区级福彩公益金收入及其对开工的限制",
                                        .en = "Income of the district's lottery welfare fund, and what it lets start",
                                        .clauses = "F1",
                                        .keeps = "lottery_fund"}))
