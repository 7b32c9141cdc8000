#pragma once
/// Units of what stands in a formula: products and quotients of yuan, square metres, beds, persons, places, meals and months.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eldercast::formula {

/// Powers of the base units: yuan/m2 has 1 and -1. A plain number has none.
struct Unit {
  static constexpr std::size_t kBases = 7;
  std::array<int, kBases> powers{};

  friend bool operator==(const Unit&, const Unit&) = default;
  friend Unit operator*(const Unit& a, const Unit& b);
  friend Unit operator/(const Unit& a, const Unit& b);
  [[nodiscard]] bool plain() const { return *this == Unit{}; }
};

/// The unit of a word, "yuan", "beds" or "bed"; nothing for a word that is none.
[[nodiscard]] std::optional<Unit> unit_of_word(std::string_view word);
/// "yuan/m2", "1"; nothing for what is no unit.
[[nodiscard]] std::optional<Unit> parse_unit(std::string_view text);
/// "yuan/m2"; "a plain number" where it has none.
[[nodiscard]] std::string text_of(const Unit& unit);
/// Words of units, for messages.
[[nodiscard]] const std::vector<std::string>& unit_words();

inline const Unit kYuan = *unit_of_word("yuan");

}  // namespace eldercast::formula
