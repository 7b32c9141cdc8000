#pragma once
/// The closed vocabularies in words, in both languages: what people read where results and scenarios have keys.
#include <algorithm>
#include <string>

#include "model/own_names.hpp"
#include "output/render/chinese.hpp"
#include "output/render/language.hpp"

namespace eldercast {

// English words of vocabularies whose keys are not words; others are their keys without strokes.
constexpr Vocabulary<Payer> en_names(Payer) {
  return {"city", "lottery fund", "district", "towns", "medical insurance", "long-term care insurance", "operators", "older people"};
}
constexpr Vocabulary<Purpose> en_names(Purpose) {
  return {"building", "running facilities", "services", "training", "awards", "allowances", "interest"};
}
constexpr Vocabulary<ShortfallCause> en_names(ShortfallCause) {
  return {"no bed of a kind they may use", "no carer for a bed", "free beds too far away"};
}
constexpr Vocabulary<Need> en_names(Need) { return {"independent", "in partial need", "in full need"}; }
constexpr Vocabulary<PriorityGroup> en_names(PriorityGroup) {
  return {"special hardship", "full need", "partial need", "aged 80 and over", "living alone", "others"};
}
constexpr Vocabulary<PaperReason> en_names(PaperReason) { return {"no staff", "no working centre", "no users"}; }
constexpr Vocabulary<CoverageStrength> en_names(CoverageStrength) {
  return {"in reach of an open facility", "in reach, with a working centre", "served, doctors' lists included", "given care"};
}

/// An enumerator in words.
template <class Enum>
[[nodiscard]] Text words_of(Enum value) {
  std::string english;
  if constexpr (requires { en_names(value); }) {
    english = en_names(value)[static_cast<std::size_t>(value)];
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
