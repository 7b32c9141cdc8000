#include "rule.hpp"

#include <algorithm>

namespace eldercast::construction_grants {

void ConstructionGrants::authorise(const MonthView& month, AuthoriseSlots out) {
  if (!parameters_.paid_at_start) return;
  offered_.resize(month.facilities.size(), false);
  for (std::size_t i = 0; i < month.projects.size(); ++i) {
    const auto& project = month.projects[i];
    if (project.status != ProjectStatus::planned || project.scheduled_start > month.month) continue;
    const auto offer = [&](Payer payer, Fen amount, const char* clause) {
      if (amount == Fen{}) return;
      out.supports.push({.project = ProjectId(i),
                         .payer = payer,
                         .amount = amount,
                         .clause = clause,
                         .lottery_fund_first = payer == Payer::district_budget});
    };
    offer(Payer::city, city_grant(project.kind), "F2");
    offer(Payer::district_budget, district_grant(project.kind), "F3");
    offer(Payer::district_budget, district_rest(project), "F3");
    // Said again every month while the project asks, so that what was ever offered was offered in the month of the start.
    offered_[project.facility.index()] = true;
  }
}

void ConstructionGrants::pay(const MonthView& month, PaySlots slots) {
  Slots<Posting>& out = slots.postings;
  for (std::size_t i = 0; i < month.facilities.size(); ++i) {
    const FacilityId id(i);
    const auto& facility = month.facilities[i];
    if (!facility.from_project || facility.opened != month.month || offered(id)) continue;
    post(facility, id, Payer::city, city_grant(facility.kind), "F2", out);
    if (facility.kind == FacilityKind::community_station) waiting_.push_back({id, month.month, 0});
  }
  post_rest(month, out);
  evaluate(month, out);
}

Fen ConstructionGrants::city_grant(FacilityKind kind) const {
  switch (kind) {
    case FacilityKind::street_centre:
      return parameters_.street_centre;
    case FacilityKind::community_station:
      return parameters_.station_city;
    case FacilityKind::town_centre:
      return parameters_.town_package;
    // The town package pays for the points; care homes are not part of the plan's grants.
    case FacilityKind::village_point:
    case FacilityKind::care_home:
      return {};
  }
  return {};
}

Fen ConstructionGrants::district_grant(FacilityKind kind) const {
  return kind == FacilityKind::community_station ? parameters_.station_district : Fen{};
}

Fen ConstructionGrants::district_rest(const ProjectState& project) const {
  if (project.kind == FacilityKind::care_home) return {};
  const Fen rest = project.cost - city_grant(project.kind) - district_grant(project.kind);
  return yuan(parameters_.district_pays_rest_share * static_cast<double>(std::max(rest, Fen{}).value) / 100.0);
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
            .clause = clause,
            .lottery_fund_first = payer == Payer::district_budget});
}

void ConstructionGrants::post_rest(const MonthView& month, Slots<Posting>& out) const {
  if (parameters_.district_pays_rest_share == 0.0) return;
  for (const auto& project : month.projects) {
    const auto& facility = month.facilities[project.facility.index()];
    if (facility.opened != month.month || offered(project.facility)) continue;
    post(facility, project.facility, Payer::district_budget, district_rest(project), "F3", out);
  }
}

void ConstructionGrants::evaluate(const MonthView& month, Slots<Posting>& out) {
  std::erase_if(waiting_, [&](Candidate& candidate) {
    if (candidate.due > month.month) return false;
    const auto& station = month.facilities[candidate.facility.index()];
    // Drawn by attempt and not by month, so that a station which opens later passes at the same attempt.
    if (station.status == FacilityStatus::open && month.draws.chance(parameters_.evaluation_pass_share, station.key, candidate.attempt++)) {
      post(station, candidate.facility, Payer::district_budget, parameters_.station_district, "F3", out);
      return true;
    }
    candidate.due = month.month + parameters_.reevaluation_months;
    return false;
  });
}

}  // namespace eldercast::construction_grants
