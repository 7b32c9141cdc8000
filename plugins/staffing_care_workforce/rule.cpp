#include "rule.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast::care_workforce {
namespace {

constexpr std::int64_t kPpm = 1'000'000;
/// However much is paid, half of those who would leave do so, and hires rise by half.
constexpr double kLargestEffect = 0.5;

double effect(double per_100_yuan, Fen amount) {
  return std::min(kLargestEffect, per_100_yuan * static_cast<double>(amount.value) / 10'000.0);
}

/// The key of a carer's draw: a bijection of (town, number) that keeps neighbouring towns apart.
std::uint64_t carer_key(std::uint64_t town, std::int32_t number) {
  std::uint64_t key = town + 0x9E3779B97F4A7C15ULL * (static_cast<std::uint64_t>(number) + 1);
  key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9ULL;
  key = (key ^ (key >> 27)) * 0x94D049BB133111EBULL;
  return key ^ (key >> 31);
}

std::int32_t certified_of(const TownState& town) { return std::clamp(town.certified, 0, std::max(0, town.staff[Role::carer])); }

}  // namespace

CareWorkforce::CareWorkforce(const Parameters& parameters) : parameters_(parameters) {}

CareWorkforce::Extra CareWorkforce::extra(YearMonth when) const {
  if (when < parameters_.allowance_first_month) return {};
  return {.certified = parameters_.allowance + parameters_.grading_supplement,
          .uncertified = parameters_.allowance_only_certified ? Fen{} : parameters_.allowance};
}

double CareWorkforce::leave_share(const TownState& town, const Extra& extra) const {
  const double certified = static_cast<double>(certified_of(town)) / town.staff[Role::carer];
  const double cut = certified * effect(parameters_.turnover_cut_per_100_yuan, extra.certified) +
                     (1.0 - certified) * effect(parameters_.turnover_cut_per_100_yuan, extra.uncertified);
  return 1.0 - std::exp(-parameters_.turnover_per_year * (1.0 - cut) / 12.0);
}

void CareWorkforce::staff(const MonthView& month, StaffSlots out) {
  const Extra paid = extra(month.calendar);
  std::int32_t unfilled = 0;
  at_start_.clear();
  for (std::size_t i = 0; i < month.towns.size(); ++i) {
    const auto& town = month.towns[i];
    const std::int32_t carers = town.staff[Role::carer];
    at_start_.push_back({certified_of(town), std::max(0, carers) - certified_of(town)});
    std::int32_t left = 0;
    const double share = carers > 0 ? leave_share(town, paid) : 0.0;
    for (std::int32_t carer = 0; carer < carers; ++carer) {
      if (month.draws.chance(share, carer_key(town.key, carer), static_cast<std::uint32_t>(month.month.value))) ++left;
    }
    if (left > 0) out.staff.push({.town = TownId(i), .role = Role::carer, .hired = 0, .left = left});
    unfilled += std::max(0, town.posts - carers + left);
  }
  hire(unfilled, paid, out);
  certify(month, out);
}

void CareWorkforce::hire(std::int32_t unfilled, const Extra& extra, StaffSlots out) {
  // Who thinks of becoming a carer looks at what a carer with a certificate gets.
  const double gain = effect(parameters_.hires_gain_per_100_yuan, extra.certified);
  hires_carried_ += std::llround(parameters_.market_hires_per_month * (1.0 + gain) * 1000.0);
  const auto offered = static_cast<std::int32_t>(hires_carried_ / 1000);
  hires_carried_ %= 1000;
  const std::int32_t hired = std::min(offered, unfilled);
  if (hired <= 0) return;
  market_hired_ += hired;
  const auto certified_by_now = (market_hired_ * std::llround(parameters_.market_certified_share * kPpm) + kPpm / 2) / kPpm;
  const auto certified = static_cast<std::int32_t>(certified_by_now - market_certified_);
  market_certified_ = certified_by_now;
  out.district_hires.push({.role = Role::carer, .hired = hired, .certified = certified});
}

void CareWorkforce::certify(const MonthView& month, StaffSlots out) {
  if (month.calendar < parameters_.certification_first_month) return;
  std::int64_t uncertified = 0;
  for (const auto& town : month.towns) uncertified += std::max(0, town.staff[Role::carer] - certified_of(town));
  certificates_carried_ += uncertified * std::llround(parameters_.certified_per_month_share * kPpm);
  const auto certified = std::min(certificates_carried_ / kPpm, uncertified);
  certificates_carried_ %= kPpm;
  if (certified > 0) out.training.push({.role = Role::carer, .certified_in_post = static_cast<std::int32_t>(certified)});
}

void CareWorkforce::pay(const MonthView& month, PaySlots out) {
  const Extra paid = extra(month.calendar);
  for (std::size_t i = 0; i < at_start_.size(); ++i) {
    const Fen amount = paid.certified * at_start_[i].certified + paid.uncertified * at_start_[i].uncertified;
    if (amount == Fen{}) continue;
    out.postings.push({.town = TownId(i),
                       .facility = {},
                       .service = {},
                       .payer = Payer::district_budget,
                       .purpose = Purpose::allowance,
                       .amount = amount,
                       .paid_after_months = 0,
                       .clause = "W2"});
  }
}

}  // namespace eldercast::care_workforce
