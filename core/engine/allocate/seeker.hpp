#pragma once
/// Somebody who seeks a service, in the books of allocation.
#include <cstdint>

#include "api/ids.hpp"

namespace eldercast {

/// A ServiceId in one byte; a scenario has few services (kMostServices).
class ServiceByte {
 public:
  constexpr ServiceByte() = default;
  // NOLINTNEXTLINE(google-explicit-constructor, hicpp-explicit-conversions): stands for the id everywhere
  constexpr ServiceByte(ServiceId id) : value_(static_cast<std::uint8_t>(id.value)) {}
  // NOLINTNEXTLINE(google-explicit-constructor, hicpp-explicit-conversions)
  constexpr operator ServiceId() const { return ServiceId(index()); }
  [[nodiscard]] constexpr std::size_t index() const { return value_; }

 private:
  std::uint8_t value_ = 0;
};

/// What allocation needs to know about a person who seeks a service.
struct SeekerFacts {
  std::uint32_t slot = 0;  ///< the resident; breaks ties that the hash leaves
  SettlementId settlement;
  ServiceByte service;
  Need need = Need::independent;
  PriorityGroup group = PriorityGroup::others;
  bool hardship = false;
};

/// A person who seeks a service: waiting, or served at a facility.
struct Seeker {
  SeekerFacts facts;
  FacilityId at;                 ///< not valid while waiting
  std::uint64_t key = 0;         ///< waiting_key() of the place in the list; of those who are served, of their last one
  std::int32_t way_seconds = 0;  ///< to the place held
  std::uint16_t stay = 0;        ///< counts admissions
  Resource holds = Resource::other_bed;
};
static_assert(sizeof(Seeker) <= 32);

/// The number of a seeker in the books of the zone where the person lives.
using SeekerNumber = Id<struct SeekerTag>;

/// A seeker among those of all zones.
struct SeekerId {
  std::uint32_t zone = 0;
  SeekerNumber number;

  friend bool operator==(const SeekerId&, const SeekerId&) = default;
};

}  // namespace eldercast
