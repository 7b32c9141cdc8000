#pragma once
/// The option --threads, which means the same in every command.
#include "engine/parallel/arena.hpp"

namespace CLI {
class App;
}

namespace eldercast {

/// Adds it. `threads` stays 0 unless it is given.
void add_threads_option(CLI::App& command, int& threads);

/// The threads that the option asks for; with 0 as many as this process may use.
[[nodiscard]] Arena arena_of(int threads);

}  // namespace eldercast
