#include "text/width.hpp"

#include "text/characters.hpp"

namespace eldercast {

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) columns += static_cast<std::size_t>(display_width(next_code_point(text, at)));
  return columns;
}

std::string pad_right(std::string_view text, std::size_t columns) {
  const std::size_t width = display_width(text);
  return std::string(text) + std::string(width < columns ? columns - width : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t columns) {
  const std::size_t width = display_width(text);
  return std::string(width < columns ? columns - width : 0, ' ') + std::string(text);
}

std::string shorten(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  std::size_t used = 0;
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    std::size_t behind = bytes;
    const auto wide = static_cast<std::size_t>(display_width(next_code_point(text, behind)));
    if (used + wide + 1 > columns) break;
    used += wide;
    bytes = behind;
  }
  return std::string(text.substr(0, bytes)) + "…";
}

}  // namespace eldercast
