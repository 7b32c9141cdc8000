#include "text/characters.hpp"

// In the place of code_points.cpp where no utf8proc is at hand: the engine of a page, which shows no table.
namespace eldercast {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// Bytes of a character that begins with this byte (RFC 3629); 0: none does.
std::size_t bytes_behind(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

/// Whether the code point is one that so many bytes may say: no longer form of a shorter one, no half of a pair, none beyond the last.
bool is_rightly_said(char32_t code_point, std::size_t bytes) {
  if (bytes == 3) return code_point >= 0x800 && (code_point < 0xD800 || code_point > 0xDFFF);
  return bytes != 4 || (code_point >= 0x10000 && code_point <= 0x10FFFF);
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at, bool& valid) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t bytes = bytes_behind(first);
  valid = bytes > 0 && at + bytes <= text.size();
  char32_t code_point = bytes <= 1 ? first : first & (0x7FU >> bytes);
  for (std::size_t i = 1; valid && i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    valid = (next & 0xC0U) == 0x80U;
    code_point = code_point << 6U | (next & 0x3FU);
  }
  valid = valid && is_rightly_said(code_point, bytes);
  at += valid ? bytes : 1;
  return valid ? code_point : kReplacement;
}

void append_code_point(std::string& text, char32_t code_point) {
  const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | (code_point >> shift & 0x3FU)); };
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    text += static_cast<char>(0xC0U | code_point >> 6U);
  } else if (code_point < 0x10000) {
    text += static_cast<char>(0xE0U | code_point >> 12U);
    tail(6);
  } else {
    text += static_cast<char>(0xF0U | code_point >> 18U);
    tail(12);
    tail(6);
  }
  if (code_point >= 0x80) tail(0);
}

/// Good enough for the caret of a diagnostic: East Asian characters are two columns wide.
int display_width(char32_t code_point) {
  if (code_point < 0x20) return 0;
  const bool wide = (code_point >= 0x1100 && code_point < 0x1160) || (code_point >= 0x2E80 && code_point < 0xA4D0) ||
                    (code_point >= 0xAC00 && code_point < 0xD7A4) || (code_point >= 0xF900 && code_point < 0xFB00) ||
                    (code_point >= 0xFE30 && code_point < 0xFE70) || (code_point >= 0xFF00 && code_point < 0xFF61) ||
                    (code_point >= 0x20000 && code_point < 0x3FFFE);
  return wide ? 2 : 1;
}

}  // namespace eldercast
