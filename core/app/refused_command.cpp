#include "app/refused_command.hpp"

#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "scenario/source/diagnostic.hpp"

namespace eldercast {

void refuse(const std::string& message, const std::string& help) { throw Refusal{usage(message, help)}; }

void refuse(const Diagnostics& diagnostics) {
  print_talk(diagnostics.render(colour_on_stderr()));
  throw Refusal{};
}

}  // namespace eldercast
