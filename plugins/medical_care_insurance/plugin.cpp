#include "api/plugin.hpp"
#include "rule.hpp"

ELDERCAST_PLUGIN(medical, care_insurance, eldercast::care_insurance::CareInsurance,
                 (eldercast::PluginText{.version = "1.0.0",
                                        .zh = "医保和长期护理保险支付",
                                        .en = "What medical insurance and long-term-care insurance pay",
                                        .clauses = "M3"}))
