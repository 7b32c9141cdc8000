#pragma once
/// Characters of UTF-8 texts: what they are, how wide a terminal shows them, and which of them it would act on instead of showing them.
#include <cstddef>
#include <string>
#include <string_view>

namespace eldercast {

/// The code point at byte `at`; `at` moves behind it. An invalid byte is taken alone and read as U+FFFD. `at` must be inside the text.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);
/// The same, and whether the bytes were valid UTF-8 (overlong forms and surrogates are not).
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at, bool& valid);

/// Appends a code point as UTF-8.
void append_code_point(std::string& text, char32_t code_point);

/// Columns of a terminal that a code point takes: 2 for wide characters (Unicode 14, East Asian Width W and F; most emoji are such), 0 for
/// combining marks, joiners and control characters, else 1.
[[nodiscard]] int display_width(char32_t code_point);

/// True for control characters (C0, DEL, C1) and the separators of lines and paragraphs (U+2028, U+2029).
[[nodiscard]] bool is_control(char32_t code_point);

/// True for what a terminal acts on instead of showing it: control characters, and the marks that turn the direction of the text behind
/// them (U+202A to U+202E, U+2066 to U+2069).
[[nodiscard]] bool acts_on_terminal(char32_t code_point);

/// The text with everything that a terminal would act on, and every invalid byte, as U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

/// The same with line ends and tabs left as they are, for texts of several lines.
[[nodiscard]] std::string printable_lines(std::string_view text);

/// A name as any screen, table or page may show it: one line, line ends and tabs as spaces, everything else as printable() has it.
[[nodiscard]] std::string plain_line(std::string_view text);

/// The text, or of one longer than `bytes` the whole characters at its beginning that fit, and "…".
[[nodiscard]] std::string cut_to(std::string_view text, std::size_t bytes);

/// What a message quotes of a text that somebody else may have written: as printable() has it, and of a long one its beginning alone.
[[nodiscard]] std::string piece(std::string_view text);

}  // namespace eldercast
