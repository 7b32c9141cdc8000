#pragma once
/// Places that are gone for a time: where shocks on facilities leave a part (a flood in the lower storey of a home), and where whoever runs
/// a facility keeps shorter hours.
#include <cstdint>
#include <span>
#include <vector>

#include "api/views.hpp"
#include "engine/shock/shocks.hpp"
#include "model/district.hpp"

namespace eldercast {

class LostPlaces {
 public:
  explicit LostPlaces(const District& district);

  void start();
  /// Gives back what is lost, so that a month's changes act on the whole of a facility. Before anything opens, closes or changes.
  void give_back(std::span<FacilityState> facilities);
  /// Takes from every open facility what the month's shocks on facilities leave less than the whole: of its beds the sum of
  /// Shock::beds_lost and then all but the factor, rounded down and the share of nursing beds kept; of all other places but those on lists
  /// of doctors all but the factor, rounded down. Facilities without a factor (0) are closed and not the matter of this class. Returns
  /// those that lost anything; who holds more than is left is the caller's matter. `hours`: by facility, thousandths of its hours that it
  /// is open, which cut all places but beds and doctors' lists as well; empty: all.
  [[nodiscard]] std::span<const FacilityId> take(Month month, const Shocks& shocks, std::span<const PerMille> hours,
                                                 std::span<FacilityState> facilities);

 private:
  std::vector<PerEnum<Resource, std::int32_t>> lost_;  ///< by facility
  std::vector<FacilityId> found_;                      ///< facilities that have lost some
};

/// Of `places` of a facility with so many beds as it has from now on: nursing beds and others, the share of nursing beds kept. `beds` is no
/// more than it has.
void keep_beds(PerEnum<Resource, std::int32_t>& places, std::int32_t beds);

}  // namespace eldercast
