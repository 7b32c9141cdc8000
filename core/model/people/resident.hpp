#pragma once
/// The vocabulary of one resident in packed form: identity, traits, and the class that selects a row of the event tables.
#include <cstdint>

#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "model/base/require.hpp"

namespace eldercast {

/// Who a resident is, together with the settlement in which the resident starts: sex, birth month and an ordinal among those alike.
/// Never changes, and is the counter of the resident's random numbers.
struct Identity {
  std::uint32_t bits = 0;

  static constexpr YearMonth kEpoch{1880, 1};
  static constexpr std::uint32_t kOrdinals = 1U << 20;

  constexpr Identity() = default;
  explicit constexpr Identity(std::uint32_t packed) : bits(packed) {}
  constexpr Identity(Sex sex, YearMonth birth, std::uint32_t ordinal)
      : bits(static_cast<std::uint32_t>(sex) << 31U | static_cast<std::uint32_t>(birth - kEpoch) << 20U | ordinal) {}
  [[nodiscard]] constexpr Sex sex() const { return static_cast<Sex>(bits >> 31U); }
  [[nodiscard]] constexpr YearMonth birth() const { return kEpoch + static_cast<int>(bits >> 20U & 0x7FFU); }
  [[nodiscard]] constexpr std::uint32_t ordinal() const { return bits & (kOrdinals - 1); }
};

/// Lasting traits of a resident, one bit each, and the need at the start.
struct Traits {
  std::uint8_t bits = 0;

  static constexpr std::uint8_t kNeedMask = 3;
  static constexpr std::uint8_t kAlone = 4;
  static constexpr std::uint8_t kLeftBehind = 8;
  static constexpr std::uint8_t kHardship = 16;
  static constexpr std::uint8_t kArrival = 32;  ///< not in the district at the start; may arrive
  static constexpr std::uint8_t kPadding = 64;  ///< fills a block, nobody

  [[nodiscard]] constexpr Need need() const { return static_cast<Need>(bits & kNeedMask); }
  [[nodiscard]] constexpr bool has(std::uint8_t flag) const { return (bits & flag) != 0; }
};

/// Where a resident stands in life, one bit each.
struct Status {
  std::uint8_t bits = 0;

  static constexpr std::uint8_t kPresent = 1;  ///< lives in the district
  static constexpr std::uint8_t kSixty = 2;    ///< has turned 60
  static constexpr std::uint8_t kEighty = 4;   ///< has turned 80
  static constexpr std::uint8_t kGone = 8;     ///< died or left; padding, too
  static constexpr std::uint8_t kMarked = 16;  ///< for the length of a pass over residents

  [[nodiscard]] constexpr bool has(std::uint8_t flag) const { return (bits & flag) != 0; }
  constexpr void set(std::uint8_t flag) { bits = static_cast<std::uint8_t>(bits | flag); }
  constexpr void clear(std::uint8_t flag) { bits = static_cast<std::uint8_t>(bits & ~unsigned{flag}); }
  /// Residents are those who live in the district and are 60 or over.
  [[nodiscard]] constexpr bool is_resident() const { return (bits & (kPresent | kSixty)) == (kPresent | kSixty); }
};

/// Class of a resident: where the place stands (street or town), need and sex.
inline constexpr std::size_t kClasses = kCount<TownKind> * kCount<Need> * kCount<Sex>;
[[nodiscard]] constexpr std::size_t class_of(TownKind kind, Need need, Sex sex) {
  return (index_of(kind) * kCount<Need> + index_of(need)) * kCount<Sex> + index_of(sex);
}

/// The two needs other than `need`, in rising order.
[[nodiscard]] constexpr Need other_need(Need need, std::size_t which) {
  constexpr Need kOthers[3][2] = {{Need::partial, Need::full}, {Need::independent, Need::full}, {Need::independent, Need::partial}};
  return kOthers[index_of(need)][which];
}

/// Residents stand in blocks of this many, so that one vector of random numbers serves a block.
inline constexpr std::size_t kBlock = 16;

}  // namespace eldercast
