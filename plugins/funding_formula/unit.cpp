#include "unit.hpp"

#include <algorithm>

namespace eldercast::formula {
namespace {

struct Base {
  std::string_view one;
  std::string_view many;
};
constexpr std::array<Base, Unit::kBases> kWords{
    {{"yuan", "yuan"}, {"m2", "m2"}, {"bed", "beds"}, {"person", "persons"}, {"place", "places"}, {"meal", "meals"}, {"month", "months"}}};

}  // namespace

Unit operator*(const Unit& a, const Unit& b) {
  Unit out = a;
  for (std::size_t i = 0; i < Unit::kBases; ++i) out.powers[i] = out.powers[i] + b.powers[i];
  return out;
}

Unit operator/(const Unit& a, const Unit& b) {
  Unit out = a;
  for (std::size_t i = 0; i < Unit::kBases; ++i) out.powers[i] = out.powers[i] - b.powers[i];
  return out;
}

std::optional<Unit> unit_of_word(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (word != kWords[i].one && word != kWords[i].many) continue;
    Unit out;
    out.powers[i] = 1;
    return out;
  }
  return std::nullopt;
}

std::optional<Unit> parse_unit(std::string_view text) {
  Unit out;
  bool over = false;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find('/'));
    const auto unit = word == "1" ? std::optional(Unit{}) : unit_of_word(word);
    if (!unit) return std::nullopt;
    out = over ? out / *unit : out * *unit;
    over = true;
    if (word.size() + 1 == text.size()) return std::nullopt;
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return over ? std::optional(out) : std::nullopt;
}

std::string text_of(const Unit& unit) {
  if (unit.plain()) return "a plain number";
  std::string above;
  std::string below;
  for (std::size_t i = 0; i < Unit::kBases; ++i) {
    for (int p = unit.powers[i]; p > 0; --p) above.append(above.empty() ? "" : "*").append(kWords[i].one);
    for (int p = unit.powers[i]; p < 0; ++p) below.append("/").append(kWords[i].one);
  }
  return (above.empty() ? "1" : above) + below;
}

const std::vector<std::string>& unit_words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> out;
    for (const Base& base : kWords) out.emplace_back(base.one);
    return out;
  }();
  return words;
}

}  // namespace eldercast::formula
