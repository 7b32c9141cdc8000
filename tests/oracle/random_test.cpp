#include <Random123/philox.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "engine/random/keyed.hpp"
#include "engine/random/lanes.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

struct Key {
  std::uint64_t seed = 20200316;
  std::uint32_t replicate = 0;
  Entity entity{12345, 678};
  std::uint32_t purpose = 1;
  std::uint32_t counter = 0;
};

std::uint32_t number_of(const Key& key, std::size_t word = 0) {
  return draw(stream_key(key.seed, key.replicate), key.entity, static_cast<DrawFor>(key.purpose), key.counter)[word];
}

/// The ways in which two keys may be neighbours.
const std::vector<std::pair<std::string, std::function<void(Key&, std::uint32_t)>>>& steps() {
  static const std::vector<std::pair<std::string, std::function<void(Key&, std::uint32_t)>>> kSteps{
      {"seed", [](Key& key, std::uint32_t i) { key.seed += i; }},
      {"replicate", [](Key& key, std::uint32_t i) { key.replicate += i; }},
      {"entity, low", [](Key& key, std::uint32_t i) { key.entity.low += i; }},
      {"entity, high", [](Key& key, std::uint32_t i) { key.entity.high += i; }},
      {"entity, single bits", [](Key& key, std::uint32_t i) { key.entity.low ^= i ^ (i << 16U); }},
      {"purpose", [](Key& key, std::uint32_t i) { key.purpose += i; }},
      {"counter", [](Key& key, std::uint32_t i) { key.counter += i; }}};
  return kSteps;
}

double unit(std::uint32_t u) { return (u + 0.5) / 4294967296.0; }

constexpr std::uint32_t kDraws = 40'000;

}  // namespace

TEST_CASE("the vector lanes are Random123's Philox, number by number") {
  for (std::uint32_t trial = 0; trial < 50; ++trial) {
    const StreamKey stream = stream_key(trial * 77, trial);
    std::array<std::uint32_t, kLanes> low{};
    for (std::size_t i = 0; i < kLanes; ++i) low[i] = trial * 1000003U + static_cast<std::uint32_t>(i) * 2654435761U;
    // An odd number of sets: pairs and a single one.
    const std::array<LaneKeys, 3> keys{neighbours(low.data(), 1, 2), neighbours(low.data(), 3, 4),
                                       neighbours(low.data(), 0xABCD0000U + trial, trial)};
    std::array<LaneWords, 3> drawn;
    draw_lanes(stream, keys, DrawFor::service, drawn);
    for (std::size_t i = 0; i < kLanes; ++i) {
      CHECK(drawn[0][3][i] == draw(stream, {low[i], 1}, DrawFor::service, 2)[3]);
      CHECK(drawn[1][0][i] == draw(stream, {low[i], 3}, DrawFor::service, 4)[0]);
    }
    for (std::size_t i = 0; i < kLanes; ++i) {
      const r123::Philox4x32::ctr_type at{{low[i], 0xABCD0000U + trial, static_cast<std::uint32_t>(DrawFor::service), trial}};
      const r123::Philox4x32::ctr_type words = r123::Philox4x32{}(at, {{stream.k0, stream.k1}});
      const std::array<std::uint32_t, 4> single = draw(stream, {low[i], 0xABCD0000U + trial}, DrawFor::service, trial);
      for (std::size_t w = 0; w < 4; ++w) {
        CHECK(drawn[2][w][i] == words[w]);
        CHECK(single[w] == words[w]);
      }
    }
  }
}

TEST_CASE("the lanes found are those whose number lies in the band, its lower end included and its upper end not") {
  constexpr std::uint32_t kMost = 0xFFFFFFFFU;
  const Lanes ends{0, 1, 9, 10, 11, 19, 20, 21, 0x7FFFFFFFU, 0x80000000U, 0x80000001U, kMost - 1, kMost, 10, 20, 0};
  const std::array<LaneWords, 2> words{LaneWords{ends, ends, ends, ends}, {ends, ends, ends, ends}};
  const std::array<Band, 8> bands{Band{0, 0}, {0, 10}, {10, 10}, {0x7FFFFFFFU, 2}, {0, kMost}, {kMost, 1}, {1, 1}, {11, kMost - 11}};
  std::array<std::uint64_t, 2> found{};
  find_lanes(words, bands, found);
  for (std::size_t b = 0; b < bands.size(); ++b) {
    for (std::size_t i = 0; i < kLanes; ++i) {
      const bool inside = ends[i] >= bands[b].low && std::uint64_t{ends[i]} < std::uint64_t{bands[b].low} + bands[b].width;
      INFO(b << " " << ends[i]);
      CHECK((lanes_in(ends, bands[b]) >> i & 1U) == static_cast<std::uint32_t>(inside));
    }
    CHECK((found[b / kWords] >> kLanes * (b % kWords) & 0xFFFFU) == lanes_in(ends, bands[b]));
  }
}

TEST_CASE("numbers of neighbouring keys are uniform and know nothing of each other") {
  for (const auto& [name, step] : steps()) {
    INFO(name);
    double sum = 0;
    double product = 0;
    std::array<int, 256> pairs{};
    std::array<int, 32> bits{};
    double before = 0.5;
    for (std::uint32_t i = 0; i < kDraws; ++i) {
      Key key;
      step(key, i);
      const std::uint32_t u = number_of(key);
      const double x = unit(u);
      sum += x;
      if (i > 0) {
        product += (x - 0.5) * (before - 0.5);
        ++pairs[static_cast<std::size_t>(before * 16) * 16 + static_cast<std::size_t>(x * 16)];
      }
      for (std::size_t bit = 0; bit < 32; ++bit) bits[bit] += static_cast<int>(u >> bit & 1U);
      before = x;
    }
    // Four and a half standard errors each.
    CHECK(std::abs(sum / kDraws - 0.5) < 4.5 * std::sqrt(1.0 / 12 / kDraws));
    CHECK(std::abs(12 * product / kDraws) < 4.5 / std::sqrt(1.0 * kDraws));
    for (const int ones : bits) CHECK(std::abs(ones - kDraws / 2.0) < 4.5 * std::sqrt(kDraws / 4.0));
    double chi_square = 0;
    const double expected = (kDraws - 1) / 256.0;
    for (const int count : pairs) chi_square += (count - expected) * (count - expected) / expected;
    // 255 degrees of freedom: mean 255, standard deviation 22.6.
    CHECK(chi_square > 255 - 4.5 * 22.6);
    CHECK(chi_square < 255 + 4.5 * 22.6);
  }
}

TEST_CASE("the four words of a draw know nothing of each other") {
  std::array<std::array<double, 4>, 4> product{};
  for (std::uint32_t i = 0; i < kDraws; ++i) {
    Key key;
    key.entity.low += i;
    std::array<double, 4> x{};
    for (std::size_t w = 0; w < 4; ++w) x[w] = unit(number_of(key, w)) - 0.5;
    for (std::size_t a = 0; a < 4; ++a) {
      for (std::size_t b = 0; b < a; ++b) product[a][b] += x[a] * x[b];
    }
  }
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = 0; b < a; ++b) CHECK(std::abs(12 * product[a][b] / kDraws) < 4.5 / std::sqrt(1.0 * kDraws));
  }
}

TEST_CASE("no two of a million keys of a run give the same number of 64 bits") {
  std::vector<std::uint64_t> seen;
  for (std::uint32_t i = 0; i < 1'000'000; ++i) {
    const auto words = draw(stream_key(1, i % 10), {i / 10, i % 7}, static_cast<DrawFor>(1 + i % 5), i % 3);
    seen.push_back(std::uint64_t{words[0]} << 32U | words[1]);
  }
  std::sort(seen.begin(), seen.end());
  CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
}
