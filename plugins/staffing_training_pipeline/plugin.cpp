#include "api/plugin.hpp"
#include "rule.hpp"

ELDERCAST_PLUGIN(staffing, training_pipeline, eldercast::training_pipeline::TrainingPipeline,
                 (eldercast::PluginText{.version = "1.0.0",
                                        .zh = "护理员、护理主管和养老管理院长培训",
                                        .en = "Courses for carers, supervisors and directors, with hiring and turnover",
                                        .clauses = "W1",
                                        .keeps = "supervisor director"}))
