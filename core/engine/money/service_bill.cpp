#include "engine/money/service_bill.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {
namespace {

constexpr std::int64_t kShareOne = 1'000'000;

__extension__ using Wide = __int128;  // a product of money, persons and shares does not fit 64 bits

/// The need by which a group's price is looked at: its own where it has one, else independent.
Need need_of(PriorityGroup group) {
  if (group == PriorityGroup::full) return Need::full;
  return group == PriorityGroup::partial ? Need::partial : Need::independent;
}

/// A share of users as whole millionths: rules say it as a floating-point number.
std::int64_t millionths(double share) { return std::llround(std::clamp(share, 0.0, 1.0) * static_cast<double>(kShareOne)); }

}  // namespace

ServiceBill::ServiceBill(const District& district)
    : district_(&district),
      prices_(district.scenario().services.size(), kNormal),
      covered_(district.scenario().services.size(), kCount<PriorityGroup>),
      covers_of_(district.scenario().services.size()) {}

void ServiceBill::set_covers(std::span<const RuleCover> covers) {
  covers_ = covers;
  for (std::vector<std::size_t>& of_service : covers_of_) of_service.clear();
  for (std::size_t c = 0; c < covers.size(); ++c) covers_of_[covers[c].cover.service.index()].push_back(c);
  std::fill(covered_.cells().begin(), covered_.cells().end(), 0);
  for (std::size_t s = 0; s < prices_.size(); ++s) {
    for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
      const auto group = static_cast<PriorityGroup>(g);
      const bool seen = group != PriorityGroup::special_hardship && district_->scenario().services[s].price[need_of(group)].value != 0;
      if (seen) covered_(s, g) = kNormal - prices_[s];
    }
  }
  for (const auto& [rule, cover] : covers) {
    if (cover.group == PriorityGroup::special_hardship) continue;
    const Fen price = district_->scenario().services[cover.service.index()].price[need_of(cover.group)];
    if (price.value == 0) continue;
    const Wide part = Wide{std::min(cover.per_unit, this->price(cover.service, need_of(cover.group))).value} *
                      millionths(cover.users_share) * kNormal / (Wide{kShareOne} * price.value);
    PerMille& covered = covered_(cover.service, cover.group);
    covered = std::min<PerMille>(kNormal, covered + static_cast<PerMille>(part));
  }
}

Fen ServiceBill::price(ServiceId service, Need need) const {
  return Fen{scaled(district_->scenario().services[service.index()].price[need].value, prices_[service.index()])};
}

/// Of what users of a need take in a town, the part at facilities with a medical arrangement.
ServiceBill::Part ServiceBill::under_arrangement(TownId town, ServiceId service, Need need,
                                                 std::span<const FacilityState> facilities) const {
  const Service& row = district_->scenario().services[service.index()];
  if (row.needs_arrangement) return {1, 1};
  Part part{0, 0};
  for (const FacilityId f : district_->network().facilities_of(town)) {
    const FacilityState& facility = facilities[f.index()];
    if (facility.town != town) continue;
    for (const Resource resource : row.takes[need]) {
      part.whole += facility.used[resource];
      part.part += facility.arrangement == Arrangement::none ? 0 : facility.used[resource];
    }
  }
  return part.whole == 0 ? Part{0, 1} : part;
}

/// What covers pay of the bill of users of one group and need; returns what is left of it.
Fen ServiceBill::take_covers(ServiceId service, PriorityGroup group, const Bill& bill) {
  const std::vector<std::size_t>& covers = covers_of_[service.index()];
  taken_.assign(covers.size(), Fen{});
  std::int64_t asked = 0;
  for (std::size_t c = 0; c < covers.size(); ++c) {
    const Cover& cover = covers_[covers[c]].cover;
    if (cover.group != group) continue;
    const Part reached = cover.needs_arrangement ? bill.under_arrangement : Part{1, 1};
    // One rounding for the whole product, to the nearest fen.
    const Wide whole = Wide{kShareOne} * reached.whole * kNormal;
    const Wide amount =
        Wide{std::min(cover.per_unit, bill.price).value} * bill.units * millionths(cover.users_share) * reached.part * bill.delivered;
    taken_[c] = Fen{static_cast<std::int64_t>((amount + whole / 2) / whole)};
    asked += taken_[c].value;
  }
  Fen open = bill.total();
  const std::int64_t total = open.value;
  for (std::size_t c = 0; c < covers.size(); ++c) {
    const Fen part = asked > total ? Fen{static_cast<std::int64_t>(Wide{taken_[c].value} * total / asked)} : taken_[c];
    by_cover_[c] += part;
    open -= part;
  }
  return open;
}

/// Whether what covers of the service pay depends on medical arrangements.
bool ServiceBill::asks_for_arrangement(ServiceId service) const {
  const std::vector<std::size_t>& covers = covers_of_[service.index()];
  return std::any_of(covers.begin(), covers.end(), [&](std::size_t c) { return covers_[c].cover.needs_arrangement; });
}

void ServiceBill::bill_users(TownId town, ServiceId service, const Allocation& allocation, PerMille delivered,
                             std::span<const FacilityState> facilities) {
  const Service& row = district_->scenario().services[service.index()];
  const bool arrangements = asks_for_arrangement(service);
  for (std::size_t n = 0; n < kCount<Need>; ++n) {
    const auto need = static_cast<Need>(n);
    const Fen now = price(service, need);
    if (now.value == 0) continue;
    Bill bill{now, 0, delivered, !arrangements ? Part{0, 1} : under_arrangement(town, service, need, facilities)};
    for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
      const auto group = static_cast<PriorityGroup>(g);
      const std::int64_t users = allocation.served(town, service, group, need);
      if (users == 0) continue;
      const std::int64_t in_hardship = allocation.served_in_hardship(town, service, group, need);
      for (const auto& [persons, rest] : {std::pair{users - in_hardship, &by_users_}, {in_hardship, &by_hardship_payer_}}) {
        if (persons == 0) continue;
        bill.units = persons * row.units_per_month;
        *rest += take_covers(service, group, bill);
      }
    }
  }
}

void ServiceBill::bill(const Allocation& allocation, const Delivery& delivery, std::span<const FacilityState> facilities,
                       const Book& book) {
  const Scenario& scenario = district_->scenario();
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
    for (std::size_t s = 0; s < scenario.services.size(); ++s) {
      const TownId town(t);
      const ServiceId service(s);
      by_users_ = by_hardship_payer_ = {};
      by_cover_.assign(covers_of_[s].size(), Fen{});
      bill_users(town, service, allocation, delivery.of(town, service), facilities);
      const auto pay = [&](Payer payer, Fen amount, const char* clause, bool lottery, RuleId rule) {
        if (amount.value == 0) return;
        Posting posting;
        posting.town = town;
        posting.service = service;
        posting.payer = payer;
        posting.purpose = Purpose::service;
        posting.amount = amount;
        posting.clause = clause;
        posting.lottery_fund_first = lottery;
        book(posting, rule);
      };
      pay(scenario.services[s].payer, by_users_, "", false, {});
      pay(scenario.services[s].payer_hardship, by_hardship_payer_, "", false, {});
      for (std::size_t c = 0; c < covers_of_[s].size(); ++c) {
        const auto& [rule, cover] = covers_[covers_of_[s][c]];
        pay(cover.payer, by_cover_[c], cover.clause, cover.lottery_fund_first, rule);
      }
    }
  }
}

}  // namespace eldercast
