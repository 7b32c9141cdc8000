#pragma once
/// Random numbers of designs and of resampling: the keyed generator of the engine under its purpose `design`, so that they never meet a
/// number of a simulation, whatever the seeds.
#include <array>
#include <cstdint>
#include <vector>

#include "engine/random/keyed.hpp"

namespace eldercast {

/// What a number decides; takes the place of the replicate in the key. Values are part of every design: never renumber.
enum class StudyDraw : std::uint32_t {
  cube_order = 1,        ///< group: block; item: axis; counter: place in the shuffle
  cube_place = 2,        ///< group: block; item: axis; counter: point. Words: place inside the stratum
  sequence_shift = 3,    ///< group: 0; item: dimension. Words: low and high half of the digital shift
  trajectory_start = 4,  ///< group: block; item: axis. Words: level
  trajectory_order = 5,  ///< group: block; item: 0; counter: place in the shuffle
  resample = 6,          ///< group: resample; item: 0; counter: four units each
  forecast_world = 7,    ///< group: world; item: what is drawn; counter: pool
  calibration = 8        ///< group: candidate or attempt; item: axis or target; counter: what is drawn
};

/// The numbers of one decision under one seed.
class StudyStream {
 public:
  StudyStream(std::uint64_t seed, StudyDraw what) : key_(stream_key(seed, static_cast<std::uint32_t>(what))) {}

  /// Four uniform 32-bit numbers.
  [[nodiscard]] std::array<std::uint32_t, 4> words(std::uint32_t group, std::uint32_t item, std::uint32_t counter) const {
    return draw(key_, Entity{item, group}, DrawFor::design, counter);
  }
  /// The numbers 0 to n - 1 in random order (Fisher and Yates, in the form of Durstenfeld 1964).
  [[nodiscard]] std::vector<int> shuffled(int n, std::uint32_t group, std::uint32_t item) const;

 private:
  StreamKey key_;
};

/// A whole number in 0 to n - 1 from a 32-bit one, by multiplication. Shares differ from 1/n by less than 2^-32: n / 2^32 of a share.
[[nodiscard]] constexpr std::uint32_t below(std::uint32_t n, std::uint32_t word) {
  return static_cast<std::uint32_t>((std::uint64_t{word} * n) >> 32U);
}

}  // namespace eldercast
