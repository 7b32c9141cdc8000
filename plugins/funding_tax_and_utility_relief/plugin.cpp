#include "api/plugin.hpp"
#include "rule.hpp"

ELDERCAST_PLUGIN(funding, tax_and_utility_relief, eldercast::tax_and_utility_relief::TaxAndUtilityRelief,
                 (eldercast::PluginText{.version = "1.0.0",
                                        .zh = "场地、税费、水电气优惠和责任保险试点",
                                        .en = "Relief of rent, tax and utility prices, and the liability-insurance pilot",
                                        .clauses = "F6"}))
