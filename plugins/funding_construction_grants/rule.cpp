#include "rule.hpp"

namespace eldercast::construction_grants {

void ConstructionGrants::pay(const MonthView& month, PaySlots slots) {
  Slots<Posting>& out = slots.postings;
  for (std::size_t i = 0; i < month.facilities.size(); ++i) {
    const auto& facility = month.facilities[i];
    if (!facility.from_project || facility.opened != month.month) continue;
    post_city_grant(facility, FacilityId(i), out);
    if (facility.kind == FacilityKind::community_station) waiting_.push_back({FacilityId(i), month.month, 0});
  }
  evaluate(month, out);
}

void ConstructionGrants::post(const FacilityState& facility, FacilityId id, Payer payer, Fen amount, const char* clause,
                              Slots<Posting>& out) const {
  if (amount == Fen{}) return;
  out.push({.town = facility.town,
            .facility = id,
            .service = {},
            .payer = payer,
            .purpose = Purpose::construction,
            .amount = amount,
            .paid_after_months = parameters_.payment_lag_months,
            .relieves = Relieves::town_government,
            .clause = clause});
}

void ConstructionGrants::post_city_grant(const FacilityState& facility, FacilityId id, Slots<Posting>& out) const {
  switch (facility.kind) {
    case FacilityKind::street_centre:
      return post(facility, id, Payer::city, parameters_.street_centre, "F2", out);
    case FacilityKind::community_station:
      return post(facility, id, Payer::city, parameters_.station_city, "F2", out);
    case FacilityKind::town_centre:
      return post(facility, id, Payer::city, parameters_.town_package, "F2", out);
    // The town package pays for the points; care homes are not part of the plan's grants.
    case FacilityKind::village_point:
    case FacilityKind::care_home:
      return;
  }
}

void ConstructionGrants::evaluate(const MonthView& month, Slots<Posting>& out) {
  std::erase_if(waiting_, [&](Evaluation& evaluation) {
    if (evaluation.due > month.month) return false;
    const auto& station = month.facilities[evaluation.facility.index()];
    // Drawn by attempt and not by month, so that a station which opens later passes at the same attempt.
    if (station.status == FacilityStatus::open &&
        month.draws.chance(parameters_.evaluation_pass_share, station.key, evaluation.attempt++)) {
      post(station, evaluation.facility, Payer::district_budget, parameters_.station_district, "F3", out);
      return true;
    }
    evaluation.due = month.month + parameters_.reevaluation_months;
    return false;
  });
}

}  // namespace eldercast::construction_grants
