#pragma once
/// Whether a text is UTF-8, and turning GB18030 into it. Single characters: model/characters.hpp.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "text/characters.hpp"

namespace eldercast {

/// Byte offset of the first byte that is not part of valid UTF-8 (overlong forms and surrogates are invalid), or nothing.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Number of code points; an invalid byte counts as one.
[[nodiscard]] int count_code_points(std::string_view text);

/// The first control character of a text, or nothing; line ends and tabs are none where `many_lines`.
[[nodiscard]] std::optional<char32_t> control_in(std::string_view text, bool many_lines = false);
/// "name_zh has the control character U+001B", and the help that goes with it.
[[nodiscard]] std::string control_message(std::string_view what, char32_t control);
inline constexpr const char* kNameHelp = "a name is one line of characters that can be seen";

/// What became of a GB18030 text (GBK and GB2312 are parts of it).
struct FromGb18030 {
  std::string text;                    ///< UTF-8; with a bad byte it ends with the line of that byte
  std::optional<std::size_t> invalid;  ///< offset in `text` of the U+FFFD that stands for the first bad byte
  unsigned char byte = 0;              ///< that byte
};

/// Converts GB18030 to UTF-8, or nothing if this system has no converter for it.
[[nodiscard]] std::optional<FromGb18030> from_gb18030(std::string_view bytes);

/// Whether all bytes are characters of an encoding, named as the C library names it; not so if the library does not know it.
[[nodiscard]] bool is_text_in(const char* encoding, std::string_view bytes);

/// True for a text that is UTF-8 but for some lines: beside the lines that are not valid there are enough that are, with Chinese in them,
/// that these cannot be GB18030 by chance. Read as GB18030 such a text would give wrong characters without a problem.
[[nodiscard]] bool is_damaged_utf8(std::string_view text);

}  // namespace eldercast
