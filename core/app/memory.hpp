#pragma once
/// Whether a run fits into memory, asked before the work starts.
#include <cstdint>
#include <optional>

#include "model/scenario.hpp"

namespace eldercast {

/// Bytes that a run of `workers` replicates at a time takes at most, to some 20%: individuals of the scenario (from its censuses, before
/// any of them is made) times what set-up and each worker keep of one, and the tables of life events.
[[nodiscard]] std::uint64_t memory_needed(const Scenario& scenario, int workers);

/// Bytes that this process may still take: the least of the machine's free memory, the control group's and the process's own limit. Nothing
/// where the system does not say.
[[nodiscard]] std::optional<std::uint64_t> memory_available();

/// Says on stderr that the run does not fit, and what to do. True if it fits or nothing is known.
[[nodiscard]] bool fits_into_memory(const Scenario& scenario, int workers);

}  // namespace eldercast
