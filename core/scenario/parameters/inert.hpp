#pragma once
/// Parameters that cannot act in a scenario because of what else it says.
#include <optional>
#include <string_view>

#include "model/scenario.hpp"
#include "text/bilingual.hpp"

namespace eldercast {

/// Why a value of the parameter changes nothing in a run of the scenario, and which one acts in its place if there is one; nothing where it
/// may act. `id` as --set takes it; one that is unknown may act.
[[nodiscard]] std::optional<Text> why_inert(const Scenario& scenario, std::string_view id);

}  // namespace eldercast
