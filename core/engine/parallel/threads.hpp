#pragma once
/// How many threads there are, and jobs done by several of them within one piece of work.
#include "model/sectors.hpp"

namespace eldercast {

/// As many threads as this process may use at the same time, at least 1.
[[nodiscard]] int usable_threads();

/// Does jobs on so many threads, the calling one among them; each thread takes the next job that nobody has taken. What a job throws first
/// keeps further ones from starting and comes out on the calling thread. With one thread: in turn.
[[nodiscard]] Together on_threads(int threads);

}  // namespace eldercast
