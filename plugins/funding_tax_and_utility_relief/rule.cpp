#include "rule.hpp"

namespace eldercast::tax_and_utility_relief {
namespace {

bool has_pilot_insurance(FacilityKind kind) { return kind == FacilityKind::care_home || is_hub(kind); }

std::int32_t beds_of(const PerEnum<Resource, std::int32_t>& count) { return count[Resource::nursing_bed] + count[Resource::other_bed]; }

}  // namespace

void TaxAndUtilityRelief::pay(const MonthView& month, PaySlots out) {
  if (month.calendar < parameters_.first_month) return;
  for (std::size_t i = 0; i < month.facilities.size(); ++i) {
    const auto& facility = month.facilities[i];
    if (facility.status != FacilityStatus::open) continue;
    const auto post = [&](Payer payer, Fen amount) {
      if (amount <= Fen{}) return;
      out.postings.push({.town = facility.town,
                         .facility = FacilityId(i),
                         .service = {},
                         .payer = payer,
                         .purpose = Purpose::running,
                         .amount = amount,
                         .paid_after_months = 0,
                         .relieves = facility.run_by == RunBy::social ? Relieves::operator_ : Relieves::town_government,
                         .clause = "F6"});
    };
    post(Payer::town_government, rent_relief(facility, month.draws));
    post(Payer::district_budget, district_relief(facility));
  }
}

Fen TaxAndUtilityRelief::rent_relief(const FacilityState& facility, const Draws& draws) const {
  // The same counter in every month: a facility stands in state property for good or not at all.
  if (facility.run_by != RunBy::social || !draws.chance(parameters_.state_property_share, facility.key, 0)) return {};
  return yuan(parameters_.rent * parameters_.rent_relief_share * facility.floor_area_m2);
}

Fen TaxAndUtilityRelief::district_relief(const FacilityState& facility) const {
  Fen relief;
  if (facility.run_by == RunBy::social) {
    relief += yuan(parameters_.utility * parameters_.utility_saving_share * facility.floor_area_m2);
    relief += yuan(parameters_.vat_relief * beds_of(facility.used));
  }
  if (has_pilot_insurance(facility.kind)) {
    relief += yuan(parameters_.insurance * parameters_.insurance_share * beds_of(facility.capacity) / 12.0);
  }
  return relief;
}

}  // namespace eldercast::tax_and_utility_relief
