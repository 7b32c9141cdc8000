#include <utf8proc.h>

#include <array>

#include "text/characters.hpp"

namespace eldercast {

char32_t next_code_point(std::string_view text, std::size_t& at, bool& valid) {
  const std::string_view rest = text.substr(at);
  utf8proc_int32_t code_point = 0;
  const utf8proc_ssize_t bytes =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()), static_cast<utf8proc_ssize_t>(rest.size()), &code_point);
  valid = bytes > 0;
  at += valid ? static_cast<std::size_t>(bytes) : 1;
  return valid ? static_cast<char32_t>(code_point) : char32_t{0xFFFD};
}

void append_code_point(std::string& text, char32_t code_point) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t count = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes.data());
  text.append(bytes.begin(), bytes.begin() + count);
}

int display_width(char32_t code_point) {
  if (code_point >= 0x20 && code_point < 0x7F) return 1;
  return utf8proc_charwidth(static_cast<utf8proc_int32_t>(code_point));
}

}  // namespace eldercast
