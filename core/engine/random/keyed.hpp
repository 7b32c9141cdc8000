#pragma once
/// Keyed random numbers: Philox4x32-10 (Salmon et al., SC 2011) of (seed, replicate; entity, purpose, counter). The same key gives the same
/// number in any order, on any thread.
#include <array>
#include <cstdint>

namespace eldercast {

/// Seed and replicate, mixed into the 64-bit Philox key.
struct StreamKey {
  std::uint32_t k0 = 0;
  std::uint32_t k1 = 0;
};

/// The stream of one replicate.
[[nodiscard]] StreamKey stream_key(std::uint64_t seed, std::uint32_t replicate);

/// What a number is drawn for. Values are part of the results: never renumber.
enum class DrawFor : std::uint32_t {
  life_event = 1,   ///< entity: resident; counter: spell. Words: month (next spell), cause, destination, whether rules let
                    ///< it happen
  service = 2,      ///< entity: resident; counter: four services each. Words: one uniform a service
  queue_tie = 3,    ///< entity: resident; counter: service
  bed_leave = 4,    ///< entity: resident; counter: stay
  project = 5,      ///< entity: project; counter: 0. Words: cancelled, prepare, build, slip; counter 1: cost
  carer_leave = 6,  ///< entity: town; counter: month and carer
  rule = 7,         ///< entity: rule and the rule's entity; counter: the rule's
  operation = 8,    ///< entity: facility; counter: 0. Words: social operator, hand-over, platform
  design = 9,       ///< a study's points and resamples, of no replicate: study/design/draws.hpp
  shock = 10,       ///< entity: shock, or shock and town; counter: calendar year, or 0 for all years. Words: size
  town_money = 11,  ///< entity: town; counter: 0. Words: own money of a year
  health = 12,      ///< entity: resident; counter: month. Words: what rules make likelier
  common_pace = 13  ///< entity: 0; counter: 0. Words: the pace of all projects, as learnt until a date
};

/// Entity of a draw: 64 bits.
struct Entity {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
};
[[nodiscard]] constexpr Entity entity(std::uint64_t key) {
  return {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32U)};
}

/// Four uniform 32-bit numbers.
[[nodiscard]] std::array<std::uint32_t, 4> draw(StreamKey stream, Entity entity, DrawFor purpose, std::uint32_t counter);

/// The number as a share of one, in (0, 1): for set-up only.
[[nodiscard]] constexpr double open_unit(std::uint32_t u) { return (static_cast<double>(u) + 0.5) * 0x1p-32; }

}  // namespace eldercast
