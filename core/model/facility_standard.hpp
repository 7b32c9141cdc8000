#pragma once
/// What a kind of facility is made of, and what it costs to build.
#include <cstdint>

#include "api/money.hpp"

namespace eldercast {

/// What a facility of a kind is made of (annex 1) and what it costs.
struct FacilityStandard {
  std::int32_t floor_area_m2 = 0;
  std::int32_t site_area_m2 = 0;
  std::int32_t beds = 0;
  double nursing_share = 0;  ///< of the beds, at opening
  std::int32_t day_places = 0;
  std::int32_t activity_places = 0;
  std::int32_t health_places = 0;    ///< persons under health management
  std::int32_t baths_per_day = 0;    ///< on working days
  std::int32_t meals_per_day = 0;    ///< of the kitchen, on working days
  std::int32_t call_lines = 0;       ///< emergency-call lines answered from here
  std::int32_t short_stay_beds = 0;  ///< beds for short stays, beside the others
  std::int32_t visit_carers = 0;     ///< carers who visit homes from here
  Fen management;                    ///< pay of those who run it, a month
  Fen building_per_m2;
  Fen equipment;
  std::int32_t beds_included = 100'000;  ///< beds that floor area and equipment provide for
  std::int32_t m2_per_further_bed = 0;
  Fen further_bed;  ///< equipment of each further bed
};

/// Whether the beds of a facility are those of its standard, or those of the home that it converts, which has its own floor for them.
enum class BedsOf : std::uint8_t { standard, converted_home };

/// Beds beyond those that floor area and equipment of the standard provide for.
[[nodiscard]] constexpr std::int32_t further_beds(const FacilityStandard& standard, BedsOf beds) {
  return beds == BedsOf::standard && standard.beds > standard.beds_included ? standard.beds - standard.beds_included : 0;
}
/// Floor of a facility of a kind: its own, or that of the standard with what further beds take.
[[nodiscard]] constexpr std::int32_t floor_area_of(const FacilityStandard& standard, std::int32_t own_m2, BedsOf beds) {
  return own_m2 > 0 ? own_m2 : standard.floor_area_m2 + further_beds(standard, beds) * standard.m2_per_further_bed;
}
/// What it costs to build and equip such a facility, without overrun.
[[nodiscard]] constexpr Fen building_budget(const FacilityStandard& standard, std::int32_t own_m2, BedsOf beds) {
  return standard.building_per_m2 * floor_area_of(standard, own_m2, beds) + standard.equipment +
         standard.further_bed * further_beds(standard, beds);
}

}  // namespace eldercast
