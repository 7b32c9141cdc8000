#include <map>
#include <tuple>

#include <fmt/format.h>

#include "scenario/parameters/parameter_value.hpp"
#include "scenario/tables/tables.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

constexpr Limits kObservedYuan{0, 1e13};
constexpr Limits kObservedCount{0, 10'000'000};

/// Rows of the table of what was observed.
class ObservedTable {
 public:
  ObservedTable(const Tables& tables, const Scenario& scenario) : tables_(tables) {
    for (std::size_t p = 0; p < scenario.projects.size(); ++p) {
      projects_.emplace(scenario.projects[p].id, p);
      candidates_.push_back({scenario.projects[p].id, ""});
      ids_.push_back(scenario.projects[p].id);
    }
    for (std::size_t t = 0; t < scenario.towns.size(); ++t) names_.emplace(scenario.towns[t].name_zh, t);
  }

  Observation read(CellReader& cells) {
    Observation out;
    out.what = cells.choice<ObservedWhat>("what");
    const std::string month = cells.text("month");
    const auto parsed = parse_year_month(month);
    if (!parsed && !month.empty()) {
      cells.report("scenario.type", "month", fmt::format("'{}' is not a year and month", piece(month)), "write it as 2021-06");
    }
    out.month = parsed.value_or(YearMonth());
    static_cast<void>(cells.text("source"));
    if (!cells.ok()) return out;
    if (of_project(out.what)) {
      read_project(cells, out);
    } else {
      read_figure(cells, out);
    }
    if (cells.ok()) only_once(cells, out);
    if (cells.ok() && of_project(out.what)) refuse_contradiction(cells, out);
    return out;
  }

 private:
  void read_project(CellReader& cells, Observation& out) {
    const std::string id = cells.text("place");
    if (!cells.empty("value")) {
      cells.report("scenario.number", "value", fmt::format("'{}' has no value: it happened in its month", name_of(out.what)),
                   "leave the cell empty");
    }
    out.value = 1;
    const auto found = projects_.find(id);
    if (found != projects_.end()) {
      out.project = ProjectId(found->second);
    } else if (!id.empty() && tables_.projects.usable()) {
      cells.report("scenario.unknown-facility", "place",
                   fmt::format("'{}' is not a project of {}", piece(id), tables_.projects.table->source()->name()),
                   cells.crowded() ? "" : suggestion(id, candidates_));
    } else {
      cells.refuse();
    }
  }

  void read_figure(CellReader& cells, Observation& out) {
    out.value = cells.number("value", out.what == ObservedWhat::money_paid_yuan ? kObservedYuan : kObservedCount);
    if (cells.empty("place")) return;
    const std::string town = cells.text("place");
    if (const auto named = names_.find(town); named != names_.end()) {
      out.town = TownId(named->second);
    } else if (const auto coded = tables_.town_codes.resolve(cells, "place", town, "scenario.unknown-town", "town")) {
      out.town = TownId(*coded);
    } else {
      cells.refuse();
    }
  }

  /// A project opens once; a figure of a place has one value a month.
  void only_once(CellReader& cells, const Observation& out) {
    const auto month = of_project(out.what) ? YearMonth() : out.month;
    const auto key = std::tuple(out.what, month, out.project, out.town);
    const auto [first, fresh] = seen_.try_emplace(key, cells.place("what"));
    if (!fresh) cells.report("scenario.duplicate", "what", "this is told twice", "", {{"it is told first", first->second}});
  }

  /// What is told of one project must be possible together: it opens or is given up, and works begin before either.
  void refuse_contradiction(CellReader& cells, const Observation& out) {
    const std::string& id = ids_[out.project.index()];
    for (const Told& other : told_[out.project.index()]) {
      const bool ends_twice = out.what != ObservedWhat::begun && other.what != ObservedWhat::begun;
      const bool begins_late =
          (out.what == ObservedWhat::begun && out.month > other.month) || (other.what == ObservedWhat::begun && other.month > out.month);
      if (!ends_twice && !begins_late) continue;
      cells.report(
          "scenario.date", "what",
          ends_twice
              ? fmt::format("'{}' cannot have opened and been given up", piece(id))
              : fmt::format("works of '{}' cannot begin after it {}", piece(id),
                            (out.what == ObservedWhat::begun ? other.what : out.what) == ObservedWhat::opened ? "opened" : "was given up"),
          ends_twice ? "keep the row that holds today" : "correct one of the months",
          {{fmt::format("'{}' is told here", name_of(other.what)), other.place}});
      return;
    }
    told_[out.project.index()].push_back({out.what, out.month, cells.place("what")});
  }

  struct Told {
    ObservedWhat what;
    YearMonth month;
    Place place;
  };

  const Tables& tables_;
  std::map<std::string, std::size_t, std::less<>> projects_;
  std::map<std::string, std::size_t, std::less<>> names_;
  std::vector<Candidate> candidates_;
  std::vector<std::string> ids_;
  std::map<std::size_t, std::vector<Told>> told_;  ///< by project
  std::map<std::tuple<ObservedWhat, YearMonth, ProjectId, TownId>, Place> seen_;
};

}  // namespace

void read_observed(Tables& tables, Scenario& scenario, Diagnostics& diagnostics) {
  ObservedTable table(tables, scenario);
  read_rows(tables, "observed", tables.observed, scenario.observed, diagnostics, [&](CellReader& cells) { return table.read(cells); });
}

}  // namespace eldercast
