#include "engine/random/lanes.hpp"

namespace eldercast {
namespace {

/// Philox4x32-10 on sixteen counters that stand in `out`; they become its words. Inlined into each clone of its caller.
[[gnu::always_inline]] inline void philox(StreamKey stream, LaneWords& out) {
  constexpr std::uint32_t kMultiplier0 = 0xD2511F53U;
  constexpr std::uint32_t kMultiplier1 = 0xCD9E8D57U;
  constexpr std::uint32_t kWeyl0 = 0x9E3779B9U;
  constexpr std::uint32_t kWeyl1 = 0xBB67AE85U;
  auto& [a, b, c, d] = out;
  for (int round = 0; round < 10; ++round) {
    for (std::size_t i = 0; i < kLanes; ++i) {
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

}  // namespace

#ifdef ELDERCAST_VECTOR_CLONES
[[gnu::target_clones("arch=x86-64-v4", "avx2", "default")]]
#endif
void draw_lanes(StreamKey stream, const LaneKeys& keys, DrawFor purpose, LaneWords& out) {
  LaneWords words;  // not the caller's: the compiler has to know that nothing else looks at them
  for (std::size_t i = 0; i < kLanes; ++i) {
    words[0][i] = keys.low[i];
    words[1][i] = keys.high[i];
    words[2][i] = static_cast<std::uint32_t>(purpose);
    words[3][i] = keys.counter[i];
  }
  philox(stream, words);
  out = words;
}

void draw_block(StreamKey stream, const std::uint32_t* low, std::uint32_t high, DrawFor purpose, std::uint32_t counter, LaneWords& out) {
  LaneKeys keys;
  for (std::size_t i = 0; i < kLanes; ++i) keys.set(i, {low[i], high}, counter);
  draw_lanes(stream, keys, purpose, out);
}

}  // namespace eldercast
