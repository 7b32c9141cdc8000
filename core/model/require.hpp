#pragma once
/// Program mistakes abort loudly. Never used on user input: that becomes a diagnostic.
#include <source_location>
#include <string_view>

namespace eldercast {

/// Prints the message with its place to stderr and aborts.
[[noreturn]] void fail(std::string_view message, std::source_location where = std::source_location::current());

/// Aborts with the message unless `condition` holds. Stays on in release builds.
inline void require(bool condition, std::string_view message, std::source_location where = std::source_location::current()) {
  if (!condition) [[unlikely]] {
    fail(message, where);
  }
}

}  // namespace eldercast
