#pragma once
/// The closed vocabularies in words, in both languages: what people read where results and scenarios have keys.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "model/own_names.hpp"
#include "output/render/chinese.hpp"
#include "output/render/language.hpp"

namespace eldercast {

/// English words of a vocabulary whose keys are not words; others are their keys without strokes.
template <class Enum>
struct EnglishNames;
template <>
struct EnglishNames<Payer> {
  static constexpr std::array<std::string_view, 8> kText{
      "city", "lottery fund", "district", "towns", "medical insurance", "long-term care insurance", "operators", "older people"};
};
template <>
struct EnglishNames<Purpose> {
  static constexpr std::array<std::string_view, 7> kText{"building", "running facilities", "services", "training",
                                                         "awards",   "allowances",         "interest"};
};
template <>
struct EnglishNames<ShortfallCause> {
  static constexpr std::array<std::string_view, 3> kText{"no bed of a kind they may use", "no carer for a bed", "free beds too far away"};
};
template <>
struct EnglishNames<Need> {
  static constexpr std::array<std::string_view, 3> kText{"independent", "in partial need", "in full need"};
};
template <>
struct EnglishNames<PriorityGroup> {
  static constexpr std::array<std::string_view, 6> kText{"special hardship", "full need",    "partial need",
                                                         "aged 80 and over", "living alone", "others"};
};
template <>
struct EnglishNames<PaperReason> {
  static constexpr std::array<std::string_view, 3> kText{"no staff", "no working centre", "no users"};
};
template <>
struct EnglishNames<CoverageStrength> {
  static constexpr std::array<std::string_view, 4> kText{"in reach of an open facility", "in reach, with a working centre",
                                                         "served, doctors' lists included", "given care"};
};

/// An enumerator in words.
template <class Enum>
[[nodiscard]] Text words_of(Enum value) {
  std::string english;
  if constexpr (requires { EnglishNames<Enum>::kText; }) {
    english = EnglishNames<Enum>::kText[static_cast<std::size_t>(value)];
  } else {
    english = name_of(value);
    std::replace(english.begin(), english.end(), '_', ' ');
  }
  return {std::string(chinese_of(value)), english};
}

/// The same of a payer, a purpose or a role, which a scenario may name.
template <class Enum>
[[nodiscard]] Text words_of(Enum value, const OwnNames& names) {
  const OwnName* const own = own_name(value, names);
  return own == nullptr ? words_of(value) : Text{own->zh, own->en};
}

}  // namespace eldercast
