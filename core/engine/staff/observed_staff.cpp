#include "engine/staff/observed_staff.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace eldercast {
namespace {

std::optional<Role> graduates_of(ObservedWhat what) {
  switch (what) {
    case ObservedWhat::carers_trained:
      return Role::carer;
    case ObservedWhat::supervisors_trained:
      return Role::supervisor;
    case ObservedWhat::directors_trained:
      return Role::director;
    default:
      return std::nullopt;
  }
}

std::int32_t persons_of(const Observation& row) { return static_cast<std::int32_t>(std::lround(row.value)); }

}  // namespace

ObservedStaff::ObservedStaff(const Scenario& scenario) : towns_(scenario.towns.size()) {
  for (const Observation& row : scenario.observed) {
    const bool staff = row.what == ObservedWhat::carers_in_post || graduates_of(row.what).has_value();
    if (staff && scenario.as_of && row.month <= *scenario.as_of) known_[Month{row.month - scenario.start}].push_back(row);
  }
}

void ObservedStaff::apply(Month month, Workforce& workforce) {
  const auto found = known_.find(month);
  if (found == known_.end()) return;
  const auto carers_of_town = [](const Observation& row) { return row.what == ObservedWhat::carers_in_post && row.town.valid(); };
  const bool by_town = std::any_of(found->second.begin(), found->second.end(), carers_of_town);
  for (const Observation& row : found->second) {
    if (const auto role = graduates_of(row.what)) {
      if (!row.town.valid()) workforce.observe_graduates(*role, persons_of(row));
    } else if (row.town.valid()) {
      workforce.observe_carers(row.town, persons_of(row));
    } else if (!by_town) {
      deal_carers(persons_of(row), workforce);
    }
  }
}

void ObservedStaff::deal_carers(std::int32_t persons, Workforce& workforce) {
  std::vector<std::int64_t> weights;
  for (std::size_t t = 0; t < towns_; ++t) weights.push_back(workforce.in_post(TownId(t), Role::carer));
  if (std::all_of(weights.begin(), weights.end(), [](std::int64_t weight) { return weight == 0; })) weights.assign(towns_, 1);
  const std::span<const std::int64_t> parts = parts_.split(weights, persons);
  for (std::size_t t = 0; t < towns_; ++t) workforce.observe_carers(TownId(t), static_cast<std::int32_t>(parts[t]));
}

}  // namespace eldercast
