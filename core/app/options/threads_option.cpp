#include "app/options/threads_option.hpp"

#include <CLI/CLI.hpp>

#include "engine/machine/machine.hpp"

namespace eldercast {

void add_threads_option(CLI::App& command, int& threads) {
  command.add_option("--threads", threads, "Worker threads (default: as many as this process may use); results do not depend on it")
      ->check(CLI::Range(1, 1024));
}

Arena arena_of(int threads) { return Arena(threads > 0 ? threads : usable_threads()); }

}  // namespace eldercast
