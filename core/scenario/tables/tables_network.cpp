#include <array>
#include <map>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "scenario/parameters/parameter_value.hpp"
#include "scenario/tables/tables.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

constexpr Limits kBeds{0, 100'000};
constexpr Limits kSizes{10, 1000};
constexpr Limits kAreas{1, 1'000'000};

SettlementId read_settlement_of(CellReader& cells, const Tables& tables) {
  const auto settlement =
      tables.settlement_codes.resolve(cells, "settlement", cells.text("settlement"), "scenario.unknown-settlement", "settlement");
  return settlement ? SettlementId(*settlement) : SettlementId();
}

void read_care_home(CellReader& cells, ExistingFacility& facility) {
  facility.beds = static_cast<std::int32_t>(cells.integer("beds", kBeds));
  facility.nursing_beds = static_cast<std::int32_t>(cells.integer("nursing_beds", kBeds));
  facility.occupancy = cells.number("occupancy", kShare);
  facility.hardship_share = cells.number("hardship_share", kShare);
  if (cells.ok() && facility.nursing_beds > facility.beds) {
    cells.report("scenario.beds", "nursing_beds",
                 fmt::format("nursing_beds = {} is more than the {} beds of the home", facility.nursing_beds, facility.beds), "",
                 {{"its beds are given", cells.place("beds")}});
  }
}

/// What the tables of existing facilities and of projects both may say.
template <class Facility>
void read_area_and_end(CellReader& cells, Facility& facility) {
  facility.floor_area_m2 = static_cast<std::int32_t>(cells.optional_integer("floor_area_m2", kAreas).value_or(0));
  facility.closes = read_month(cells, "closes", "a facility that is not given up");
}

ExistingFacility read_existing(CellReader& cells, const Scenario& scenario, Tables& tables) {
  ExistingFacility facility;
  facility.id = cells.text("id");
  facility.kind = cells.choice<FacilityKind>("kind");
  const bool kind_known = cells.ok();
  facility.settlement = read_settlement_of(cells, tables);
  facility.siting_assumed = cells.flag("siting", "assumed", "printed");
  if (kind_known && facility.kind == FacilityKind::care_home) {
    read_care_home(cells, facility);
  } else if (kind_known) {
    check_fit(cells, facility.kind, facility.settlement, scenario, tables);
    for (const std::string_view column : {"beds", "nursing_beds", "occupancy", "hardship_share"}) {
      if (cells.empty(column)) continue;
      cells.report("scenario.beds", column, fmt::format("{} is only given for a care_home", column),
                   fmt::format("a {} takes the beds of its standard; leave the cell empty", name_of(facility.kind)));
    }
  }
  read_area_and_end(cells, facility);
  tables.facility_ids.add(cells, "id", facility.id, "");
  return facility;
}

Project read_project(CellReader& cells, const Scenario& scenario, Tables& tables) {
  Project project;
  project.id = cells.text("id");
  project.kind = cells.choice<FacilityKind>("kind");
  const bool kind_known = cells.ok();
  project.settlement = read_settlement_of(cells, tables);
  project.siting_assumed = cells.flag("siting", "assumed", "printed");
  project.planned_year = static_cast<std::int32_t>(cells.integer("planned_year", {1900, 2200}));
  project.built = cells.flag("status", "built", "planned");
  project.converts = cells.optional_text("converts");
  project.confidence = cells.number("confidence", kShare);
  if (kind_known && project.kind == FacilityKind::care_home) {
    cells.report("scenario.kind", "kind", "a care_home is not built by the plan",
                 "a home that stands at the start belongs in the table 'existing'");
  } else if (kind_known) {
    check_fit(cells, project.kind, project.settlement, scenario, tables);
  }
  read_area_and_end(cells, project);
  tables.facility_ids.add(cells, "id", project.id, "");
  return project;
}

/// The dates of the build table, one row a project.
class BuildTable {
 public:
  BuildTable(Tables& tables, Scenario& scenario) : tables_(tables), scenario_(scenario) {
    for (std::vector<Project>* table : {&scenario.projects, &scenario.candidates}) {
      for (Project& project : *table) {
        known_.emplace(project.id, &project);
        candidates_.push_back({project.id, ""});
      }
    }
  }

  std::size_t read(CellReader& cells) {
    const std::string id = cells.text("project");
    const auto found = known_.find(id);
    const std::optional<YearMonth> opens = read_month(cells, "opens", "a project that is not built");
    const auto size = cells.optional_integer("size_percent", kSizes);
    if (!cells.ok()) return 0;
    if (found == known_.end()) {
      refuse_unknown(cells, id);
      return 0;
    }
    Project& project = *found->second;
    const auto [first, fresh] = first_.try_emplace(id, cells.place("project"));
    if (!fresh) {
      cells.report("scenario.duplicate", "project", fmt::format("'{}' is given twice", id), "", {{"it is first given", first->second}});
    } else if (project.built) {
      cells.report("scenario.date", "project", fmt::format("'{}' is reported as built: it opens in its year", id), "leave its row out",
                   {{"the project is given", tables_.facility_ids.place(id).value_or(cells.place("project"))}});
    } else {
      project.opens = opens;
      project.left_out = !opens;
      project.size_percent = static_cast<std::int32_t>(size.value_or(100));
    }
    const bool planned = !project.candidate;
    const auto position = static_cast<std::size_t>(&project - (planned ? scenario_.projects : scenario_.candidates).data());
    return planned ? position : scenario_.projects.size() + position;
  }

 private:
  void refuse_unknown(CellReader& cells, const std::string& id) {
    // Its row in the table of projects may be one that could not be read.
    if (!tables_.projects.usable()) {
      cells.report("scenario.unknown-facility", "project", fmt::format("'{}' cannot be found among projects with mistakes", piece(id)));
      return;
    }
    const bool stands = tables_.facility_ids.place(id).has_value();
    cells.report("scenario.unknown-facility", "project",
                 stands ? fmt::format("'{}' stands at the start and is no project", id)
                        : fmt::format("'{}' is not a project of {}", piece(id), tables_.projects.table->source()->name()),
                 cells.crowded() ? "" : suggestion(id, candidates_));
  }

  Tables& tables_;
  Scenario& scenario_;
  std::map<std::string, Project*, std::less<>> known_;
  std::map<std::string, Place, std::less<>> first_;
  std::vector<Candidate> candidates_;
};

}  // namespace

std::optional<YearMonth> read_month(CellReader& cells, std::string_view column, std::string_view empty_means) {
  if (cells.empty(column)) return std::nullopt;
  const std::optional<YearMonth> month = parse_year_month(cells.text(column));
  if (!month) {
    cells.report(
        "scenario.type", column, fmt::format("'{}' is not a year and month", piece(cells.text(column))),
        empty_means.empty() ? "write it as 2020-04" : fmt::format("write it as 2020-04, or leave the cell empty for {}", empty_means));
  }
  return month;
}

void check_fit(CellReader& cells, FacilityKind kind, SettlementId id, const Scenario& scenario, const Tables& tables) {
  if (!id.valid()) return;
  const Settlement& settlement = scenario.settlements[id.index()];
  if (!settlement.town.valid()) return;
  const Town& town = scenario.towns[settlement.town.index()];
  const auto refuse = [&](std::string_view belongs, std::string_view stands, const std::string& code, const std::string& name,
                          const Place& place) {
    cells.report("scenario.kind", "kind",
                 fmt::format("a {} belongs in a {}, but '{}' ({}) is a {}", name_of(kind), belongs, code, name, stands), "",
                 {{fmt::format("'{}' is given", code), place}});
  };
  if (is_hub(kind)) {
    const TownKind wanted = kind == FacilityKind::street_centre ? TownKind::street : TownKind::town;
    if (town.kind != wanted) {
      refuse(name_of(wanted), name_of(town.kind), town.code, town.name_zh, tables.towns.place(settlement.town.index(), "kind"));
    }
  } else if (is_spoke(kind)) {
    const SettlementKind wanted = kind == FacilityKind::community_station ? SettlementKind::community : SettlementKind::village;
    if (settlement.kind != wanted) {
      refuse(name_of(wanted), name_of(settlement.kind), settlement.code, settlement.name_zh, tables.settlements.place(id.index(), "kind"));
    }
  }
}

void read_facilities(Tables& tables, Scenario& scenario, Diagnostics& diagnostics) {
  read_rows(tables, "existing", tables.existing, scenario.existing, diagnostics,
            [&](CellReader& cells) { return read_existing(cells, scenario, tables); });
  read_rows(tables, "projects", tables.projects, scenario.projects, diagnostics,
            [&](CellReader& cells) { return read_project(cells, scenario, tables); });
  read_rows(tables, "candidates", tables.candidates, scenario.candidates, diagnostics, [&](CellReader& cells) {
    Project project = read_project(cells, scenario, tables);
    project.candidate = true;
    if (project.built)
      cells.report("scenario.choice", "status", "a candidate is not built yet", "write planned, or move the row to the table of projects");
    if (cells.ok() && is_hub(project.kind))
      cells.report("scenario.kind", "kind", "a candidate is a station or a point",
                   "a centre is planned: its row belongs in the table of projects");
    return project;
  });
  BuildTable build(tables, scenario);
  read_rows(tables, "build", tables.build, tables.build_projects, diagnostics, [&](CellReader& cells) { return build.read(cells); });
}

}  // namespace eldercast
