#pragma once
/// What the program may assume about the place where it talks.
#include <string>
#include <string_view>

namespace eldercast {

/// Whether stdout (or stderr) is a terminal that wants colours: NO_COLOR and TERM=dumb say no.
[[nodiscard]] bool colour_on_stdout();
[[nodiscard]] bool colour_on_stderr();
[[nodiscard]] bool stderr_is_terminal();

/// Data goes to stdout, talk to stderr. A broken pipe or full disk on stdout ends the program with Exit::file.
void print_data(std::string_view text);
void print_talk(std::string_view text);

/// "error[CODE]: MESSAGE", and "  help: HELP" unless that is empty, to stderr. What a terminal would act on in either is shown as U+FFFD.
void print_problem(std::string_view code, std::string_view message, std::string_view help = "");

}  // namespace eldercast
