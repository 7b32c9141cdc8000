#pragma once
/// Reading UTF-8: what is valid, where a character ends, and how wide a terminal shows it.
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

}  // namespace eldercast
