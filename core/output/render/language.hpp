#pragma once
/// The two languages in which the program speaks.
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "api/ids.hpp"
#include "text/bilingual.hpp"

namespace eldercast {

enum class Language : std::uint8_t { zh, en };
template <>
struct Names<Language> {
  static constexpr std::array<std::string_view, 2> kText{"zh", "en"};
};

/// The text in one language.
[[nodiscard]] inline const std::string& in(Language language, const Text& text) { return language == Language::zh ? text.zh : text.en; }

/// A text of the same values in each language. Where the languages want them in another order, their places are numbered.
template <class... Values>
[[nodiscard]] Text worded(fmt::format_string<Values...> zh, fmt::format_string<Values...> en, const Values&... values) {
  return {fmt::vformat(zh, fmt::make_format_args(values...)), fmt::vformat(en, fmt::make_format_args(values...))};
}

}  // namespace eldercast
