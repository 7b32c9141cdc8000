#pragma once
/// Tables that are neither UTF-8 nor GB18030, but whose bytes can be read as GB18030 without a fault: they would give wrong names.
#include <optional>
#include <string_view>

namespace eldercast {

/// The encoding that a text, valid as GB18030, is rather in: "Big5", "Shift-JIS" or "EUC-KR"; nothing if it reads well as Chinese.
///
/// Big5 and Shift-JIS, read as GB18030, give mostly characters that nobody writes (neither of GB2312, 1980, nor its punctuation). EUC-KR
/// gives common ones, but of the first half of the alphabet alone: its syllables have the first bytes B0 to C8, those of GB2312 B0 to F7 by
/// sound.
[[nodiscard]] std::optional<std::string_view> other_encoding(std::string_view bytes);

}  // namespace eldercast
