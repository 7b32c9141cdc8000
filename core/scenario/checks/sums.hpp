#pragma once
/// Sums that two tables both give. They may differ, and then one of them decides: people should know which.
#include <vector>

#include "model/scenario.hpp"
#include "text/bilingual.hpp"

namespace eldercast {

/// A note for each census at which the people of the table of towns and those of the table of the census differ by more than one in a
/// hundred: both sums, which of them holds, and what every town gets instead of its own number. Empty where they agree.
[[nodiscard]] std::vector<Text> notes_on_sums(const Scenario& scenario);

}  // namespace eldercast
