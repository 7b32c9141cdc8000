#include "api/plugin.hpp"

#include "rule.hpp"

using eldercast::formula::Formula;

ELDERCAST_PLUGIN(funding, formula, Formula, (eldercast::PluginText{"1.0.0", "公式补助", "Grants written as formulas in the scenario", ""}))
