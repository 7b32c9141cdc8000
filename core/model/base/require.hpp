#pragma once
/// Program mistakes abort loudly. Never used on user input: that becomes a diagnostic.
#include <string_view>

namespace eldercast {

/// Prints the message with its place to stderr and aborts. The place is the caller's: Clang 14 has no std::source_location with libstdc++.
[[noreturn]] void fail(std::string_view message, const char* file = __builtin_FILE(), int line = __builtin_LINE());

/// Aborts with the message unless `condition` holds. Stays on in release builds.
inline void require(bool condition, std::string_view message, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  if (!condition) [[unlikely]] {
    fail(message, file, line);
  }
}

}  // namespace eldercast
