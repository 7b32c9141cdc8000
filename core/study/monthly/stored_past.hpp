#pragma once
/// What a results file knows of the past: the as_of and the observed figures of the scenario that it holds.
#include <optional>

#include "model/scenario.hpp"
#include "output/description.hpp"

namespace eldercast {

/// The towns, Scenario::as_of and the observed figures of places (not of projects: the runs have them) of the scenario inside a results
/// file; nothing if it was run without as_of. What cannot be read is left out: the file was checked when it was run.
[[nodiscard]] std::optional<Scenario> stored_past(const Description& description);

}  // namespace eldercast
