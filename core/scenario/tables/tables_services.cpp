#include <algorithm>

#include <fmt/format.h>

#include "model/people/demand_thresholds.hpp"
#include "scenario/tables/tables.hpp"
#include "text/utf8.hpp"

namespace eldercast {

namespace {

/// A cell of words separated by spaces, each from a closed list and at most once.
template <class Enum>
std::vector<Enum> read_words(CellReader& cells, std::string_view column) {
  const std::string text = cells.optional_text(column);
  std::vector<Enum> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    const auto value = static_cast<Enum>(cells.choose(column, word, candidates_of(Names<Enum>::kText)));
    if (std::find(words.begin(), words.end(), value) == words.end()) {
      words.push_back(value);
    } else if (cells.ok()) {
      cells.report("scenario.duplicate", column, fmt::format("'{}' stands twice in {}", word, column));
    }
  }
  return words;
}

/// Beds are given at beds; what is brought into homes, at home; everything else where people come.
bool fits(GivenAt place, Resource resource) {
  switch (resource) {
    case Resource::nursing_bed:
    case Resource::other_bed:
      return place == GivenAt::bed;
    case Resource::visit_minutes:
    case Resource::call_line:
      return place == GivenAt::home;
    case Resource::meal:
      return place != GivenAt::bed;
    case Resource::day_place:
    case Resource::activity_place:
    case Resource::health_place:
    case Resource::bath:
    case Resource::short_stay_day:
    case Resource::doctor_place:
      return place != GivenAt::bed && place != GivenAt::home;
  }
  return false;
}

void read_takes(CellReader& cells, Service& service, Need need) {
  const std::string column = fmt::format("takes_{}", name_of(need));
  service.takes[need] = read_words<Resource>(cells, column);
  if (!cells.ok()) return;
  if (service.eligible[need] && service.takes[need].empty()) {
    cells.report("scenario.service", column,
                 fmt::format("residents of need '{}' are eligible, but the service takes nothing for them", name_of(need)), "",
                 {{"who is eligible is given", cells.place("eligible")}});
  }
  if (!service.eligible[need] && !service.takes[need].empty()) {
    cells.report("scenario.service", column, fmt::format("residents of need '{}' are not eligible", name_of(need)),
                 "leave the cell empty or add the need to 'eligible'", {{"who is eligible is given", cells.place("eligible")}});
  }
  for (const Resource resource : service.takes[need]) {
    if (fits(service.given_at, resource)) continue;
    cells.report("scenario.service", column,
                 fmt::format("a service given at '{}' cannot take '{}'", name_of(service.given_at), name_of(resource)), "",
                 {{"where it is given stands", cells.place("given_at")}});
  }
}

Service read_service(CellReader& cells, CodeIndex& ids) {
  constexpr Limits kAmount{1, 1'000'000};
  Service service;
  service.id = cells.text("id");
  service.name_zh = cells.name("name_zh");
  service.name_en = cells.name("name_en");
  service.unit = cells.text("unit");
  service.given_at = cells.choice<GivenAt>("given_at");
  service.needs_hub = cells.flag("needs_hub", "yes", "no");
  service.needs_arrangement = cells.flag("needs_arrangement", "yes", "no");
  static_cast<void>(cells.text("eligible"));
  for (const Need need : read_words<Need>(cells, "eligible")) service.eligible[need] = true;
  for (const Need need : {Need::independent, Need::partial, Need::full}) read_takes(cells, service, need);
  service.amount_per_month = static_cast<std::int32_t>(cells.integer("amount_per_month", kAmount));
  service.units_per_month = static_cast<std::int32_t>(cells.integer("units_per_month", kAmount));
  service.reach_minutes = cells.number("reach_minutes", {0, 1'440});
  service.overflow = cells.flag("overflow", "yes", "no");
  service.price[Need::independent] = yuan(cells.number("price_yuan", {0, 1e6}));
  service.price[Need::partial] = yuan(cells.number("price_partial_yuan", {0, 1e6}));
  service.price[Need::full] = yuan(cells.number("price_full_yuan", {0, 1e6}));
  service.payer = cells.choice<Payer>("payer");
  service.payer_hardship = cells.choice<Payer>("payer_hardship");
  ids.add(cells, "id", service.id, service.name_zh, service.name_en);
  return service;
}

void check_spread(CellReader& cells, std::string_view column, double value, std::string_view low_column, std::string_view high_column) {
  const double low = cells.optional_number(low_column, kShare).value_or(value);
  const double high = cells.optional_number(high_column, kShare).value_or(value);
  if (cells.ok() && (low > value || high < value)) {
    cells.report("scenario.range-order", column,
                 fmt::format("{} = {} is not between {} = {} and {} = {}", column, value, low_column, low, high_column, high));
  }
}

DemandRow read_demand(CellReader& cells, const CodeIndex& services) {
  DemandRow row;
  const auto service = services.resolve(cells, "service", cells.text("service"), "scenario.unknown-service", "service");
  if (service) row.service = ServiceId(*service);
  row.need = cells.optional_choice<Need>("need");
  row.group = cells.optional_choice<PriorityGroup>("group");
  row.settlement_kind = cells.optional_choice<SettlementKind>("settlement_kind");
  row.want = cells.number("want", kShare);
  row.realised_use = cells.number("realised_use", kShare);
  check_spread(cells, "want", row.want, "want_low", "want_high");
  check_spread(cells, "realised_use", row.realised_use, "realised_low", "realised_high");
  return row;
}

}  // namespace

void read_services(Tables& tables, Scenario& scenario, Diagnostics& diagnostics) {
  read_rows(tables, "services", tables.services, scenario.services, diagnostics,
            [&](CellReader& cells) { return read_service(cells, tables.service_ids); });
  if (scenario.services.size() > kMostServices) {
    diagnostics.add({"scenario.limit",
                     tables.services.place(kMostServices, "id"),
                     fmt::format("a scenario may have {} services; this is the next one", kMostServices),
                     {},
                     ""});
  }
  for (std::size_t i = 0; i < scenario.services.size(); ++i) tables.service_ids.set_item(scenario.services[i].id, i);
  tables.service_ids.close(tables.services.table);
  read_rows(tables, "demand", tables.demand, scenario.demand, diagnostics,
            [&](CellReader& cells) { return read_demand(cells, tables.service_ids); });
}

namespace {

void add_candidates(Scenario& scenario) {
  const auto built = static_cast<std::size_t>(scenario.schedule.candidates_built);
  const std::size_t offered = built + static_cast<std::size_t>(scenario.schedule.candidates_offered);
  for (std::size_t i = 0; i < scenario.candidates.size(); ++i) {
    Project project = scenario.candidates[i];
    // Left out by the build table already: a schedule was asked and does not want it.
    if (project.left_out || (!project.opens && i >= offered)) continue;
    project.left_out = !project.opens && i >= built;
    scenario.projects.push_back(std::move(project));
  }
}

void add_nursing_beds(Scenario& scenario) {
  if (!scenario.allocation.nursing_beds_for_all) return;
  for (Service& service : scenario.services) {
    if (service.given_at != GivenAt::bed) continue;
    for (std::vector<Resource>& takes : service.takes) {
      const bool bed = std::find(takes.begin(), takes.end(), Resource::other_bed) != takes.end();
      const bool nursing = std::find(takes.begin(), takes.end(), Resource::nursing_bed) != takes.end();
      if (bed && !nursing) takes.push_back(Resource::nursing_bed);
    }
  }
}

}  // namespace

void apply_choices(Scenario& scenario) {
  add_candidates(scenario);
  add_nursing_beds(scenario);
}

}  // namespace eldercast
