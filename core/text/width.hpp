#pragma once
/// Alignment of text on a terminal, where a Chinese character takes two columns.
#include <cstddef>
#include <string>
#include <string_view>

namespace eldercast {

/// Columns that a UTF-8 text takes: two for a wide character (East Asian Width W or F), none for a combining mark or control character,
/// one for everything else. A byte that is not UTF-8 counts as one.
[[nodiscard]] std::size_t display_width(std::string_view text);
/// The text followed or preceded by spaces up to `columns`.
[[nodiscard]] std::string pad_right(std::string_view text, std::size_t columns);
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t columns);
/// The text, or as much of it as fits before "…" within `columns`.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t columns);

}  // namespace eldercast
