#include "app/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "model/characters.hpp"
#include "output/errors.hpp"
#include "output/width.hpp"

namespace eldercast {
namespace {

constexpr std::string_view kEraseLine = "\r\x1b[K";
constexpr std::size_t kUsualColumns = 80;

/// A terminal that knows escape codes.
bool obeys(int descriptor) {
  const char* terminal = std::getenv("TERM");
  return isatty(descriptor) != 0 && terminal != nullptr && *terminal != '\0' && std::strcmp(terminal, "dumb") != 0;
}

bool wants_colour(int descriptor) {
  const char* no_colour = std::getenv("NO_COLOR");
  return obeys(descriptor) && (no_colour == nullptr || *no_colour == '\0');
}

std::size_t columns_of_stderr() {
  winsize window{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0 ? window.ws_col : kUsualColumns;
}

}  // namespace

bool colour_on_stdout() { return wants_colour(STDOUT_FILENO); }
bool colour_on_stderr() { return wants_colour(STDERR_FILENO); }

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

bool LiveLine::possible() { return obeys(STDERR_FILENO); }

void LiveLine::show(std::string_view text) {
  // A line as wide as the window would make some terminals begin a new one, of which every refresh leaves a copy.
  print_talk(std::string(kEraseLine) + shorten(text, columns_of_stderr() - 1));
  drawn_ = true;
}

void LiveLine::clear() {
  if (drawn_) print_talk(kEraseLine);
  drawn_ = false;
}

void print_problem(std::string_view code, std::string_view message, std::string_view help) {
  std::string text = "error[" + std::string(code) + "]: " + printable_lines(message) + "\n";
  if (!help.empty()) text += "  help: " + printable_lines(help) + "\n";
  print_talk(text);
}

}  // namespace eldercast
