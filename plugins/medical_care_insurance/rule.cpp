#include "rule.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast::care_insurance {
namespace {

constexpr double kDaysPerMonth = 30.4;

Fen times(Fen amount, double factor) { return Fen{std::llround(static_cast<double>(amount.value) * factor)}; }

Need priced_as(PriorityGroup group) {
  if (group == PriorityGroup::full) return Need::full;
  return group == PriorityGroup::partial ? Need::partial : Need::independent;
}

/// Alarms and delivered meals come home too, but are not care.
bool is_care_at_home(const ServiceState& service) {
  return service.given_at == GivenAt::home && !service.takes[Resource::call_line] && !service.takes[Resource::meal] &&
         !service.takes[Resource::doctor_place];
}

}  // namespace

Fen CareInsurance::ltci_per_unit(const ServiceState& service) const {
  const bool short_stay = service.takes[Resource::short_stay_day];
  const bool bed = service.given_at == GivenAt::bed || short_stay;
  if (!bed && !is_care_at_home(service)) return {};
  const auto units = std::max(1, service.units_per_month);
  const Fen per_day = bed ? parameters_.ltci_institution : parameters_.ltci_home;
  const Fen most = Fen{parameters_.ltci_max.value / units};
  // A short stay is counted in days, everything else in a whole month of care.
  const Fen per_unit = short_stay ? per_day : Fen{std::llround(static_cast<double>(per_day.value) * kDaysPerMonth / units)};
  return std::min({per_unit, most, service.price[Need::full]});
}

void CareInsurance::arrange(const MonthView& month, ArrangeSlots out) {
  for (std::size_t i = 0; i < month.services.size(); ++i) {
    const auto& service = month.services[i];
    if (month.calendar >= parameters_.ltci_start) {
      const Fen per_unit = ltci_per_unit(service);
      const double share = parameters_.ltci_insured_share * parameters_.ltci_approved_share;
      if (per_unit > Fen{} && share > 0) {
        out.covers.push({.service = ServiceId(i),
                         .group = PriorityGroup::full,
                         .payer = Payer::long_term_care_insurance,
                         .users_share = share,
                         .per_unit = per_unit,
                         .clause = "M3"});
      }
    }
    if (month.calendar >= parameters_.family_doctor_first_month && service.takes[Resource::doctor_place])
      cover_family_doctor(ServiceId(i), service, out);
  }
}

void CareInsurance::cover_family_doctor(ServiceId id, const ServiceState& service, ArrangeSlots out) const {
  for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
    const auto group = static_cast<PriorityGroup>(g);
    const Fen per_unit = times(service.price[priced_as(group)], parameters_.family_doctor_cover_share);
    if (group == PriorityGroup::special_hardship || per_unit <= Fen{}) continue;
    out.covers.push({.service = id,
                     .group = group,
                     .payer = Payer::medical_insurance,
                     .users_share = 1.0,
                     .per_unit = per_unit,
                     .needs_arrangement = true,
                     .clause = "M3"});
  }
}

bool CareInsurance::may_be_admitted(const FacilityState& facility) const {
  if (facility.status != FacilityStatus::open) return false;
  return facility.arrangement == Arrangement::in_house ||
         (parameters_.co_located_admitted && facility.arrangement == Arrangement::co_located);
}

void CareInsurance::pay_own_carers(const MonthView& month, PaySlots out) const {
  if (month.calendar < parameters_.ltci_start) return;
  for (std::size_t t = 0; t < month.towns.size(); ++t) {
    const double persons = parameters_.ltci_own_carer_share * month.towns[t].residents_by_need[Need::full];
    const Fen amount = times(parameters_.ltci_own_carer, persons * kDaysPerMonth);
    if (amount <= Fen{}) continue;
    out.postings.push({.town = TownId(t),
                       .facility = {},
                       .service = {},
                       .payer = Payer::long_term_care_insurance,
                       .purpose = Purpose::service,
                       .amount = amount,
                       .paid_after_months = 0,
                       .clause = "M3"});
  }
}

void CareInsurance::pay(const MonthView& month, PaySlots out) {
  pay_own_carers(month, out);
  since_.resize(month.facilities.size(), kNever);
  for (std::size_t i = 0; i < month.facilities.size(); ++i) {
    const auto& facility = month.facilities[i];
    if (!may_be_admitted(facility)) {
      since_[i] = kNever;
      continue;
    }
    since_[i] = std::min(since_[i], month.month);
    if (month.month - since_[i] < parameters_.admission_months) continue;
    const double beds = facility.used[Resource::nursing_bed] + 0.5 * facility.used[Resource::other_bed];
    const Fen amount = times(parameters_.medical_cost, parameters_.reimbursed_share * beds);
    if (amount <= Fen{}) continue;
    out.postings.push({.town = facility.town,
                       .facility = FacilityId(i),
                       .service = {},
                       .payer = Payer::medical_insurance,
                       .purpose = Purpose::service,
                       .amount = amount,
                       .paid_after_months = 0,
                       .clause = "M3"});
  }
}

}  // namespace eldercast::care_insurance
