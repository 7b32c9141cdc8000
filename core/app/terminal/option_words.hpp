#pragma once
/// What an option takes, in words for pages.
#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace eldercast {

/// "FILE" of "FILE", "N" of "INT:INT in [1 - 1024]"; empty for a flag.
[[nodiscard]] std::string value_name(const CLI::Option& option);
/// "; from 1 to 1024", if the option has such a check; else nothing.
[[nodiscard]] std::string range_of(const CLI::Option& option);
/// "-o, --output FILE"; of a positional its value alone.
[[nodiscard]] std::string option_names(const CLI::Option& option);
/// What a command takes beside its options, each behind a space: " RESULT [TARGET]", " A B...".
[[nodiscard]] std::string positional_words(const CLI::App& command);

}  // namespace eldercast
