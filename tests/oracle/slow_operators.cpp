#include "oracle/slow_operators.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace eldercast::test {
namespace {

constexpr std::size_t kYear = 12;

std::uint32_t threshold_of(double share) {
  const double scaled = std::floor(share * 4294967296.0 + 0.5);
  return scaled >= 4294967296.0 ? 0xFFFFFFFFU : static_cast<std::uint32_t>(scaled);
}

/// Sum of the last twelve.
std::int64_t of_year(const std::vector<std::int64_t>& months) {
  const std::size_t first = months.size() < kYear ? 0 : months.size() - kYear;
  return std::accumulate(months.begin() + static_cast<std::ptrdiff_t>(first), months.end(), std::int64_t{0});
}

}  // namespace

std::int64_t slow_fixed(const District& district, const FacilityState& facility) {
  if (facility.kind == FacilityKind::care_home) return 0;
  const FinanceParameters& finance = district.scenario().finance;
  const std::int64_t beds = facility.capacity[Resource::nursing_bed] + facility.capacity[Resource::other_bed];
  return finance.upkeep_per_m2.value * facility.floor_area_m2 + finance.bed_upkeep.value * beds +
         district.scenario().standards[facility.kind].management.value;
}

std::int64_t slow_uncovered(const District& district, const FacilityState& facility) {
  const Scenario& scenario = district.scenario();
  const Service& bed = scenario.services[district.bed_service().index()];
  const std::int64_t other_price = (bed.price[Need::independent].value + bed.price[Need::partial].value) / 2;
  const std::int64_t nursing = bed.price[Need::full].value * bed.units_per_month - scenario.finance.bed_cost[BedType::nursing].value;
  const std::int64_t other = other_price * bed.units_per_month - scenario.finance.bed_cost[BedType::other].value;
  return slow_fixed(district, facility) - nursing * facility.used[Resource::nursing_bed] - other * facility.used[Resource::other_bed];
}

bool slow_tendered(const District& district, StreamKey stream, const FacilityState& facility, int month, int since, int number) {
  if (facility.kind == FacilityKind::care_home || facility.status != FacilityStatus::open) return false;
  const OperationParameters& operation = district.scenario().operation;
  const int passed = month - std::max(operation.handover_from - district.scenario().start, since) - operation.tender_months;
  if (passed < 0) return false;
  const bool urban = facility.kind == FacilityKind::street_centre || facility.kind == FacilityKind::community_station;
  const double yearly = urban ? operation.handover_per_year_urban : operation.handover_per_year_rural;
  const double so_far = 1.0 - std::pow(1.0 - yearly, (std::min(passed, district.scenario().months() - 1) + 1) / 12.0);
  return draw(stream, entity(facility.key), DrawFor::operation, 0)[static_cast<std::size_t>(number)] < threshold_of(so_far);
}

SlowOperators::SlowOperators(const District& district, StreamKey stream) : district_(district) {
  const OperationParameters& operation = district.scenario().operation;
  for (const NetworkFacility& facility : district.network().facilities()) {
    const auto words = draw(stream, entity(facility.key), DrawFor::operation, 1);
    Account account;
    account.bears = operation.exit_loss_share * district.spreads().at({1, 1.0 / 3, 2}, words[0]);
    account.patience = static_cast<int>(std::lround(operation.patience_months * district.spreads().at({1, 0.5, 2}, words[1])));
    account.lasts = words[2];
    accounts_.push_back(account);
  }
}

std::vector<int> SlowOperators::given_up(int month, const std::vector<FacilityState>& facilities) const {
  std::vector<int> found;
  const double yearly = district_.scenario().operation.closes_per_year;
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    if (!accounts_[f].left || facilities[f].status != FacilityStatus::open || facilities[f].run_by != RunBy::government) continue;
    const int months = month - *accounts_[f].left - 11;
    if (months >= 1 && accounts_[f].lasts < threshold_of(1.0 - std::pow(1.0 - yearly, months / 12.0))) found.push_back(static_cast<int>(f));
  }
  return found;
}

bool SlowOperators::leaves(int month, int facility, const FacilityState& state) {
  Account& account = accounts_[static_cast<std::size_t>(facility)];
  if (state.status != FacilityStatus::open || state.run_by != RunBy::social || state.kind == FacilityKind::care_home) return false;
  const bool bears = account.share <= account.bears || account.paid;
  if (bears || month - std::max(account.since, state.opened.value) < account.patience) return false;
  account.left = month;
  return true;
}

bool SlowOperators::takes(int month, int facility, bool town_pays) {
  Account& account = accounts_[static_cast<std::size_t>(facility)];
  if (account.share > account.bears && !(town_pays && district_.scenario().operation.top_up_share > 0)) return false;
  account.since = month;
  return true;
}

double SlowOperators::share_of(const std::vector<std::size_t>& together) const {
  std::int64_t cost = 0;
  std::int64_t loss = 0;
  for (const std::size_t f : together) {
    cost += of_year(accounts_[f].cost);
    loss += of_year(accounts_[f].loss);
  }
  const bool whole_year = accounts_[together.front()].cost.size() >= kYear;
  return whole_year && cost > 0 ? static_cast<double>(loss) / static_cast<double>(cost) : 0;
}

void SlowOperators::account(int /*month*/, const std::vector<FacilityState>& facilities, const std::vector<std::int64_t>& given) {
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    accounts_[f].paid = false;
    if (facilities[f].status != FacilityStatus::open || facilities[f].kind == FacilityKind::care_home) continue;
    const std::int64_t cost = slow_fixed(district_, facilities[f]);
    const auto own = std::llround(static_cast<double>(cost) * district_.scenario().operation.own_income_share);
    accounts_[f].cost.push_back(cost);
    accounts_[f].loss.push_back(slow_uncovered(district_, facilities[f]) - given[f] - own);
  }
  for (std::size_t f = 0; f < facilities.size(); ++f) accounts_[f].share = share_of({f});
  for (std::size_t hub = 0; hub < facilities.size(); ++hub) {
    const bool works = facilities[hub].hub_working && facilities[hub].run_by == RunBy::social;
    if (!is_hub(facilities[hub].kind) || !works) continue;
    std::vector<std::size_t> together{hub};
    for (std::size_t f = 0; f < facilities.size(); ++f) {
      const bool runs = facilities[f].hub_working && facilities[f].run_by == RunBy::social;
      if (f != hub && facilities[f].town == facilities[hub].town && is_spoke(facilities[f].kind) && runs) together.push_back(f);
    }
    const double share = share_of(together);
    for (const std::size_t f : together) {
      if (f == hub || accounts_[f].cost.size() >= kYear) accounts_[f].share = share;
    }
  }
}

int SlowOperators::hours(int facility, const FacilityState& state, const std::vector<bool>& town_pays) const {
  const Account& account = accounts_[static_cast<std::size_t>(facility)];
  const bool loses = account.cost.size() >= kYear && account.share > account.bears;
  if (!loses || (state.run_by == RunBy::social && account.paid)) return 1000;
  if (state.run_by == RunBy::government && (!account.left || town_pays[state.town.index()])) return 1000;
  return static_cast<int>(std::lround(district_.scenario().operation.hours_in_loss * 1000));
}

std::optional<std::int64_t> SlowOperators::asks(int facility, const FacilityState& state) const {
  const Account& account = accounts_[static_cast<std::size_t>(facility)];
  const double part = district_.scenario().operation.top_up_share;
  const bool social = state.status == FacilityStatus::open && state.run_by == RunBy::social;
  if (!social || part <= 0 || account.cost.size() < kYear || account.share <= account.bears) return std::nullopt;
  return std::llround(static_cast<double>(of_year(account.cost)) * (part * (account.share - account.bears) / 12));
}

}  // namespace eldercast::test
