#pragma once
/// The two languages in which the program speaks.
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

}  // namespace eldercast
