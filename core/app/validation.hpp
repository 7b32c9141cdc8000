#pragma once
/// What `validate` tells of a scenario that is valid.
#include <nlohmann/json.hpp>

#include "engine/memory.hpp"
#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"
#include "output/render/document.hpp"

namespace eldercast {

/// Its size; what its tables disagree on and rules are not told; the targets that no run of it decides. `rules` knows those of the
/// scenario.
[[nodiscard]] Document validation_document(const Scenario& scenario, const MemoryNeed& need, const RuleCatalog& rules);

/// People of all ages and of 60 and over by town at the second census: what the model makes of the tables of towns and census.
[[nodiscard]] Table people_of_towns(const Scenario& scenario);

/// "format": "eldercast-validation", "version": 1, "valid": true.
[[nodiscard]] nlohmann::ordered_json validation_json(const Scenario& scenario, const MemoryNeed& need, const RuleCatalog& rules);

}  // namespace eldercast
