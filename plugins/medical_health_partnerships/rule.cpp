#include "rule.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast::health_partnerships {
namespace {

/// What a draw decides; added to a facility's key. Draws are numbered by months since a facility may sign and not by the calendar, so that
/// one which opens later has the same luck.
enum class Decides : std::uint64_t { at_start = 0x51, never = 0x52, kind = 0x53, signing = 0x54 };

std::uint64_t key_of(Decides what, const FacilityState& facility) {
  return (facility.key + static_cast<std::uint64_t>(what)) * 0x9E3779B97F4A7C15ULL;
}

bool chance(const MonthView& month, double share, Decides what, const FacilityState& facility, std::uint32_t counter = 0) {
  return month.draws.chance(share, key_of(what, facility), counter);
}

std::int32_t beds_of(const FacilityState& facility) {
  return facility.capacity[Resource::nursing_bed] + facility.capacity[Resource::other_bed];
}

}  // namespace

HealthPartnerships::HealthPartnerships(const Parameters& parameters)
    : parameters_(parameters), signs_per_month_(1.0 - std::pow(0.5, 1.0 / parameters.agreement_months)) {}

double HealthPartnerships::start_share(FacilityKind kind) const {
  if (kind == FacilityKind::community_station) return parameters_.start_share_stations;
  if (kind == FacilityKind::village_point) return parameters_.start_share_points;
  return parameters_.start_share_homes;
}

Arrangement HealthPartnerships::final_kind(const MonthView& month, const FacilityState& facility) const {
  double in_house = 0;
  double co_located = 0;
  if (is_hub(facility.kind)) {
    in_house = parameters_.in_house_share_centres;
    co_located = parameters_.co_located_share_centres;
  } else if (facility.kind == FacilityKind::community_station) {
    in_house = parameters_.in_house_share_stations;
  } else if (facility.kind == FacilityKind::care_home) {
    in_house = parameters_.in_house_share_homes;
  }
  // One number for both questions, so that a larger share of clinics takes from the others and not at random.
  if (chance(month, in_house, Decides::kind, facility)) return Arrangement::in_house;
  return chance(month, in_house + co_located, Decides::kind, facility) ? Arrangement::co_located : Arrangement::agreement;
}

std::int32_t HealthPartnerships::doctor_places(FacilityKind kind) const {
  if (is_hub(kind)) return parameters_.doctor_places_centre;
  if (kind == FacilityKind::community_station) return parameters_.doctor_places_station;
  return kind == FacilityKind::village_point ? parameters_.doctor_places_point : 0;
}

bool HealthPartnerships::signs_now(const MonthView& month, const FacilityState& facility) const {
  const Month first = month.month + (parameters_.first_month - month.calendar);
  const auto waited = month.month - std::max(facility.opened, first);
  if (waited <= 0 || chance(month, parameters_.never_signs_share, Decides::never, facility)) return false;
  return chance(month, signs_per_month_, Decides::signing, facility, static_cast<std::uint32_t>(waited));
}

void HealthPartnerships::sign(const MonthView& month, std::size_t index, bool at_start, ArrangeSlots out) {
  const auto& facility = month.facilities[index];
  auto& partner = partners_[index];
  partner.kind = final_kind(month, facility);
  partner.signed_in = month.month;
  if (partner.kind == Arrangement::in_house && !at_start && parameters_.clinic_months > 0) {
    partner.kind = Arrangement::agreement;
    partner.clinic_opens = month.month + parameters_.clinic_months;
  } else if (partner.kind == Arrangement::in_house && !at_start) {
    partner.clinic_opens = month.month;
  }
  out.arrangements.push({.facility = FacilityId(index), .kind = partner.kind, .doctor_places = doctor_places(facility.kind)});
}

void HealthPartnerships::arrange(const MonthView& month, ArrangeSlots out) {
  partners_.resize(month.facilities.size());
  residents_.clear();
  for (const auto& town : month.towns) residents_.push_back(town.residents);
  for (std::size_t i = 0; i < month.facilities.size(); ++i) {
    const auto& facility = month.facilities[i];
    auto& partner = partners_[i];
    if (facility.status != FacilityStatus::open) continue;
    if (partner.kind == Arrangement::none) {
      // Another rule may have arranged it; its arrangement stays.
      if (facility.arrangement != Arrangement::none) continue;
      const bool from_the_start = !started_ && !facility.from_project;
      if (from_the_start && chance(month, start_share(facility.kind), Decides::at_start, facility)) {
        sign(month, i, true, out);
      } else if (signs_now(month, facility)) {
        sign(month, i, false, out);
      }
    } else if (partner.kind != Arrangement::in_house && partner.clinic_opens <= month.month) {
      partner.kind = Arrangement::in_house;
      partner.clinic_opens = month.month;
      out.arrangements.push({.facility = FacilityId(i), .kind = Arrangement::in_house, .doctor_places = 0});
    }
  }
  started_ = true;
  change_bed_demand(month, out);
}

double HealthPartnerships::arranged_bed_share(const MonthView& month) const {
  std::int64_t beds = 0;
  std::int64_t arranged = 0;
  for (std::size_t i = 0; i < month.facilities.size(); ++i) {
    const auto& facility = month.facilities[i];
    if (facility.status != FacilityStatus::open) continue;
    beds += beds_of(facility);
    if (partners_[i].kind != Arrangement::none || facility.arrangement != Arrangement::none) arranged += beds_of(facility);
  }
  return beds == 0 ? 0.0 : static_cast<double>(arranged) / static_cast<double>(beds);
}

void HealthPartnerships::change_bed_demand(const MonthView& month, ArrangeSlots out) {
  const double share = arranged_bed_share(month);
  if (!first_bed_share_) first_bed_share_ = share;
  // In steps of five, so that a single bed does not move the whole district's demand every month.
  const auto steps = std::lround(parameters_.bed_demand_gain * (share - *first_bed_share_) * 200.0);
  if (steps <= 0) return;
  for (std::size_t i = 0; i < month.services.size(); ++i) {
    if (month.services[i].given_at != GivenAt::bed) continue;
    out.demand_changes.push({.service = ServiceId(i), .per_mille = static_cast<std::int32_t>(steps * 5)});
  }
}

void HealthPartnerships::pay(const MonthView& month, PaySlots out) {
  for (std::size_t i = 0; i < month.facilities.size(); ++i) {
    if (month.facilities[i].status == FacilityStatus::open && partners_[i].kind != Arrangement::none) pay_for(month, i, out);
  }
  if (month.calendar >= parameters_.first_month) pay_home_sickbeds(month, out);
}

void HealthPartnerships::pay_for(const MonthView& month, std::size_t index, PaySlots out) const {
  const auto& facility = month.facilities[index];
  const auto& partner = partners_[index];
  const auto post = [&](Purpose purpose, Fen amount, const char* clause) {
    if (amount == Fen{}) return;
    out.postings.push({.town = facility.town,
                       .facility = FacilityId(index),
                       .service = {},
                       .payer = facility.run_by == RunBy::social ? Payer::operator_ : Payer::town_government,
                       .purpose = purpose,
                       .amount = amount,
                       .paid_after_months = 0,
                       .clause = clause});
  };
  if (partner.clinic_opens == month.month && partner.kind == Arrangement::in_house)
    post(Purpose::construction, parameters_.clinic_fit_out, "M2");
  if (partner.kind == Arrangement::agreement && (month.month - partner.signed_in) % 12 == 0)
    post(Purpose::running, parameters_.agreement_fee, "M3");
}

void HealthPartnerships::pay_home_sickbeds(const MonthView& month, PaySlots out) {
  hubs_.assign(month.towns.size(), {});
  for (std::size_t i = 0; i < month.facilities.size(); ++i) {
    const auto& facility = month.facilities[i];
    if (facility.status != FacilityStatus::open || !is_hub(facility.kind)) continue;
    auto& here = hubs_[facility.town.index()];
    ++here.open;
    if (partners_[i].kind != Arrangement::none || facility.arrangement != Arrangement::none) ++here.arranged;
  }
  const double yuan_per_resident = parameters_.home_sickbeds_per_1000 * parameters_.share_65_plus / 1000.0 *
                                   static_cast<double>(parameters_.home_sickbed.value) / 100.0 * parameters_.reimbursed_share;
  for (std::size_t t = 0; t < hubs_.size(); ++t) {
    if (hubs_[t].arranged == 0) continue;
    const Fen amount = yuan(yuan_per_resident * residents_[t] * hubs_[t].arranged / hubs_[t].open);
    if (amount <= Fen{}) continue;
    out.postings.push({.town = TownId(t),
                       .facility = {},
                       .service = {},
                       .payer = Payer::medical_insurance,
                       .purpose = Purpose::service,
                       .amount = amount,
                       .paid_after_months = 0,
                       .clause = "M3"});
  }
}

}  // namespace eldercast::health_partnerships
