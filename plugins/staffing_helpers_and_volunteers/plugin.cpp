#include "api/plugin.hpp"
#include "rule.hpp"

ELDERCAST_PLUGIN(staffing, helpers_and_volunteers, eldercast::helpers_and_volunteers::HelpersAndVolunteers,
                 (eldercast::PluginText{.version = "1.0.0",
                                        .zh = "助老员、志愿者和家庭照护者培训",
                                        .en = "Helpers of village points, volunteers, and courses for family carers",
                                        .clauses = "O2 W2",
                                        .keeps = "helper volunteer"}))
