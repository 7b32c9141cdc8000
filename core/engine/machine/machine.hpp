#pragma once
/// What this process may use of the machine that it runs on.
#include <cstdint>
#include <optional>

namespace eldercast {

/// Threads that may run at the same time, at least 1: processors that the process may run on (affinity), and no more than its control
/// groups give it time for, rounded up.
[[nodiscard]] int usable_threads();

/// Bytes that the process may still use: the least of what the system has free and of the limits of its control groups and of the process.
/// Nothing if the system does not say.
[[nodiscard]] std::optional<std::int64_t> memory_available();

}  // namespace eldercast
