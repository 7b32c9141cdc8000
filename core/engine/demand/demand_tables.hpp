#pragma once
/// What the demand of all zones has in common: the thresholds that hold, what the books know of each resident, and counts by town.
#include <cstdint>
#include <vector>

#include "engine/demand/share_table.hpp"
#include "engine/population/people.hpp"
#include "engine/random/keyed.hpp"
#include "engine/random/lanes.hpp"
#include "model/base/cube.hpp"
#include "model/base/untouched.hpp"
#include "model/district.hpp"
#include "model/places/zones.hpp"

namespace eldercast {

/// Ends a chain of seekers or of leaves.
inline constexpr std::uint32_t kNoLink = 0xFFFFFFFFU;

/// A place on a list, among the places that a resident holds.
inline constexpr std::uint16_t kListed = 256;

/// Each zone writes only what belongs to the residents who live in it and to its towns.
struct DemandTables {
  /// The vectors by slot of one, to be used again by the next: what stands in them means nothing.
  struct Memory {
    UntouchedVector<DemandClass> class_of;
    UntouchedVector<std::uint32_t> first_seeker;
    UntouchedVector<std::uint16_t> services_used;
  };

  explicit DemandTables(const District& district, Memory memory = {});
  [[nodiscard]] Memory release() &&;
  /// Everybody as at the start; nobody seeks anything. What is kept by slot is left to start_slots().
  void start(StreamKey stream, const People& people);
  /// The same for residents whose home at the start is in the zone.
  void start_slots(const Zone& zone);

  /// Shares of those who have left a bed by the end of each month of a stay.
  [[nodiscard]] const std::vector<std::uint32_t>& leaving(Need need, bool hardship) const {
    return leaving_by_month[hardship && need == Need::independent ? kCount<Need> : index_of(need)];
  }
  /// Bands at the start of the residents of a block.
  [[nodiscard]] std::span<const Band> bands_of_block(SettlementKind kind, std::uint8_t needs) const {
    return std::span(bands_at_start.cells()).subspan((index_of(kind) << kCount<Need> | needs) * shares.services(), shares.services());
  }
  [[nodiscard]] DemandClass class_of_standing(const Standing& standing) const;
  /// The resident's number for a service, from the number drawn.
  [[nodiscard]] std::uint32_t uniform(std::uint32_t slot, ServiceId service, std::uint32_t drawn) const {
    return service == district->bed_service() ? district->bed_uniform(slot, drawn) : drawn;
  }

  const District* district;
  const People* people = nullptr;
  StreamKey stream;
  ShareTable shares;                                         ///< that hold now
  ShareTable shares_before;                                  ///< while rescaling: that held before
  UntouchedVector<DemandClass> class_of;                     ///< by slot
  UntouchedVector<std::uint32_t> first_seeker;               ///< by slot: where the chain of the resident's seekers begins
  UntouchedVector<std::uint16_t> services_used;              ///< by slot: places held; kListed for each on a doctor's list, 1 for others
  std::vector<std::uint8_t> is_list;                         ///< by service: a place on a family doctor's list, no care by itself
  Cube<std::int32_t, 2> persons;                             ///< residents by town and demand class
  Cube<std::int32_t, 3> wanting;                             ///< town, service, group
  std::vector<Band> rescaled;                                ///< while rescaling: by position, where thresholds change
  Cube<Band, 2> bands_at_start;                              ///< up to the largest threshold of wanting by (kind, needs), position
  std::vector<std::vector<std::uint32_t>> leaving_by_month;  ///< by need, then special hardship: cumulative thresholds
};

}  // namespace eldercast
