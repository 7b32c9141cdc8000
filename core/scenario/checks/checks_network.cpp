#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "scenario/checks/checks.hpp"

namespace eldercast {
namespace {

TownId town_of(const Scenario& scenario, SettlementId settlement) {
  return settlement.valid() ? scenario.settlements[settlement.index()].town : TownId();
}

void check_towns(const Scenario& scenario, const Tables& tables, Diagnostics& diagnostics) {
  if (tables.towns.usable() && scenario.towns.empty()) {
    diagnostics.add({"scenario.empty", tables.towns.table->header(), "the table has no towns", {}, ""});
  }
  if (!tables.settlements.usable()) return;
  std::vector<bool> lived_in(scenario.towns.size(), false);
  for (const Settlement& settlement : scenario.settlements) {
    if (settlement.town.valid()) lived_in[settlement.town.index()] = true;
  }
  for (std::size_t i = 0; i < lived_in.size(); ++i) {
    if (lived_in[i]) continue;
    diagnostics.add({"scenario.empty",
                     tables.towns.place(i, "code"),
                     fmt::format("'{}' ({}) has no settlement", scenario.towns[i].code, scenario.towns[i].name_zh),
                     {{"the settlements are given", tables.settlements.table->header()}},
                     "residents live in settlements; give the town at least one"});
  }
}

/// One hub a town, over existing facilities and projects.
class Hubs {
 public:
  Hubs(const Scenario& scenario, Diagnostics& diagnostics) : scenario_(scenario), diagnostics_(diagnostics) {}

  void add(FacilityKind kind, SettlementId settlement, const std::string& id, const Place& place) {
    const TownId town = town_of(scenario_, settlement);
    if (!is_hub(kind) || !town.valid()) return;
    const auto [first, fresh] = centres_.try_emplace(town, place);
    if (fresh) return;
    const Town& named = scenario_.towns[town.index()];
    diagnostics_.add({"scenario.hub",
                      place,
                      fmt::format("'{}' is a second centre in '{}' ({})", id, named.code, named.name_zh),
                      {{"the first centre is given", first->second}},
                      "a street or town has one hub; its other facilities are stations and points"});
  }

 private:
  const Scenario& scenario_;
  Diagnostics& diagnostics_;
  std::map<TownId, Place> centres_;
};

class Conversions {
 public:
  Conversions(const Scenario& scenario, const Tables& tables, Diagnostics& diagnostics)
      : scenario_(scenario), tables_(tables), diagnostics_(diagnostics) {
    for (std::size_t i = 0; i < scenario.existing.size(); ++i) existing_.emplace(scenario.existing[i].id, i);
  }

  void check(std::size_t item) {
    const Project& project = scenario_.projects[item];
    if (project.converts.empty()) return;
    const Place place = tables_.projects.place(item, "converts");
    if (!is_hub(project.kind)) {
      return refuse(place, fmt::format("'{}' is a {}; only a centre converts a care home", project.id, name_of(project.kind)),
                    "kind of the project", tables_.projects.place(item, "kind"));
    }
    const auto found = existing_.find(project.converts);
    if (found == existing_.end()) return refuse_unknown(project, place);
    const ExistingFacility& home = scenario_.existing[found->second];
    if (home.kind != FacilityKind::care_home) {
      const char* why = is_hub(home.kind) ? "a hub is not the hub of a hub" : "only a care_home becomes part of a centre";
      return refuse(place, fmt::format("'{}' converts '{}', which is a {}: {}", project.id, home.id, name_of(home.kind), why), "kind",
                    tables_.existing.place(found->second, "kind"));
    }
    if (town_of(scenario_, home.settlement) != town_of(scenario_, project.settlement)) {
      return refuse(place, fmt::format("'{}' converts '{}', which stands in another town", project.id, home.id), "settlement of the home",
                    tables_.existing.place(found->second, "settlement"));
    }
    const auto [first, fresh] = converted_.try_emplace(project.converts, place);
    if (!fresh) refuse(place, fmt::format("the care home '{}' is converted twice", home.id), "first conversion", first->second);
  }

 private:
  void refuse(const Place& place, std::string message, std::string_view what, const Place& second) {
    diagnostics_.add({"scenario.hub", place, std::move(message), {{fmt::format("the {} is given", what), second}}, ""});
  }

  void refuse_unknown(const Project& project, const Place& place) {
    const std::optional<Place> other = tables_.facility_ids.place(project.converts);
    const bool is_project =
        std::any_of(scenario_.projects.begin(), scenario_.projects.end(), [&](const Project& item) { return item.id == project.converts; });
    if (other && is_project) {
      return refuse(place,
                    fmt::format("'{}' converts '{}', which is a project: a hub is not the hub of a hub", project.id, project.converts),
                    "project", *other);
    }
    // A name that is known but has no item, or may stand in a row that could not be read, has its own problem already.
    if (other || !tables_.existing.usable()) return;
    std::vector<Candidate> homes;
    for (const ExistingFacility& facility : scenario_.existing) {
      if (facility.kind == FacilityKind::care_home) homes.push_back({facility.id, ""});
    }
    diagnostics_.add({"scenario.unknown-facility",
                      place,
                      fmt::format("'{}' is not a care home of the table 'existing'", project.converts),
                      {},
                      suggestion(project.converts, homes)});
  }

  const Scenario& scenario_;
  const Tables& tables_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::size_t> existing_;
  std::map<std::string, Place> converted_;
};

/// Beds that a facility brings.
std::int32_t beds_of(const Scenario& scenario, FacilityId id) {
  const std::size_t first = scenario.existing.size();
  if (id.index() < first && scenario.existing[id.index()].kind == FacilityKind::care_home) return scenario.existing[id.index()].beds;
  if (id.index() < first) return scenario.standards[scenario.existing[id.index()].kind].beds;
  const Project& project = scenario.projects[id.index() - first];
  for (const ExistingFacility& home : scenario.existing) {
    if (home.id == project.converts) return home.beds;
  }
  return scenario.standards[project.kind].beds;
}

/// A facility only shrinks: what grows is built.
void check_changes(const Scenario& scenario, const Tables& tables, Diagnostics& diagnostics) {
  if (!tables.changes.usable() || tables.changes.rows.size() != scenario.changes.size()) return;
  std::map<std::size_t, std::int32_t> left;  // by facility, after the rows before
  const auto beds_left = [&](FacilityId id) {
    const auto found = left.find(id.index());
    return found == left.end() ? beds_of(scenario, id) : found->second;
  };
  for (std::size_t i = 0; i < scenario.changes.size(); ++i) {
    const FacilityChange& change = scenario.changes[i];
    const std::int32_t beds = beds_left(change.facility);
    if (change.kind == ChangeKind::merge) left[change.into.index()] = beds_left(change.into) + beds;
    if (change.kind == ChangeKind::beds && change.value < beds) left[change.facility.index()] = change.value;
    if (change.kind != ChangeKind::beds || change.value < beds) continue;
    diagnostics.add({"scenario.change",
                     tables.changes.place(i, "value"),
                     fmt::format("{} beds are no fewer than the {} that it has by then", change.value, beds),
                     {},
                     "further beds are built: as a project, or by the standard of its kind"});
  }
}

}  // namespace

void check_network(const Scenario& scenario, const Tables& tables, Diagnostics& diagnostics) {
  check_towns(scenario, tables, diagnostics);
  Hubs hubs(scenario, diagnostics);
  for (std::size_t i = 0; i < scenario.existing.size(); ++i) {
    const ExistingFacility& facility = scenario.existing[i];
    hubs.add(facility.kind, facility.settlement, facility.id, tables.existing.place(i, "kind"));
  }
  check_changes(scenario, tables, diagnostics);
  Conversions conversions(scenario, tables, diagnostics);
  for (std::size_t i = 0; i < scenario.projects.size(); ++i) {
    const Project& project = scenario.projects[i];
    hubs.add(project.kind, project.settlement, project.id, tables.projects.place(i, "kind"));
    conversions.check(i);
  }
}

}  // namespace eldercast
