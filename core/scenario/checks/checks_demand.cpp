#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "scenario/checks/checks.hpp"

namespace eldercast {
namespace {

using Key = std::tuple<ServiceId, std::optional<Need>, std::optional<PriorityGroup>, std::optional<SettlementKind>>;

/// Two rows with the same keys filled in are equally specific; they meet the same residents only if the keys are equal too.
void check_overlap(const Scenario& scenario, const Tables& tables, Diagnostics& diagnostics) {
  std::map<Key, std::size_t> first;
  for (std::size_t i = 0; i < scenario.demand.size(); ++i) {
    const DemandRow& row = scenario.demand[i];
    if (!row.service.valid()) continue;
    const auto [known, fresh] = first.try_emplace(Key(row.service, row.need, row.group, row.settlement_kind), i);
    if (fresh) continue;
    diagnostics.add(
        {"scenario.demand",
         tables.demand.place(i, "service"),
         fmt::format("two rows of '{}' hold for the same residents and are equally specific", scenario.services[row.service.index()].id),
         {{"the other row is given", tables.demand.place(known->second, "service")}},
         "the most specific row holds: group before need before settlement_kind"});
  }
}

/// A kind of resident that can exist.
struct Resident {
  Need need;
  PriorityGroup group;
  SettlementKind kind;
};

std::vector<Resident> residents() {
  std::vector<Resident> all;
  for (const SettlementKind kind : {SettlementKind::community, SettlementKind::village}) {
    for (const Need need : {Need::independent, Need::partial, Need::full}) all.push_back({need, PriorityGroup::special_hardship, kind});
    all.push_back({Need::full, PriorityGroup::full, kind});
    all.push_back({Need::partial, PriorityGroup::partial, kind});
    for (const PriorityGroup group : {PriorityGroup::aged_80_plus, PriorityGroup::living_alone, PriorityGroup::others}) {
      all.push_back({Need::independent, group, kind});
    }
  }
  return all;
}

bool holds(const DemandRow& row, ServiceId service, const Resident& resident) {
  return row.service == service && row.need.value_or(resident.need) == resident.need &&
         row.group.value_or(resident.group) == resident.group && row.settlement_kind.value_or(resident.kind) == resident.kind;
}

void check_gaps(const Scenario& scenario, const Tables& tables, std::size_t item, Diagnostics& diagnostics) {
  const Service& service = scenario.services[item];
  for (const Resident& resident : residents()) {
    if (!service.eligible[resident.need]) continue;
    const bool covered = std::any_of(scenario.demand.begin(), scenario.demand.end(),
                                     [&](const DemandRow& row) { return holds(row, ServiceId(item), resident); });
    if (covered) continue;
    diagnostics.add({"scenario.demand",
                     tables.services.place(item, "id"),
                     fmt::format("no row of the demand table holds for '{}', need '{}', group '{}', settlement_kind '{}'", service.id,
                                 name_of(resident.need), name_of(resident.group), name_of(resident.kind)),
                     {{"the demand is given", tables.demand.table->header()}},
                     "a row with empty need, group and settlement_kind holds for everybody; want = 0 says that nobody wants it"});
    return;
  }
}

}  // namespace

void check_demand(const Scenario& scenario, const Tables& tables, Diagnostics& diagnostics) {
  if (tables.services.usable() && scenario.services.empty()) {
    diagnostics.add({"scenario.required",
                     tables.services.table->header(),
                     "the table of services has no rows",
                     {},
                     "a district gives at least one service; `eldercast init` writes a table to start from"});
  }
  if (tables.demand.table == nullptr) return;
  check_overlap(scenario, tables, diagnostics);
  if (!tables.demand.usable() || !tables.services.usable()) return;
  for (std::size_t i = 0; i < scenario.services.size(); ++i) check_gaps(scenario, tables, i, diagnostics);
}

}  // namespace eldercast
