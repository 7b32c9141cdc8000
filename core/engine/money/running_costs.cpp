#include "engine/money/running_costs.hpp"

#include <algorithm>

namespace eldercast {

RunningCosts::RunningCosts(const District& district) : district_(&district) {
  set_prices(std::vector<PerMille>(district.scenario().services.size(), kNormal));
}

void RunningCosts::set_prices(std::span<const PerMille> prices) {
  const Scenario& scenario = district_->scenario();
  if (!district_->bed_service().valid()) return;
  const Service& bed = scenario.services[district_->bed_service().index()];
  const PerMille factor = prices[district_->bed_service().index()];
  const Fen other{(bed.price[Need::independent].value + bed.price[Need::partial].value) / 2};
  margin_[BedType::nursing] =
      Fen{scaled(bed.price[Need::full].value, factor)} * bed.units_per_month - scenario.finance.bed_cost[BedType::nursing];
  margin_[BedType::other] = Fen{scaled(other.value, factor)} * bed.units_per_month - scenario.finance.bed_cost[BedType::other];
}

Fen RunningCosts::fixed(const FacilityState& facility) const {
  if (facility.kind == FacilityKind::care_home) return {};
  const Scenario& scenario = district_->scenario();
  const std::int32_t beds = facility.capacity[Resource::nursing_bed] + facility.capacity[Resource::other_bed];
  return scenario.finance.upkeep_per_m2 * facility.floor_area_m2 + scenario.finance.bed_upkeep * beds +
         scenario.standards[facility.kind].management;
}

Fen RunningCosts::uncovered(const FacilityState& facility) const {
  return fixed(facility) - margin_[BedType::nursing] * facility.used[Resource::nursing_bed] -
         margin_[BedType::other] * facility.used[Resource::other_bed];
}

void RunningCosts::book(std::span<const FacilityState> facilities, const std::function<void(const Posting&)>& book) const {
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    const FacilityState& facility = facilities[f];
    if (facility.status != FacilityStatus::open || fixed(facility).value == 0) continue;
    Posting posting;
    posting.town = facility.town;
    posting.facility = FacilityId(f);
    posting.payer = facility.run_by == RunBy::social ? Payer::operator_ : Payer::town_government;
    posting.purpose = Purpose::running;
    posting.amount = uncovered(facility);
    if (posting.amount.value != 0) book(posting);
  }
}

std::int32_t RunningCosts::break_even_per_mille(const FacilityState& centre, Fen relief) const {
  const std::int64_t possible = margin_[BedType::nursing].value * centre.capacity[Resource::nursing_bed] +
                                margin_[BedType::other].value * centre.capacity[Resource::other_bed];
  if (possible <= 0 || fixed(centre).value == 0) return -1;
  const std::int64_t open = std::max<std::int64_t>(fixed(centre).value - relief.value, 0);
  constexpr std::int64_t kMost = 99'999;
  return static_cast<std::int32_t>(std::min(kMost, (open * 1000 + possible - 1) / possible));
}

}  // namespace eldercast
