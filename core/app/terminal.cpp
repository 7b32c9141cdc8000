#include "app/terminal.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "model/characters.hpp"
#include "output/errors.hpp"

namespace eldercast {
namespace {

bool wants_colour(int descriptor) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return isatty(descriptor) != 0 && (no_colour == nullptr || *no_colour == '\0') &&
         (terminal == nullptr || std::strcmp(terminal, "dumb") != 0);
}

}  // namespace

bool colour_on_stdout() { return wants_colour(STDOUT_FILENO); }
bool colour_on_stderr() { return wants_colour(STDERR_FILENO); }
bool stderr_is_terminal() { return isatty(STDERR_FILENO) != 0; }

void print_data(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw FileError("standard output", std::strerror(errno));
  }
}

void print_talk(std::string_view text) {
  // Nobody is left to tell when stderr itself fails.
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
  static_cast<void>(std::fflush(stderr));
}

void print_problem(std::string_view code, std::string_view message, std::string_view help) {
  std::string text = "error[" + std::string(code) + "]: " + printable_lines(message) + "\n";
  if (!help.empty()) text += "  help: " + printable_lines(help) + "\n";
  print_talk(text);
}

}  // namespace eldercast
