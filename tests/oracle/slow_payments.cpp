#include "oracle/slow_payments.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace eldercast::test {

std::vector<Posting> oracle_grants(Month month, const std::vector<FacilityState>& facilities) {
  std::vector<Posting> out;
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    const FacilityState& facility = facilities[f];
    if (facility.status != FacilityStatus::open || facility.kind == FacilityKind::care_home) continue;
    Posting posting;
    posting.town = facility.town;
    posting.facility = FacilityId(f);
    posting.clause = "T1";
    const auto say = [&](Payer payer, Purpose purpose, std::int64_t fen, int after, Relieves relieves) {
      posting.payer = payer;
      posting.purpose = purpose;
      posting.amount = Fen{fen};
      posting.paid_after_months = after;
      posting.relieves = relieves;
      out.push_back(posting);
    };
    const auto number = static_cast<std::int64_t>(f);
    if (facility.from_project && facility.opened == month) {
      say(Payer::city, Purpose::construction, 40'000'000 + 1000 * number, 3, Relieves::town_government);
      say(Payer::district_budget, Purpose::construction, 15'000'000 + 1000 * number, 1, Relieves::town_government);
    }
    const auto charity = static_cast<Payer>(kCount<Payer>);
    if (facility.from_project && facility.opened == month) {
      say(charity, Purpose::construction, 3'000'000 + 1000 * number, 2, Relieves::town_government);
    }
    say(charity, static_cast<Purpose>(kCount<Purpose>), 7'000 + number, 0, Relieves::nobody);
    const bool social = facility.run_by == RunBy::social;
    say(Payer::district_budget, Purpose::running, 150'000 + number, 0, social ? Relieves::operator_ : Relieves::town_government);
    say(Payer::city, Purpose::award, 60'000 + number, 2, Relieves::nobody);
  }
  return out;
}

bool SlowPayments::limited(Payer payer) const {
  const FinanceParameters& finance = district_.scenario().finance;
  return (payer == Payer::city && finance.city_limit < kNoLimit) || (payer == Payer::district_budget && finance.district_limit < kNoLimit);
}

/// Only the district's money grows.
std::int64_t SlowPayments::money_of(Payer payer, int year) const {
  const FinanceParameters& finance = district_.scenario().finance;
  if (payer == Payer::city) return finance.city_limit.value;
  double money = static_cast<double>(finance.district_limit.value);
  for (int y = district_.scenario().start.year(); y < year; ++y) money *= 1 + finance.money_growth;
  return std::llround(std::min(money, static_cast<double>(kNoLimit.value)));
}

std::vector<SlowPart> SlowPayments::pay(int month, std::vector<Posting> earned) {
  const auto key = [&](const Posting& one) { return district_.network().facilities()[one.facility.index()].key; };
  std::stable_sort(earned.begin(), earned.end(), [&](const Posting& a, const Posting& b) {
    return std::tuple(a.paid_after_months, key(a), a.purpose, a.amount) < std::tuple(b.paid_after_months, key(b), b.purpose, b.amount);
  });
  std::vector<SlowPart> parts;
  const YearMonth start = district_.scenario().start;
  const int last_year = district_.scenario().end.year() + 100;
  for (const Posting& posting : earned) {
    const int due = month + posting.paid_after_months;
    std::int64_t open = posting.amount.value;
    for (int year = (start + due).year(); open > 0; ++year) {
      std::int64_t& spent = spent_[{posting.payer, year}];
      const bool all = !limited(posting.payer) || year == last_year;
      const std::int64_t now = all ? open : std::min(open, money_of(posting.payer, year) - spent);
      const int paid = year == (start + due).year() ? due : YearMonth(year, 1) - start;
      open -= now;
      spent += now;
      if (now == 0) continue;
      SlowPart part{posting, paid};
      part.posting.amount = Fen{now};
      parts.push_back(part);
      waits_.push_back({posting.payer, due, paid, now});
    }
  }
  return parts;
}

std::int64_t SlowPayments::waiting(Payer payer, int month) const {
  std::int64_t sum = 0;
  for (const Wait& wait : waits_) {
    if (limited(payer) && wait.payer == payer && wait.due <= month && month < wait.paid) sum += wait.fen;
  }
  return sum;
}

}  // namespace eldercast::test
