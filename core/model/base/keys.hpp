#pragma once
/// Stable keys: numbers derived from the texts that identify things (official codes, ids), so that adding or reordering rows of a table
/// leaves every other row's key, and with it every random number, as it was.
#include <cstdint>
#include <string_view>

namespace eldercast {

/// A bijective 64-bit mixing function (the finaliser of SplitMix64: Steele, Lea and Flood, OOPSLA 2014).
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

/// Key of a text: FNV-1a over its bytes, then mixed.
[[nodiscard]] constexpr std::uint64_t key_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return mix64(hash);
}

/// Key of a pair of keys.
[[nodiscard]] constexpr std::uint64_t combine(std::uint64_t a, std::uint64_t b) { return mix64(a ^ mix64(b)); }

/// The key as a number in [0, 1) with 53 bits. Used at set-up only.
[[nodiscard]] constexpr double unit_interval(std::uint64_t key) { return static_cast<double>(key >> 11) * 0x1p-53; }

}  // namespace eldercast
