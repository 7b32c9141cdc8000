#include "engine/operate/operators.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {
namespace {

constexpr Spread kBears{1, 1.0 / 3, 2};
constexpr Spread kPatience{1, 0.5, 2};
constexpr int kYear = 12;

Fen share_of_cost(Fen amount, double share) { return Fen{std::llround(static_cast<double>(amount.value) * share)}; }

}  // namespace

Operators::Operators(const District& district)
    : district_(&district), accounts_(district.network().facilities().size()), town_pays_(district.scenario().towns.size()) {
  hours_in_loss_ = static_cast<PerMille>(std::lround(district.scenario().operation.hours_in_loss * kNormal));
  const double yearly = district.scenario().operation.closes_per_year;
  for (int m = 1; m <= district.scenario().months(); ++m) given_up_by_.push_back(to_threshold(1.0 - std::pow(1.0 - yearly, m / 12.0)));
}

void Operators::start(StreamKey stream, std::span<const FacilityState> facilities) {
  const OperationParameters& operation = district_->scenario().operation;
  std::fill(town_pays_.begin(), town_pays_.end(), false);
  for (std::size_t f = 0; f < accounts_.size(); ++f) {
    const std::array<std::uint32_t, 4> u = draw(stream, entity(facilities[f].key), DrawFor::operation, 1);
    accounts_[f] = {};
    accounts_[f].bears = operation.exit_loss_share * district_->spreads().at(kBears, u[0]);
    accounts_[f].patience = static_cast<std::int32_t>(std::lround(operation.patience_months * district_->spreads().at(kPatience, u[1])));
    accounts_[f].lasts = u[2];
  }
}

bool Operators::takes(FacilityId facility, TownId town) const {
  const Account& account = accounts_[facility.index()];
  const bool paid = district_->scenario().operation.top_up_share > 0 && town_pays_[town.index()];
  return account.share <= account.bears || paid;
}

PerMille Operators::hours(FacilityId facility, const FacilityState& state) const {
  const Account& account = accounts_[facility.index()];
  if (account.months < kMonths || account.share <= account.bears) return kNormal;
  const bool paid = state.run_by == RunBy::social ? account.topped_up : account.left == kNever || town_pays_[state.town.index()];
  return paid ? kNormal : hours_in_loss_;
}

void Operators::write(Account& account, Fen cost, Fen loss) {
  const auto at = static_cast<std::size_t>(account.months % kMonths);
  account.cost += cost - account.costs[at];
  account.loss += loss - account.losses[at];
  account.costs[at] = cost;
  account.losses[at] = loss;
  ++account.months;
}

void Operators::account(const RunningCosts& running, std::span<const Fen> subsidies, std::span<const FacilityState> facilities) {
  const double own = district_->scenario().operation.own_income_share;
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    if (facilities[f].status != FacilityStatus::open || facilities[f].kind == FacilityKind::care_home) continue;
    const Fen cost = running.fixed(facilities[f]);
    write(accounts_[f], cost, running.uncovered(facilities[f]) - subsidies[f] - share_of_cost(cost, own));
  }
  share_accounts(facilities);
}

void Operators::share_accounts(std::span<const FacilityState> facilities) {
  const auto own_share = [](const Account& account) {
    return account.months < kMonths || account.cost.value <= 0
               ? 0.0
               : static_cast<double>(account.loss.value) / static_cast<double>(account.cost.value);
  };
  for (Account& account : accounts_) account.share = own_share(account);
  for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) {
    const FacilityId hub = district_->network().hub(TownId(t));
    if (!hub.valid() || !facilities[hub.index()].hub_working || facilities[hub.index()].run_by != RunBy::social) continue;
    Account together = accounts_[hub.index()];
    const auto belongs = [&](const Site& spoke) {
      const FacilityState& facility = facilities[spoke.facility.index()];
      return facility.settlement == spoke.settlement && facility.hub_working && facility.run_by == RunBy::social;
    };
    for (const Site& site : district_->network().spokes(TownId(t))) {
      if (!belongs(site)) continue;
      const FacilityId spoke = site.facility;
      together.cost += accounts_[spoke.index()].cost;
      together.loss += accounts_[spoke.index()].loss;
    }
    accounts_[hub.index()].share = own_share(together);
    for (const Site& site : district_->network().spokes(TownId(t))) {
      Account& account = accounts_[site.facility.index()];
      if (belongs(site) && account.months >= kMonths) account.share = own_share(together);
    }
  }
}

std::span<const Operators::Ask> Operators::asks(std::span<const FacilityState> facilities) {
  asks_.clear();
  const double part = district_->scenario().operation.top_up_share;
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    Account& account = accounts_[f];
    account.topped_up = false;
    const bool social = facilities[f].status == FacilityStatus::open && facilities[f].run_by == RunBy::social;
    if (part <= 0 || !social || account.share <= account.bears || account.months < kMonths) continue;
    asks_.push_back({FacilityId(f), share_of_cost(account.cost, part * (account.share - account.bears) / kYear)});
  }
  return asks_;
}

std::span<const FacilityId> Operators::leave(Month month, std::span<FacilityState> facilities) {
  found_.clear();
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    FacilityState& facility = facilities[f];
    Account& account = accounts_[f];
    if (facility.status != FacilityStatus::open || facility.run_by != RunBy::social || facility.kind == FacilityKind::care_home) continue;
    if (account.share <= account.bears || account.topped_up || month - std::max(account.since, facility.opened) < account.patience)
      continue;
    facility.run_by = RunBy::government;
    account.left = month;
    found_.emplace_back(f);
  }
  return found_;
}

std::span<const FacilityId> Operators::given_up(Month month, std::span<const FacilityState> facilities) {
  found_.clear();
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    const Account& account = accounts_[f];
    if (account.left == kNever || facilities[f].status != FacilityStatus::open || facilities[f].run_by != RunBy::government) continue;
    const int without = month - account.left - kYear;
    if (without >= 0 && account.lasts < given_up_by_[static_cast<std::size_t>(without)]) found_.emplace_back(f);
  }
  return found_;
}

}  // namespace eldercast
