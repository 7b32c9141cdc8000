#include "api/plugin.hpp"
#include "rule.hpp"

ELDERCAST_PLUGIN(funding, service_purchase, eldercast::service_purchase::ServicePurchase,
                 (eldercast::PluginText{.version = "1.0.0",
                                        .zh = "政府购买社区居家基本公共养老服务",
                                        .en = "The district buys basic elderly-care services for residents",
                                        .clauses = "F7"}))
