#include "rule.hpp"

namespace eldercast::running_incentives {
namespace {

constexpr std::int32_t kSmallUpToM2 = 500;
constexpr std::int32_t kMiddleUpToM2 = 1000;

}  // namespace

void RunningIncentives::pay(const MonthView& month, PaySlots out) {
  if (month.calendar < parameters_.first_month) return;
  for (std::size_t i = 0; i < month.facilities.size(); ++i) {
    const auto& facility = month.facilities[i];
    if (facility.status != FacilityStatus::open) continue;
    const Fen amount = amount_of(facility);
    if (amount == Fen{} || !qualifies(facility, month.draws)) continue;
    out.postings.push({.town = facility.town,
                       .facility = FacilityId(i),
                       .service = {},
                       .payer = Payer::district_budget,
                       .purpose = Purpose::running,
                       .amount = amount,
                       .paid_after_months = 0,
                       .relieves = facility.run_by == RunBy::social ? Relieves::operator_ : Relieves::town_government,
                       .clause = "F4",
                       .lottery_fund_first = true});
  }
}

Fen RunningIncentives::amount_of(const FacilityState& facility) const {
  if (facility.kind == FacilityKind::care_home) return {};
  if (facility.kind == FacilityKind::village_point) return parameters_.village_point;
  if (facility.kind == FacilityKind::town_centre && !parameters_.town_centres_count) return {};
  if (facility.floor_area_m2 <= kSmallUpToM2) return parameters_.up_to_500_m2;
  return facility.floor_area_m2 <= kMiddleUpToM2 ? parameters_.up_to_1000_m2 : parameters_.over_1000_m2;
}

bool RunningIncentives::qualifies(const FacilityState& facility, const Draws& draws) const {
  const bool point = facility.kind == FacilityKind::village_point;
  // The same counter in every month: a facility qualifies for good or not at all.
  return draws.chance(point ? parameters_.qualifying_share_points : parameters_.qualifying_share, facility.key, 0);
}

}  // namespace eldercast::running_incentives
