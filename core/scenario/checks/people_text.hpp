#pragma once
/// Numbers of people in diagnostics and notes.
#include <string>

#include <fmt/format.h>

namespace eldercast {

/// "12,345".
[[nodiscard]] inline std::string people_text(double number) {
  std::string digits = fmt::format("{:.0f}", number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

}  // namespace eldercast
