#include <CLI/CLI.hpp>

#include "app/commands.hpp"

namespace eldercast {
void add_sensitivity(CLI::App&, Action&) {}
}  // namespace eldercast
