#include <catch2/catch.hpp>

#include <Random123/philox.h>

#include "engine/random/lanes.hpp"

using namespace eldercast;

TEST_CASE("the vector lanes are Random123's Philox, number by number") {
  for (std::uint32_t trial = 0; trial < 50; ++trial) {
    const StreamKey stream = stream_key(trial * 77, trial);
    std::array<std::uint32_t, kLanes> low{};
    for (std::size_t i = 0; i < kLanes; ++i) low[i] = trial * 1000003U + static_cast<std::uint32_t>(i) * 2654435761U;
    // An odd number of sets: pairs and a single one.
    const std::array<LaneKeys, 3> keys{neighbours(low.data(), 1, 2), neighbours(low.data(), 3, 4),
                                       neighbours(low.data(), 0xABCD0000U + trial, trial)};
    std::array<LaneWords, 3> sets;
    draw_lanes(stream, keys, DrawFor::service, sets);
    for (std::size_t i = 0; i < kLanes; ++i) {
      CHECK(sets[0][3][i] == draw(stream, {low[i], 1}, DrawFor::service, 2)[3]);
      CHECK(sets[1][0][i] == draw(stream, {low[i], 3}, DrawFor::service, 4)[0]);
    }
    const LaneWords& lanes = sets[2];
    for (std::size_t i = 0; i < kLanes; ++i) {
      const r123::Philox4x32::ctr_type at{{low[i], 0xABCD0000U + trial, static_cast<std::uint32_t>(DrawFor::service), trial}};
      const r123::Philox4x32::ctr_type words = r123::Philox4x32{}(at, {{stream.k0, stream.k1}});
      const std::array<std::uint32_t, 4> single = draw(stream, {low[i], 0xABCD0000U + trial}, DrawFor::service, trial);
      for (std::size_t w = 0; w < 4; ++w) {
        CHECK(lanes[w][i] == words[w]);
        CHECK(single[w] == words[w]);
      }
    }
  }
}
