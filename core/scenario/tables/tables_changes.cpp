/// The table of dated changes of facilities.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "scenario/parameters/parameter_value.hpp"
#include "scenario/tables/tables.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

constexpr Limits kBedsLeft{1, 100'000};
constexpr Limits kPercent{1, 100};

/// A row whose facilities stand for no item yet.
struct ChangeRow {
  FacilityChange change;
  std::string facility;
  std::string target;
  std::size_t row = 0;
};

bool takes_value(ChangeKind kind) { return kind == ChangeKind::beds || kind == ChangeKind::hours; }
bool takes_target(ChangeKind kind) { return kind == ChangeKind::merge || kind == ChangeKind::move; }

class ChangeTable {
 public:
  ChangeTable(Tables& tables, Scenario& scenario) : tables_(tables), scenario_(scenario) {
    for (const ExistingFacility& existing : scenario.existing) candidates_.push_back({existing.id, ""});
    for (const Project& project : scenario.projects) candidates_.push_back({project.id, ""});
  }

  ChangeRow read(CellReader& cells) {
    ChangeRow row;
    if (!cells.text("month").empty()) row.change.month = read_month(cells, "month", "").value_or(YearMonth());
    row.facility = cells.text("facility");
    row.change.kind = cells.choice<ChangeKind>("kind");
    if (!cells.ok()) return row;
    read_value(cells, row);
    row.target = cells.optional_text("target");
    if (takes_target(row.change.kind) == row.target.empty()) {
      cells.report("scenario.change", "target",
                   row.target.empty() ? fmt::format("a change '{}' has no target", name_of(row.change.kind))
                                      : fmt::format("a change '{}' has no use for a target", name_of(row.change.kind)),
                   "merge names the facility that takes over, move the settlement; the others leave the cell empty");
    }
    return row;
  }

  /// Puts the rows in the order of their months, those of one month as they stand.
  void resolve(std::vector<ChangeRow> rows, Diagnostics& diagnostics) {
    std::stable_sort(rows.begin(), rows.end(), [](const ChangeRow& a, const ChangeRow& b) { return a.change.month < b.change.month; });
    tables_.changes.rows.clear();
    for (ChangeRow& row : rows) {
      CellReader cells(*tables_.changes.table, row.row, diagnostics);
      const std::optional<FacilityId> facility = stands(cells, "facility", row.facility, row.change.month);
      std::optional<FacilityId> into = FacilityId();
      std::optional<SettlementId> to = SettlementId();
      if (row.change.kind == ChangeKind::merge) into = stands(cells, "target", row.target, row.change.month);
      if (row.change.kind == ChangeKind::move) to = new_place(cells, row);
      if (!facility || !into || !to) continue;
      row.change.facility = *facility;
      row.change.into = *into;
      row.change.to = *to;
      check(cells, row);
      if (!cells.ok()) continue;
      scenario_.changes.push_back(row.change);
      tables_.changes.rows.push_back(row.row);
      if (row.change.kind == ChangeKind::close || row.change.kind == ChangeKind::merge) gone_.emplace(row.facility, cells.place("month"));
    }
  }

 private:
  void read_value(CellReader& cells, ChangeRow& row) {
    const ChangeKind kind = row.change.kind;
    if (takes_value(kind)) {
      row.change.value = static_cast<std::int32_t>(cells.integer("value", kind == ChangeKind::beds ? kBedsLeft : kPercent));
    } else if (!cells.empty("value")) {
      cells.report("scenario.change", "value", fmt::format("a change '{}' has no use for a value", name_of(kind)),
                   "beds says how many there are from then on, hours how many per cent; the others leave the cell empty");
    }
  }

  /// The settlement to which a facility of the start moves; nothing where the move is refused.
  std::optional<SettlementId> new_place(CellReader& cells, const ChangeRow& row) {
    const auto settlement = tables_.settlement_codes.resolve(cells, "target", row.target, "scenario.unknown-settlement", "settlement");
    const std::optional<std::size_t> old = existing(row.facility);
    if (!old) {
      const bool project =
          std::any_of(scenario_.projects.begin(), scenario_.projects.end(), [&](const Project& p) { return p.id == row.facility; });
      if (project) {
        cells.report("scenario.change", "facility", fmt::format("'{}' is a project and does not move", row.facility),
                     "a project stands where its row says; what stands at the start may move");
      }
      return std::nullopt;
    }
    if (!settlement) return std::nullopt;
    const FacilityKind kind = scenario_.existing[*old].kind;
    if (is_hub(kind)) {
      cells.report("scenario.change", "facility",
                   fmt::format("'{}' is a {}: the centre of a town does not move", row.facility, name_of(kind)));
      return std::nullopt;
    }
    const SettlementId to(*settlement);
    check_fit(cells, kind, to, scenario_, tables_);
    return to;
  }

  [[nodiscard]] std::optional<std::size_t> existing(std::string_view id) const {
    for (std::size_t f = 0; f < scenario_.existing.size(); ++f) {
      if (scenario_.existing[f].id == id) return f;
    }
    return std::nullopt;
  }

  /// What a month of the column `closes` of its table says of a facility.
  static void refuse_closed(CellReader& cells, std::string_view column, const std::string& id, std::optional<YearMonth> closes,
                            YearMonth month) {
    if (!closes || *closes > month) return;
    cells.report("scenario.change", column, fmt::format("'{}' is no more by then", piece(id)),
                 fmt::format("its own row says that it closes in {}", year_month_text(*closes)));
  }

  /// The facility of a name as it stands in the month of the row.
  std::optional<FacilityId> stands(CellReader& cells, std::string_view column, const std::string& id, YearMonth month) {
    if (const auto gone = gone_.find(id); gone != gone_.end()) {
      cells.report("scenario.change", column, fmt::format("'{}' is no more by then", piece(id)), "",
                   {{"it closes or is merged", gone->second}});
      return std::nullopt;
    }
    if (const auto old = existing(id)) {
      refuse_closed(cells, column, id, scenario_.existing[*old].closes, month);
      return FacilityId(*old);
    }
    for (std::size_t p = 0; p < scenario_.projects.size(); ++p) {
      if (scenario_.projects[p].id != id) continue;
      refuse_closed(cells, column, id, scenario_.projects[p].closes, month);
      return FacilityId(scenario_.existing.size() + p);
    }
    // Its row may be one that could not be read.
    if (tables_.facility_ids.place(id) && !(tables_.existing.usable() && tables_.projects.usable())) return std::nullopt;
    cells.report("scenario.unknown-facility", column, fmt::format("'{}' is neither a facility of the start nor a project", piece(id)),
                 cells.crowded() ? "" : suggestion(id, candidates_));
    return std::nullopt;
  }

  [[nodiscard]] FacilityKind kind_of(FacilityId id) const {
    const std::size_t first = scenario_.existing.size();
    return id.index() < first ? scenario_.existing[id.index()].kind : scenario_.projects[id.index() - first].kind;
  }

  void check(CellReader& cells, const ChangeRow& row) const {
    const FacilityKind kind = kind_of(row.change.facility);
    const auto refuse = [&](std::string_view column, std::string message, std::string help) {
      cells.report("scenario.change", column, std::move(message), std::move(help));
    };
    for (const Project& project : scenario_.projects) {
      if (project.converts.empty() || row.change.kind == ChangeKind::close) continue;
      for (const auto& [column, name] : {std::pair("facility", &row.facility), std::pair("target", &row.target)}) {
        if (project.converts != *name) continue;
        refuse(column, fmt::format("'{}' becomes part of '{}'", *name, project.id),
               "let the change be one of the centre, or take the home out of its column converts");
      }
    }
    if (row.change.kind == ChangeKind::hours && kind == FacilityKind::care_home) {
      refuse("kind", fmt::format("'{}' is a care_home, which is open day and night", row.facility), "write beds, or close");
    }
    if (row.change.kind == ChangeKind::beds && is_spoke(kind)) {
      refuse("kind", fmt::format("'{}' is a {} and has no beds", row.facility, name_of(kind)), "write hours, or close");
    }
    if (row.change.kind != ChangeKind::merge) return;
    const FacilityKind other = kind_of(row.change.into);
    if (row.change.into == row.change.facility) refuse("target", fmt::format("'{}' would be merged into itself", row.facility), "");
    if (is_hub(kind)) refuse("facility", fmt::format("'{}' is a {}: a town keeps its centre", row.facility, name_of(kind)), "");
    if (kind != other && !(kind == FacilityKind::care_home && is_hub(other))) {
      refuse("target", fmt::format("a {} cannot become part of '{}', a {}", name_of(kind), row.target, name_of(other)),
             "it becomes part of one of its own kind; a care_home of a centre, too");
    }
  }

  Tables& tables_;
  Scenario& scenario_;
  std::map<std::string, Place, std::less<>> gone_;  ///< what is no more
  std::vector<Candidate> candidates_;
};

}  // namespace

void read_changes(Tables& tables, Scenario& scenario, Diagnostics& diagnostics) {
  ChangeTable table(tables, scenario);
  std::vector<ChangeRow> rows;
  read_rows(tables, "changes", tables.changes, rows, diagnostics, [&](CellReader& cells) { return table.read(cells); });
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].row = tables.changes.rows[i];
  if (!rows.empty()) table.resolve(std::move(rows), diagnostics);
}

}  // namespace eldercast
