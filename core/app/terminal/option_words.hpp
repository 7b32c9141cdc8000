#pragma once
/// What an option takes, in words for pages.
#include <string>

namespace CLI {
class Option;
}

namespace eldercast {

/// "FILE" of "FILE", "N" of "INT:INT in [1 - 1024]"; empty for a flag.
[[nodiscard]] std::string value_name(const CLI::Option& option);
/// "; from 1 to 1024", if the option has such a check; else nothing.
[[nodiscard]] std::string range_of(const CLI::Option& option);

}  // namespace eldercast
