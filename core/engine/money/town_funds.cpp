#include "engine/money/town_funds.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {
namespace {

constexpr std::int32_t kWhole = 1000;

}  // namespace

TownFunds::TownFunds(const FinanceParameters& finance, std::span<const Fen> programme) {
  const auto share = [](Fen amount, double part) {
    return Fen{static_cast<std::int64_t>(std::llround(static_cast<double>(amount.value) * part))};
  };
  for (const Fen cost : programme) towns_.push_back({share(cost, finance.town_share), share(cost, finance.credit_share), {}, {}, kWhole});
}

void TownFunds::start() {
  for (Town& town : towns_) {
    town.own = town.credit = {};
    town.usable = kWhole;
  }
}

void TownFunds::receive_year(TownId id, std::int32_t factor) {
  Town& town = towns_[id.index()];
  town.own += Fen{town.yearly.value * factor / kWhole};
}

void TownFunds::limit_credit(TownId id, std::int32_t factor) { towns_[id.index()].usable = factor; }

bool TownFunds::can_cover(TownId id, Fen amount) const {
  const Town& town = towns_[id.index()];
  const Fen free = std::max(Fen{town.limit.value * town.usable / kWhole} - town.credit, Fen{});
  return town.own + free >= amount;
}

void TownFunds::commit(TownId id, Fen amount) {
  Town& town = towns_[id.index()];
  const Fen own = std::clamp(amount, Fen{}, std::max(town.own, Fen{}));
  town.own -= own;
  town.credit += amount - own;
}

void TownFunds::repay(TownId id, Fen amount) {
  Town& town = towns_[id.index()];
  const Fen credit = std::min(amount, town.credit);
  town.credit -= credit;
  town.own += amount - credit;
}

}  // namespace eldercast
