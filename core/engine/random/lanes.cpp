#include "engine/random/lanes.hpp"

namespace eldercast {
namespace {

/// The four words of Philox, each for all lanes of so many sets.
template <std::size_t Sets>
using Words = std::array<std::array<std::uint32_t, Sets * kLanes>, kWords>;

/// Philox4x32-10 on counters that stand in `out`; they become its words. Inlined into each clone of its caller.
template <std::size_t Sets>
[[gnu::always_inline]] inline void philox(StreamKey stream, Words<Sets>& out) {
  constexpr std::uint32_t kMultiplier0 = 0xD2511F53U;
  constexpr std::uint32_t kMultiplier1 = 0xCD9E8D57U;
  constexpr std::uint32_t kWeyl0 = 0x9E3779B9U;
  constexpr std::uint32_t kWeyl1 = 0xBB67AE85U;
  auto& [a, b, c, d] = out;
  for (int round = 0; round < 10; ++round) {
    for (std::size_t i = 0; i < Sets * kLanes; ++i) {
      const std::uint64_t p = std::uint64_t{kMultiplier0} * a[i];
      const std::uint64_t q = std::uint64_t{kMultiplier1} * c[i];
      const std::uint32_t next_a = static_cast<std::uint32_t>(q >> 32U) ^ b[i] ^ stream.k0;
      const std::uint32_t next_c = static_cast<std::uint32_t>(p >> 32U) ^ d[i] ^ stream.k1;
      b[i] = static_cast<std::uint32_t>(q);
      d[i] = static_cast<std::uint32_t>(p);
      a[i] = next_a;
      c[i] = next_c;
    }
    stream.k0 += kWeyl0;
    stream.k1 += kWeyl1;
  }
}

/// Draws for the first `Sets` sets.
template <std::size_t Sets>
[[gnu::always_inline]] inline void draw_sets(StreamKey stream, const LaneKeys* keys, DrawFor purpose, LaneWords* out) {
  Words<Sets> words;  // not the caller's: the compiler has to know that nothing else looks at them
  for (std::size_t k = 0; k < Sets; ++k) {
    for (std::size_t i = 0; i < kLanes; ++i) {
      words[0][k * kLanes + i] = keys[k].low[i];
      words[1][k * kLanes + i] = keys[k].high[i];
      words[2][k * kLanes + i] = static_cast<std::uint32_t>(purpose);
      words[3][k * kLanes + i] = keys[k].counter[i];
    }
  }
  philox<Sets>(stream, words);
  for (std::size_t k = 0; k < Sets; ++k) {
    for (std::size_t w = 0; w < words.size(); ++w) {
      for (std::size_t i = 0; i < kLanes; ++i) out[k][w][i] = words[w][k * kLanes + i];
    }
  }
}

[[gnu::always_inline]] inline std::uint32_t bits_of(const Lanes& numbers, Band band) {
  std::uint32_t bits = 0;
  // Unrolled before its time the loop would become no vector code.
#pragma GCC unroll 1
  for (std::size_t i = 0; i < kLanes; ++i) bits |= numbers[i] - band.low < band.width ? 1U << i : 0U;
  return bits;
}

}  // namespace

#ifdef ELDERCAST_VECTOR_CLONES
[[gnu::target_clones("arch=x86-64-v4", "avx2", "default")]]
#endif
void draw_lanes(StreamKey stream, std::span<const LaneKeys> keys, DrawFor purpose, std::span<LaneWords> out) {
  std::size_t k = 0;
  for (; k + 2 <= keys.size(); k += 2) draw_sets<2>(stream, &keys[k], purpose, &out[k]);
  if (k < keys.size()) draw_sets<1>(stream, &keys[k], purpose, &out[k]);
}

#ifdef ELDERCAST_VECTOR_CLONES
[[gnu::target_clones("arch=x86-64-v4", "avx2", "default")]]
#endif
std::uint32_t
lanes_in(const Lanes& numbers, Band band) {
  return bits_of(numbers, band);
}

#ifdef ELDERCAST_VECTOR_CLONES
[[gnu::target_clones("arch=x86-64-v4", "avx2", "default")]]
#endif
void find_lanes(std::span<const LaneWords> words, std::span<const Band> bands, std::span<std::uint64_t> found) {
  for (std::size_t k = 0; k < words.size(); ++k) {
    found[k] = 0;
    for (std::size_t w = 0; w < kWords; ++w) found[k] |= std::uint64_t{bits_of(words[k][w], bands[kWords * k + w])} << kLanes * w;
  }
}

}  // namespace eldercast
