#include "api/plugin.hpp"
#include "rule.hpp"

ELDERCAST_PLUGIN(staffing, care_workforce, eldercast::care_workforce::CareWorkforce,
                 (eldercast::PluginText{.version = "1.0.0",
                                        .zh = "护理员流失、市场招聘、岗位补贴和持证",
                                        .en = "Carers who leave and are hired, their allowance and their certificates",
                                        .clauses = "W2",
                                        .keeps = "carer"}))
