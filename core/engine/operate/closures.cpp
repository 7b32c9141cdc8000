#include "engine/operate/closures.hpp"

#include <algorithm>

namespace eldercast {

Closures::Closures(const District& district)
    : shut_(district.network().facilities().size()), capacity_(district.network().facilities().size()) {
  const Scenario& scenario = district.scenario();
  const auto month_of = [&](const std::optional<YearMonth>& closes) { return closes ? Month{*closes - scenario.start} : kNever; };
  for (const ExistingFacility& existing : scenario.existing) closes_.push_back(month_of(existing.closes));
  for (const Project& project : scenario.projects) closes_.push_back(month_of(project.closes));
  planned_ = closes_;
  for (const FacilityChange& change : scenario.changes) {
    Month& closes = planned_[change.facility.index()];
    if (change.kind == ChangeKind::close) closes = std::min(closes, month_of(change.month));
  }
}

void Closures::start() { std::fill(shut_.begin(), shut_.end(), false); }

bool Closures::shut(Month month, const Shocks& shocks, const FacilityState& facility, FacilityId id) {
  return shocks.factor(ShockOn::facilities, month, {facility.town, &facility.kind, id}) == 0;
}

std::span<const FacilityId> Closures::due(Month month, const Shocks& shocks, std::span<const FacilityState> facilities) {
  found_.clear();
  const bool shaken = shocks.any(ShockOn::facilities, month);
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    if (facilities[f].status != FacilityStatus::open) continue;
    const FacilityId id(f);
    if (by_own_row(id, month) || (shaken && shut(month, shocks, facilities[f], id))) found_.push_back(id);
  }
  return found_;
}

void Closures::close(FacilityId id, bool for_good, std::span<FacilityState> facilities) {
  FacilityState& facility = facilities[id.index()];
  shut_[id.index()] = !for_good;
  capacity_[id.index()] = facility.capacity;
  facility.status = FacilityStatus::closed;
  facility.capacity = {};
  facility.staffed = {};
  facility.hub_working = false;
}

std::span<const FacilityId> Closures::reopen(Month month, const Shocks& shocks, std::span<FacilityState> facilities) {
  found_.clear();
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    if (!shut_[f] || shut(month, shocks, facilities[f], FacilityId(f))) continue;
    shut_[f] = false;
    if (planned_[f] <= month) continue;
    facilities[f].status = FacilityStatus::open;
    facilities[f].capacity = capacity_[f];
    found_.emplace_back(f);
  }
  return found_;
}

}  // namespace eldercast
