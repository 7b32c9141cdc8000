#include "engine/money/town_funds.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {
namespace {

constexpr std::int32_t kWhole = 1000;

Fen times(Fen amount, double part) { return Fen{std::llround(static_cast<double>(amount.value) * part)}; }

}  // namespace

TownFunds::TownFunds(const FinanceParameters& finance, std::span<const Fen> programme, int years)
    : growth_(finance.money_growth), carry_over_(finance.carry_over), book_(years, programme.size(), kCount<TownMoney>) {
  for (const Fen cost : programme) {
    towns_.push_back({times(cost, finance.town_share), times(cost, finance.credit_share), {}, {}, {}, kWhole});
  }
}

void TownFunds::start(std::span<const Fen> income) {
  year_ = 0;
  std::fill(book_.cells().begin(), book_.cells().end(), 0);
  for (std::size_t t = 0; t < towns_.size(); ++t) {
    Town& town = towns_[t];
    town.own = town.credit = {};
    town.usable = kWhole;
    town.income = income.empty() ? Fen{} : income[t];
  }
}

void TownFunds::open_year(int year) {
  write_left();
  year_ = year;
  for (std::size_t t = 0; t < towns_.size(); ++t) {
    Town& town = towns_[t];
    if (town.own.value <= 0) continue;
    const Fen kept = times(town.own, carry_over_);
    enter(TownId(t), TownMoney::lapsed, town.own - kept);
    town.own = kept;
  }
}

void TownFunds::receive_year(TownId id, std::int32_t factor) {
  Town& town = towns_[id.index()];
  const Fen yearly = times(town.share + town.income, std::pow(1 + growth_, year_));
  const Fen received{yearly.value * factor / kWhole};
  town.own += received;
  enter(id, TownMoney::received, received);
}

void TownFunds::limit_credit(TownId id, std::int32_t factor) { towns_[id.index()].usable = factor; }

Fen TownFunds::missing(TownId id, Fen amount) const {
  const Town& town = towns_[id.index()];
  const Fen free = std::max(Fen{town.limit.value * town.usable / kWhole} - town.credit, Fen{});
  return amount - town.own - free;
}

void TownFunds::commit(TownId id, Fen amount) {
  Town& town = towns_[id.index()];
  const Fen own = std::clamp(amount, Fen{}, std::max(town.own, Fen{}));
  town.own -= own;
  town.credit += amount - own;
  enter(id, TownMoney::building, amount);
}

void TownFunds::take_back(Town& town, Fen amount) {
  const Fen credit = std::min(amount, town.credit);
  town.credit -= credit;
  town.own += amount - credit;
}

void TownFunds::repay(TownId id, Fen amount) {
  take_back(towns_[id.index()], amount);
  enter(id, TownMoney::repaid, amount);
}

void TownFunds::give_back(TownId id, Fen amount) {
  take_back(towns_[id.index()], amount);
  enter(id, TownMoney::building, -amount);
}

void TownFunds::spend(TownId id, Fen amount) {
  towns_[id.index()].own -= amount;
  enter(id, TownMoney::running, amount);
}

void TownFunds::write_left() {
  for (std::size_t t = 0; t < towns_.size(); ++t) {
    book_(year_, t, TownMoney::left) = towns_[t].own.value;
    book_(year_, t, TownMoney::credit) = towns_[t].credit.value;
  }
}

const Cube<std::int64_t, 3>& TownFunds::book() {
  write_left();
  return book_;
}

}  // namespace eldercast
