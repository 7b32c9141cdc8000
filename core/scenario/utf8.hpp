#pragma once
/// Reading UTF-8: what is valid, where a character ends, and how wide a terminal shows it; and turning GB18030 into it.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace eldercast {

/// Byte offset of the first byte that is not part of valid UTF-8 (overlong forms and surrogates are invalid), or nothing.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// The code point at byte `at`; `at` moves behind it. An invalid byte is taken alone and read as U+FFFD. `at` must be inside the text.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);

/// Appends a code point as UTF-8.
void append_code_point(std::string& text, char32_t code_point);

/// Number of code points; an invalid byte counts as one.
[[nodiscard]] int count_code_points(std::string_view text);

/// Columns of a terminal that a code point takes: 2 for East Asian wide characters, 0 for combining marks, else 1.
[[nodiscard]] int display_width(char32_t code_point);

/// The text with everything a terminal could act on (control characters, invalid bytes) as U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

/// What became of a GB18030 text (GBK and GB2312 are parts of it).
struct FromGb18030 {
  std::string text;                    ///< UTF-8; with a bad byte it ends with the line of that byte
  std::optional<std::size_t> invalid;  ///< offset in `text` of the U+FFFD that stands for the first bad byte
  unsigned char byte = 0;              ///< that byte
};

/// Converts GB18030 to UTF-8, or nothing if this system has no converter for it.
[[nodiscard]] std::optional<FromGb18030> from_gb18030(std::string_view bytes);

/// True for a text that is UTF-8 but for some lines: beside the lines that are not valid there are enough that are, with Chinese in them,
/// that these cannot be GB18030 by chance. Read as GB18030 such a text would give wrong characters without a problem.
[[nodiscard]] bool is_damaged_utf8(std::string_view text);

}  // namespace eldercast
