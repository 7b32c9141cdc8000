#pragma once
/// What a facility costs to build and equip by the standards of a scenario.
#include <optional>

#include "api/ids.hpp"
#include "output/description.hpp"

namespace eldercast {

/// Floor area times building cost, and the equipment, in yuan; absent where the scenario says no standard for the kind.
[[nodiscard]] std::optional<double> building_cost_yuan(const Description& description, FacilityKind kind);

}  // namespace eldercast
