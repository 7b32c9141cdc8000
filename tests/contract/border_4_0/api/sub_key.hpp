#pragma once
/// Keys of several decisions about one thing: draws with different keys never share a number.
#include <cstdint>

namespace eldercast {

/// The key of decision `n` about whoever has `key`: `month.draws.chance(share, sub_key(facility.key, 2), 0)`. As good a key as any; of a
/// sub-key there are sub-keys again. The same in every run, whatever is listed where.
[[nodiscard]] constexpr std::uint64_t sub_key(std::uint64_t key, std::uint64_t n) {
  // The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) over both: every bit of either moves every bit of the result.
  const auto mixed = [](std::uint64_t x) {
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
  };
  return mixed(key ^ mixed(n + 0xD1B54A32D192ED03ULL));
}

}  // namespace eldercast
