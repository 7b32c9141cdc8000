#pragma once
/// The manual page eldercast(1), made from the commands as they are declared.
#include <string>

namespace CLI {
class App;
}

namespace eldercast {

/// The page as roff (macros of man(7)): every command with its arguments, options and examples, then exit codes, environment and files.
[[nodiscard]] std::string man_page(const CLI::App& program, const std::string& version);

}  // namespace eldercast
