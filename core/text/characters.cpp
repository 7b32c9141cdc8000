#include "text/characters.hpp"

#include <algorithm>

namespace eldercast {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

std::string replaced(std::string_view text, bool keep_layout) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code_point = next_code_point(text, at);
    const bool keep = keep_layout && (code_point == U'\n' || code_point == U'\t');
    append_code_point(out, acts_on_terminal(code_point) && !keep ? kReplacement : code_point);
  }
  return out;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  bool valid = false;
  return next_code_point(text, at, valid);
}

bool is_control(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) || code_point == 0x2028 || code_point == 0x2029;
}

bool acts_on_terminal(char32_t code_point) {
  const bool turns_direction = (code_point >= 0x202A && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069);
  return turns_direction || is_control(code_point);
}

std::string printable(std::string_view text) { return replaced(text, false); }

std::string printable_lines(std::string_view text) { return replaced(text, true); }

std::string cut_to(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  std::size_t end = 0;
  for (std::size_t at = 0; at <= bytes; static_cast<void>(next_code_point(text, at))) end = at;
  return std::string(text.substr(0, end)) + "…";
}

std::string piece(std::string_view text) {
  constexpr std::size_t kLongestPiece = 200;  // bytes
  return printable(cut_to(text, kLongestPiece));
}

std::string plain_line(std::string_view text) {
  std::string spaced(text);
  for (std::size_t at = 0; (at = spaced.find("\r\n", at)) != std::string::npos;) spaced.erase(at, 1);
  std::replace_if(
      spaced.begin(), spaced.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return printable(spaced);
}

}  // namespace eldercast
