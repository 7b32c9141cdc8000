#pragma once
/// Planned changes of facilities that come too late to be seen.
#include <vector>

#include "model/scenario.hpp"
#include "text/bilingual.hpp"

namespace eldercast {

/// A note for each month after the end of the run for which the table of changes has rows: they change nothing in it.
[[nodiscard]] std::vector<Text> notes_on_late_changes(const Scenario& scenario);

}  // namespace eldercast
