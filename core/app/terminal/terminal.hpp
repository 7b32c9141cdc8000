#pragma once
/// What the program may assume about the place where it talks.
#include <string>
#include <string_view>

#include "output/render/language.hpp"

namespace eldercast {

class Diagnostics;

/// Whether stdout (or stderr) is a terminal that wants colours: NO_COLOR and TERM=dumb say no.
[[nodiscard]] bool colour_on_stdout();
[[nodiscard]] bool colour_on_stderr();

/// The language in which help and problems are told. English until it is chosen, once, before anything can go wrong; like the streams it
/// belongs to the process.
void speak(Language language);
[[nodiscard]] Language spoken();

/// Data goes to stdout, talk to stderr. Data that cannot be written (a broken pipe, a full disk, a closed stdout) is a FileError. Texts and
/// names of files may come from anybody: what a terminal would act on in either, the program's own colours apart, is shown as U+FFFD.
void print_data(std::string_view text);
void print_talk(std::string_view text);
/// The same in the language of the screen.
void print_talk(const Text& text, Language language);

/// A line of talk that is written over again and again. Where that cannot be done, because stderr is no terminal or a dumb one, the line is
/// not shown here, and whoever has it prints plain lines now and then.
class LiveLine {
 public:
  ~LiveLine() { clear(); }
  [[nodiscard]] static bool possible();
  /// Shows the text in place of the last one, cut to the width of the window.
  void show(std::string_view text);
  /// Erases the line so that other text can follow.
  void clear();

 private:
  bool drawn_ = false;
};

/// "error[CODE]: MESSAGE", and "  help: HELP" unless that is empty, to stderr, in the spoken language as far as the words for it are known.
/// Of a text that no reader wants to the end its beginning is shown.
void print_problem(std::string_view code, std::string_view message, std::string_view help = "");
/// The same of what is no error: "warning[CODE]: ...".
void print_warning(std::string_view code, std::string_view message, std::string_view help = "");
/// All that is wrong with a text.
void print_problems(const Diagnostics& diagnostics);

}  // namespace eldercast
