#include "scenario/source/encodings.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "text/utf8.hpp"

namespace eldercast {
namespace {

/// Too few characters say nothing.
constexpr std::size_t kFewest = 2;
constexpr std::size_t kFewestSyllables = 4;
/// Less than once in so many characters.
constexpr std::size_t kHardlyEver = 8;

bool between(unsigned char byte, unsigned low, unsigned high) { return low <= byte && byte <= high; }

/// The characters of two bytes that a text has, as GB18030.
struct Pairs {
  std::size_t all = 0;
  std::size_t unwritten = 0;          ///< neither a character of GB2312 nor punctuation
  std::size_t early = 0;              ///< of them, with a first byte before A1
  std::set<unsigned> kinds;           ///< different characters of GB2312
  unsigned char last_first_byte = 0;  ///< the largest of their first bytes
  bool village_or_street = false;     ///< 村 or 街道, which few Chinese tables lack and no Korean one has
};

Pairs pairs_of(std::string_view bytes) {
  constexpr unsigned kVillage = 0xB4E5;
  constexpr std::string_view kStreet = "\xBD\xD6\xB5\xC0";
  Pairs pairs;
  for (std::size_t at = 0; at + 1 < bytes.size(); ++at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    if (!between(first, 0x81, 0xFE)) continue;
    ++pairs.all;
    const bool common = between(first, 0xB0, 0xF7) && between(second, 0xA1, 0xFE);
    const bool mark = (first == 0xA1 || first == 0xA3) && between(second, 0xA1, 0xFE);
    pairs.unwritten += !common && !mark ? 1U : 0U;
    pairs.early += first < 0xA1 ? 1U : 0U;
    if (common) {
      const unsigned character = static_cast<unsigned>(first) << 8U | second;
      pairs.kinds.insert(character);
      pairs.last_first_byte = std::max(pairs.last_first_byte, first);
      pairs.village_or_street = pairs.village_or_street || character == kVillage || bytes.substr(at, kStreet.size()) == kStreet;
    }
    ++at;
  }
  return pairs;
}

/// Shift-JIS writes kana of one byte, A1 to DF, hardly ever; read so, Chinese has them everywhere.
bool reads_as_shift_jis(std::string_view bytes) {
  std::size_t pairs = 0;
  std::size_t single = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (between(byte, 0xA1, 0xDF)) ++single;
    if (!between(byte, 0x81, 0x9F) && !between(byte, 0xE0, 0xFC)) continue;
    ++pairs;
    ++at;
  }
  return single * kHardlyEver <= pairs && is_text_in("CP932", bytes);
}

}  // namespace

std::optional<std::string_view> other_encoding(std::string_view bytes) {
  constexpr std::size_t kOneInFive = 5;
  const Pairs pairs = pairs_of(bytes);
  if (pairs.unwritten >= kFewest && pairs.unwritten * kOneInFive > pairs.all) {
    // Before A1 stand what Hong Kong has added to Big5, and half of the traditional characters of GB18030.
    if (pairs.early * kHardlyEver <= pairs.all && is_text_in("BIG5-HKSCS", bytes)) return "Big5";
    if (reads_as_shift_jis(bytes)) return "Shift-JIS";
  }
  constexpr unsigned char kLastSyllable = 0xC8;
  const bool syllables = pairs.kinds.size() >= kFewestSyllables && pairs.last_first_byte <= kLastSyllable;
  if (syllables && !pairs.village_or_street && is_text_in("EUC-KR", bytes)) return "EUC-KR";
  return std::nullopt;
}

}  // namespace eldercast
