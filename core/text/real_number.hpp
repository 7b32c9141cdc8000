#pragma once
/// Text to a floating-point number, whatever the machine's language says of commas.
#include <optional>
#include <string_view>

namespace eldercast {

/// The nearest double to a decimal number such as "-1.5e3": the whole text, with no blank, plus sign or hexadecimal digits. Nothing if it
/// is none, or none that a double can hold. Infinities and NaN may come out.
[[nodiscard]] std::optional<double> real_number(std::string_view text);

}  // namespace eldercast
