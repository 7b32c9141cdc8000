#include "engine/money/town_funds.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {

TownFunds::TownFunds(const FinanceParameters& finance, std::span<const Fen> programme) {
  const auto share = [](Fen amount, double part) {
    return Fen{static_cast<std::int64_t>(std::llround(static_cast<double>(amount.value) * part))};
  };
  for (const Fen cost : programme) towns_.push_back({share(cost, finance.town_share), share(cost, finance.credit_share), {}, {}});
}

void TownFunds::start() {
  for (Town& town : towns_) town.own = town.credit = {};
}

void TownFunds::receive_year() {
  for (Town& town : towns_) town.own += town.yearly;
}

bool TownFunds::can_cover(TownId id, Fen amount) const {
  const Town& town = towns_[id.index()];
  return town.own + town.limit - town.credit >= amount;
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
