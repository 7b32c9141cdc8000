#pragma once
/// The toy scenario with whatever a test wants changed, and the small things that tests of the engine's parts share.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/views.hpp"
#include "engine/random/keyed.hpp"
#include "model/district.hpp"
#include "support/scenarios.hpp"

namespace eldercast::test {

/// The toy scenario read with `--set` texts, then changed in place.
inline std::shared_ptr<const Scenario> toy(const std::function<void(Scenario&)>& change = {}, const std::vector<std::string>& sets = {}) {
  Scenario copy = *scenario("scenarios/toy/toy.toml", sets);
  if (change) change(copy);
  return std::make_shared<const Scenario>(std::move(copy));
}

/// Position of a service by its id.
inline ServiceId service_named(const Scenario& scenario, std::string_view id) {
  for (std::size_t s = 0; s < scenario.services.size(); ++s) {
    if (scenario.services[s].id == id) return ServiceId(s);
  }
  return {};
}

/// Position of a facility by its id.
inline FacilityId facility_named(const District& district, std::string_view id) {
  const auto facilities = district.network().facilities();
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    if (facilities[f].id == id) return FacilityId(f);
  }
  return {};
}

/// Position of a settlement by its code.
inline SettlementId settlement_named(const Scenario& scenario, std::string_view code) {
  for (std::size_t s = 0; s < scenario.settlements.size(); ++s) {
    if (scenario.settlements[s].code == code) return SettlementId(s);
  }
  return {};
}

/// Position of a facility of the start by its id.
inline FacilityId existing_named(const Scenario& scenario, std::string_view id) {
  for (std::size_t f = 0; f < scenario.existing.size(); ++f) {
    if (scenario.existing[f].id == id) return FacilityId(f);
  }
  return {};
}

/// Position of a project by its id.
inline ProjectId project_named(const Scenario& scenario, std::string_view id) {
  for (std::size_t p = 0; p < scenario.projects.size(); ++p) {
    if (scenario.projects[p].id == id) return ProjectId(p);
  }
  return {};
}

/// Every facility of the network, open since the start, with `units` of every resource, all of it staffed.
inline std::vector<FacilityState> everything_open(const District& district, std::int32_t units) {
  std::vector<FacilityState> facilities;
  for (const NetworkFacility& facility : district.network().facilities()) {
    FacilityState state;
    state.key = facility.key;
    state.kind = facility.kind;
    state.town = facility.town;
    state.settlement = facility.settlement;
    state.from_project = facility.project.valid();
    state.status = FacilityStatus::open;
    state.opened = Month{-1};
    state.hub_working = true;
    state.floor_area_m2 = facility.floor_area_m2;
    for (std::int32_t& capacity : state.capacity) capacity = units;
    state.staffed = state.capacity;
    facilities.push_back(state);
  }
  return facilities;
}

}  // namespace eldercast::test
