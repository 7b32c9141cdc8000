#pragma once
/// The two languages in which the program speaks.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "api/ids.hpp"

namespace eldercast {

/// A text in both languages.
struct Text {
  std::string zh;
  std::string en;
  friend bool operator==(const Text&, const Text&) = default;
};

enum class Language : std::uint8_t { zh, en };
template <>
struct Names<Language> {
  static constexpr std::array<std::string_view, 2> kText{"zh", "en"};
};

/// The text in one language.
[[nodiscard]] inline const std::string& in(Language language, const Text& text) { return language == Language::zh ? text.zh : text.en; }

}  // namespace eldercast
