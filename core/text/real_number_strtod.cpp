#include <cerrno>
#include <cstdlib>
#include <string>

#include "text/real_number.hpp"

// In the place of real_number.cpp where the library has no std::from_chars for floating-point numbers, and one language alone.
namespace eldercast {

std::optional<double> real_number(std::string_view text) {
  const bool begins = !text.empty() && (text[0] == '-' || text[0] == '.' || (text[0] >= '0' && text[0] <= '9'));
  if (!begins || text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) return std::nullopt;
  const std::string closed(text);
  char* end = nullptr;
  errno = 0;
  const double value = std::strtod(closed.c_str(), &end);
  if (errno == ERANGE || end != closed.c_str() + closed.size()) return std::nullopt;
  return value;
}

}  // namespace eldercast
