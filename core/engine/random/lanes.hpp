#pragma once
/// The keyed numbers of keyed.hpp for sixteen draws at once, word for word the same. The rounds are plain loops over the lanes, which
/// compilers turn into vector code; where CMake allows it they are compiled for several instruction sets, and the widest one that the
/// machine has is taken when the program starts.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/random/keyed.hpp"

namespace eldercast {

inline constexpr std::size_t kLanes = 16;
/// One number a lane.
using Lanes = std::array<std::uint32_t, kLanes>;
/// Words of a draw.
inline constexpr std::size_t kWords = 4;
/// The words of a draw, each for all lanes.
using LaneWords = std::array<Lanes, kWords>;

/// Keys of sixteen draws that have nothing in common but their purpose.
struct LaneKeys {
  Lanes low{};
  Lanes high{};
  Lanes counter{};

  void set(std::size_t lane, Entity entity, std::uint32_t count) {
    low[lane] = entity.low;
    high[lane] = entity.high;
    counter[lane] = count;
  }
};

/// Keys of the sixteen entities {low[lane], high}, which share the counter.
[[nodiscard]] inline LaneKeys neighbours(const std::uint32_t* low, std::uint32_t high, std::uint32_t counter) {
  LaneKeys keys;
  for (std::size_t i = 0; i < kLanes; ++i) keys.set(i, {low[i], high}, counter);
  return keys;
}

/// draw() for every lane of every set of keys; `out` has as many sets. Several sets in one call go faster than one
/// after the other: the rounds of two of them overlap.
void draw_lanes(StreamKey stream, std::span<const LaneKeys> keys, DrawFor purpose, std::span<LaneWords> out);

/// Numbers from `low` to less than `low + width`.
struct Band {
  std::uint32_t low = 0;
  std::uint32_t width = 0;
};

/// The lanes whose number lies in the band, one bit each.
[[nodiscard]] std::uint32_t lanes_in(const Lanes& numbers, Band band);
/// The same for all words of all sets: word w of set k is held against band kWords * k + w, and its lanes are bits kLanes * w to
/// kLanes * w + 15 of `found`[k].
void find_lanes(std::span<const LaneWords> words, std::span<const Band> bands, std::span<std::uint64_t> found);

/// Calls `visit` with the position of every bit, lowest first.
template <class Visit>
void for_each_bit(std::uint64_t bits, Visit visit) {
  for (; bits != 0; bits &= bits - 1) visit(static_cast<std::size_t>(__builtin_ctzll(bits)));
}

}  // namespace eldercast
