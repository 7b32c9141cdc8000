#include "app/terminal/terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "app/words/chinese_words.hpp"
#include "files/file_error.hpp"
#include "text/characters.hpp"
#include "text/width.hpp"

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

/// Length of a colour code at the beginning of a text; 0 if there is none.
std::size_t colour_code(std::string_view text) {
  constexpr std::string_view kBegin = "\x1b[";
  if (!text.starts_with(kBegin)) return 0;
  const std::size_t end = text.find_first_not_of("0123456789;", kBegin.size());
  return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
}

/// A text as a terminal may get it; colour codes stay where the program writes them itself.
std::string shown(std::string_view text, bool coloured) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t code = coloured ? colour_code(text.substr(at)) : 0;
    out += text.substr(at, code);
    at += code;
    const std::size_t next = coloured ? std::min(text.find('\x1b', at + (code == 0 ? 1 : 0)), text.size()) : text.size();
    out += printable_lines(text.substr(at, next - at));
    at = next;
  }
  return out;
}

Language& chosen_language() {
  static Language one = Language::en;
  return one;
}

void write_to_stderr(std::string_view text) {
  // Nobody is left to tell when stderr itself fails.
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
  static_cast<void>(std::fflush(stderr));
}

ProblemWords spoken_words() { return chosen_language() == Language::zh ? chinese_problems() : ProblemWords{}; }

void print_labelled(std::string_view label, const ProblemWords& words, std::string_view code, std::string_view message,
                    std::string_view help) {
  constexpr std::size_t kLongest = 20'000;  // bytes: twenty problems of a scenario with their pictures
  std::string text = fmt::format("{}[{}]{}{}\n", label, code, words.colon, printable_lines(words.text_of(code, cut_to(message, kLongest))));
  if (!help.empty()) text += fmt::format("  {}{}{}\n", words.help, words.colon, printable_lines(words.text_of("", cut_to(help, kLongest))));
  print_talk(text);
}

}  // namespace

void speak(Language language) { chosen_language() = language; }
Language spoken() { return chosen_language(); }

bool colour_on_stdout() { return wants_colour(STDOUT_FILENO); }
bool colour_on_stderr() { return wants_colour(STDERR_FILENO); }

void print_data(std::string_view text) {
  const std::string safe = shown(text, colour_on_stdout());
  if (std::fwrite(safe.data(), 1, safe.size(), stdout) != safe.size() || std::fflush(stdout) != 0) {
    throw FileError("standard output", std::strerror(errno));
  }
}

void print_talk(const Text& text, Language language) { print_talk(in(language, text)); }

void print_talk(std::string_view text) { write_to_stderr(shown(text, colour_on_stderr())); }

bool LiveLine::possible() { return obeys(STDERR_FILENO); }

void LiveLine::show(std::string_view text) {
  // A line as wide as the window would make some terminals begin a new one, of which every refresh leaves a copy.
  write_to_stderr(std::string(kEraseLine) + shorten(plain_line(text), columns_of_stderr() - 1));
  drawn_ = true;
}

void LiveLine::clear() {
  if (drawn_) write_to_stderr(kEraseLine);
  drawn_ = false;
}

void print_problem(std::string_view code, std::string_view message, std::string_view help) {
  const ProblemWords words = spoken_words();
  print_labelled(words.error, words, code, message, help);
}

void print_warning(std::string_view code, std::string_view message, std::string_view help) {
  const ProblemWords words = spoken_words();
  print_labelled(words.warning, words, code, message, help);
}

void print_problems(const Diagnostics& diagnostics) { print_talk(diagnostics.render(colour_on_stderr(), spoken_words())); }

}  // namespace eldercast
