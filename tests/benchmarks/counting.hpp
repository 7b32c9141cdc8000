#pragma once
/// Counts what the program asks of the heap, in the benchmarks only.
#include <cstdint>

namespace eldercast::bench {

/// Calls of operator new since the program began.
[[nodiscard]] std::int64_t allocations();

}  // namespace eldercast::bench
