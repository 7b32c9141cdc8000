#include "app/refused_command.hpp"

#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"

namespace eldercast {

void refuse(const std::string& message, const std::string& help) { throw Refusal{usage(message, help)}; }

void refuse(const Diagnostics& diagnostics) {
  print_problems(diagnostics);
  throw Refusal{};
}

}  // namespace eldercast
