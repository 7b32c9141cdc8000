#include "rule.hpp"

#include <algorithm>

namespace eldercast::service_purchase {
namespace {

constexpr PriorityGroup kGroups[] = {PriorityGroup::full, PriorityGroup::partial, PriorityGroup::aged_80_plus, PriorityGroup::living_alone};

/// Those aged 80 and over or living alone who are disabled stand in the groups of their need.
Need need_of(PriorityGroup group) {
  if (group == PriorityGroup::full) return Need::full;
  return group == PriorityGroup::partial ? Need::partial : Need::independent;
}

}  // namespace

void ServicePurchase::authorise(const MonthView& month, AuthoriseSlots out) {
  if (month.calendar < parameters_.first_month) return;
  const double cut = cut_to_budget(month);
  for (std::size_t i = 0; i < month.services.size(); ++i) {
    const auto& service = month.services[i];
    if (!buys(service)) continue;
    for (const auto group : kGroups) {
      const double share = users_share(group) * cut;
      const Fen amount = per_unit(service, group);
      if (share <= 0.0 || amount <= Fen{}) continue;
      out.covers.push({.service = ServiceId(i),
                       .group = group,
                       .payer = Payer::district_budget,
                       .users_share = share,
                       .per_unit = amount,
                       .needs_arrangement = false,
                       .lottery_fund_first = true,
                       .clause = "F7"});
    }
  }
}

bool ServicePurchase::buys(const ServiceState& service) const {
  return (parameters_.home_services && service.given_at == GivenAt::home) ||
         (parameters_.health_management && service.takes[Resource::health_place]) || (parameters_.meals && service.takes[Resource::meal]);
}

double ServicePurchase::users_share(PriorityGroup group) const {
  switch (group) {
    case PriorityGroup::full:
      return parameters_.full_share;
    case PriorityGroup::partial:
      return parameters_.partial_share;
    case PriorityGroup::aged_80_plus:
      return parameters_.aged_80_plus_share;
    case PriorityGroup::living_alone:
      return parameters_.living_alone_share;
    case PriorityGroup::special_hardship:
    case PriorityGroup::others:
      return 0.0;
  }
  return 0.0;
}

Fen ServicePurchase::per_unit(const ServiceState& service, PriorityGroup group) const {
  return yuan(parameters_.price_share * static_cast<double>(service.price[need_of(group)].value) / 100.0);
}

/// What the shares of users are cut to, all alike, so that those served now cost no more than a month's budget.
double ServicePurchase::cut_to_budget(const MonthView& month) const {
  double expected = 0.0;
  for (const auto group : kGroups) {
    // Whole fen over the services, so that their order changes nothing.
    Fen for_everybody;
    for (const auto& service : month.services) {
      if (buys(service)) for_everybody += per_unit(service, group) * (std::int64_t{service.units_per_month} * service.served[group]);
    }
    expected += users_share(group) * static_cast<double>(for_everybody.value);
  }
  const double budget = static_cast<double>(parameters_.yearly_budget.value) / 12.0;
  if (parameters_.yearly_budget <= Fen{}) return 0.0;
  return expected <= budget ? 1.0 : budget / expected;
}

}  // namespace eldercast::service_purchase
