#include "rule.hpp"

#include <algorithm>
#include <stdexcept>

namespace eldercast::performance_awards {
namespace {

/// Counters of the draws of a facility; the yearly ones follow, by calendar year.
constexpr std::uint32_t kEquipment = 0;
constexpr std::uint32_t kRules = 1;
constexpr std::uint32_t kFirstYear = 2;

double uniform(const Draws& draws, std::uint64_t key, std::uint32_t counter) {
  return static_cast<double>(draws(key, counter)) / 4294967296.0;
}

/// Mean of part / whole, at most 1 each, over the resources of which there is a whole; 0 if there is none.
double mean_ratio(const PerEnum<Resource, std::int32_t>& part, const PerEnum<Resource, std::int32_t>& whole) {
  double sum = 0.0;
  int count = 0;
  for (std::size_t r = 0; r < kCount<Resource>; ++r) {
    const auto resource = static_cast<Resource>(r);
    if (whole[resource] <= 0) continue;
    sum += std::clamp(static_cast<double>(part[resource]) / static_cast<double>(whole[resource]), 0.0, 1.0);
    ++count;
  }
  return count == 0 ? 0.0 : sum / count;
}

}  // namespace

PerformanceAwards::PerformanceAwards(const Parameters& parameters) : parameters_(parameters) {
  const double weights = parameters.staffing_weight + parameters.equipment_weight + parameters.rules_weight + parameters.results_weight;
  if (!(weights > 0.0)) throw std::invalid_argument("no part of the evaluation has a weight");
  if (parameters.excellent_from < parameters.good_from || parameters.good_from < parameters.pass_from) {
    throw std::invalid_argument("excellent_from, good_from and pass_from do not fall in this order");
  }
  for (double* weight :
       {&parameters_.staffing_weight, &parameters_.equipment_weight, &parameters_.rules_weight, &parameters_.results_weight}) {
    *weight /= weights;
  }
}

void PerformanceAwards::pay(const MonthView& month, PaySlots out) {
  if (month.calendar < parameters_.first_month || month.calendar.month() != parameters_.evaluation_month) return;
  for (std::size_t i = 0; i < month.facilities.size(); ++i) {
    const auto& facility = month.facilities[i];
    if (facility.status != FacilityStatus::open || facility.kind == FacilityKind::care_home) continue;
    if (month.month - facility.opened < parameters_.months_open_before) continue;
    const Grade grade = grade_of(score_of(facility, month));
    out.evaluations.push({.facility = FacilityId(i), .grade = grade});
    const Fen award = award_of(facility.kind, grade);
    if (award == Fen{}) continue;
    const bool to_town = parameters_.to_towns && facility.run_by == RunBy::government;
    out.postings.push({.town = facility.town,
                       .facility = FacilityId(i),
                       .service = {},
                       .payer = Payer::district_budget,
                       .purpose = Purpose::award,
                       .amount = award,
                       .paid_after_months = parameters_.paid_after_months,
                       .relieves = to_town ? Relieves::town_government : Relieves::nobody,
                       .clause = "F5",
                       .lottery_fund_first = true});
  }
}

double PerformanceAwards::score_of(const FacilityState& facility, const MonthView& month) const {
  const auto lasting = [&](std::uint32_t counter) {
    return parameters_.lowest_draw + (1.0 - parameters_.lowest_draw) * uniform(month.draws, facility.key, counter);
  };
  const auto year = kFirstYear + static_cast<std::uint32_t>(month.calendar.year());
  const double mean = parameters_.staffing_weight * mean_ratio(facility.staffed, facility.capacity) +
                      parameters_.equipment_weight * lasting(kEquipment) + parameters_.rules_weight * lasting(kRules) +
                      parameters_.results_weight * mean_ratio(facility.used, facility.staffed);
  const double off = parameters_.yearly_spread * (2.0 * uniform(month.draws, facility.key, year) - 1.0);
  return std::clamp(mean + off, 0.0, 1.0);
}

Grade PerformanceAwards::grade_of(double score) const {
  if (score >= parameters_.excellent_from) return Grade::excellent;
  if (score >= parameters_.good_from) return Grade::good;
  return score >= parameters_.pass_from ? Grade::pass : Grade::fail;
}

Fen PerformanceAwards::award_of(FacilityKind kind, Grade grade) const {
  if (grade != Grade::excellent && grade != Grade::good) return {};
  const Fen station = grade == Grade::excellent ? parameters_.excellent_award : parameters_.good_award;
  if (kind == FacilityKind::community_station) return station;
  const double factor = is_hub(kind) ? parameters_.centre_factor : parameters_.point_factor;
  return yuan(factor * static_cast<double>(station.value) / 100.0);
}

}  // namespace eldercast::performance_awards
