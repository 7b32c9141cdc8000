#include "engine/operate/operations.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {
namespace {

/// Cumulative probability of being tendered by the end of each month, at a constant hazard that gives `share` in a year.
std::vector<std::uint32_t> tendered(double share_per_year, int months) {
  std::vector<std::uint32_t> thresholds;
  for (int m = 1; m <= months; ++m) thresholds.push_back(to_threshold(1.0 - std::pow(1.0 - share_per_year, m / 12.0)));
  return thresholds;
}

double social_share(const OperationParameters& operation, const FacilityState& facility) {
  if (facility.kind == FacilityKind::care_home) return operation.social_at_start_homes;
  if (is_urban(facility.kind)) return facility.from_project ? operation.social_new_urban : operation.social_at_start_urban;
  return facility.from_project ? operation.social_new_rural : operation.social_at_start_rural;
}

}  // namespace

Operations::Operations(const District& district)
    : district_(&district),
      tendered_urban_(tendered(district.scenario().operation.handover_per_year_urban, district.scenario().months())),
      tendered_rural_(tendered(district.scenario().operation.handover_per_year_rural, district.scenario().months())) {}

std::array<std::uint32_t, 4> Operations::numbers(const FacilityState& facility) const {
  return draw(stream_, entity(facility.key), DrawFor::operation, 0);
}

void Operations::start(StreamKey stream, std::span<FacilityState> facilities) {
  stream_ = stream;
  for (FacilityState& facility : facilities) {
    const bool social = numbers(facility)[0] < to_threshold(social_share(district_->scenario().operation, facility));
    facility.run_by = social ? RunBy::social : RunBy::government;
  }
}

bool Operations::handed_over(const FacilityState& facility, Month month, Month since, std::uint32_t number) const {
  if (facility.kind == FacilityKind::care_home) return false;
  const Scenario& scenario = district_->scenario();
  const Month from{std::max(scenario.operation.handover_from - scenario.start, since.value)};
  const int passed = month - from - scenario.operation.tender_months;
  if (passed < 0) return false;
  const std::vector<std::uint32_t>& thresholds = is_urban(facility.kind) ? tendered_urban_ : tendered_rural_;
  return number < thresholds[std::min(static_cast<std::size_t>(passed), thresholds.size() - 1)];
}

std::span<const FacilityId> Operations::month(Month month, std::span<FacilityState> facilities, Operators* operators) {
  const Scenario& scenario = district_->scenario();
  const OperationParameters& operation = scenario.operation;
  const std::uint32_t joins = to_threshold(operation.platform_share);
  taken_over_.clear();
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    FacilityState& facility = facilities[f];
    if (facility.status != FacilityStatus::open || (facility.run_by == RunBy::social && facility.on_platform)) continue;
    const std::array<std::uint32_t, 4> u = numbers(facility);
    const Month left = operators == nullptr ? kNever : operators->left_in(FacilityId(f));
    const bool again = left != kNever;
    const bool offered =
        facility.run_by == RunBy::government && handed_over(facility, month, again ? left : facility.opened, again ? u[3] : u[1]);
    if (offered && (operators == nullptr || operators->takes(FacilityId(f), facility.town))) {
      facility.run_by = RunBy::social;
      taken_over_.emplace_back(f);
      if (operators != nullptr) operators->begin(FacilityId(f), month);
    }
    const int since = std::max(operation.platform_from - scenario.start, facility.opened.value);
    facility.on_platform = facility.on_platform || (month.value - since >= operation.platform_months && u[2] < joins);
  }
  return taken_over_;
}

void Operations::apply(std::span<const MedicalArrangement> arrangements, std::span<FacilityState> facilities) {
  for (const MedicalArrangement& said : arrangements) {
    FacilityState& facility = facilities[said.facility.index()];
    if (facility.status != FacilityStatus::open) continue;
    facility.arrangement = std::max(facility.arrangement, said.kind);
    facility.capacity[Resource::doctor_place] += said.doctor_places;
  }
}

void Operations::apply(std::span<const Evaluation> evaluations, Month month, std::span<FacilityState> facilities) {
  for (const Evaluation& said : evaluations) {
    FacilityState& facility = facilities[said.facility.index()];
    const bool again = facility.evaluated == month;
    facility.grade = again ? std::min(facility.grade, said.grade) : said.grade;
    facility.evaluated = month;
  }
}

}  // namespace eldercast
