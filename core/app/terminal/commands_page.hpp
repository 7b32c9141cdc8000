#pragma once
/// The page of commands, made from what the commands declare.
#include <string>

namespace CLI {
class App;
}

namespace eldercast {

/// docs/reference/commands.md: every command with its arguments, options and examples, exit codes, environment and files.
[[nodiscard]] std::string commands_page(const CLI::App& program);

}  // namespace eldercast
