#pragma once
/// What a schedule may decide: which projects can still be moved, to which months, and what each is expected to cost.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "api/money.hpp"
#include "engine/build/building_site.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// A project that a schedule may move.
struct Choice {
  ProjectId project;
  std::string id;
  FacilityKind kind = FacilityKind::village_point;
  TownId town;
  Fen standard_cost;            ///< expected in the size of the standard, without overrun
  PlannedOpening plan;          ///< what the scenario plans
  std::vector<Month> openings;  ///< that a schedule may give it, one a calendar year, ascending
  std::vector<PerMille> sizes;  ///< that a schedule may give it, the plan's first

  /// Expected cost in a size.
  [[nodiscard]] Fen cost(PerMille size) const { return Fen{scaled(standard_cost.value, size)}; }
  [[nodiscard]] Fen cost(const PlannedOpening& opening) const { return opening.built() ? cost(opening.size) : Fen{}; }
};

/// How the choices are planned, in their order. What is not built has the size kNormal.
using Openings = std::vector<PlannedOpening>;

struct Choices {
  std::vector<Choice> movable;       ///< in the order of the table of projects
  std::vector<PlannedOpening> plan;  ///< of all projects, as build_plan() gives them
  std::int32_t first_year = 0;       ///< calendar year in which the run starts
  std::int32_t years = 0;            ///< calendar years of the run
  std::int32_t start_month = 0;      ///< months of the first year before the run
  Month last;                        ///< last month of the run
  std::vector<Month> earliest;       ///< by choice: first month in which it can open if it starts when it may

  /// Position of the calendar year of a month of the run.
  [[nodiscard]] std::size_t year_of(Month month) const { return static_cast<std::size_t>((month.value + start_month) / 12); }
  /// The plan's own openings of the choices.
  [[nodiscard]] Openings plan_openings() const;
  /// Openings of all projects, for a replicate: what is moved, and kAsPlanned of all that is where the plan has it.
  [[nodiscard]] std::vector<PlannedOpening> all_openings(const Openings& openings) const;
};

/// The choices of a scenario. A project can be moved unless it is reported as built or had to start before `first_start` to open when it is
/// planned. It keeps its calendar month and changes the year; a project that the scenario leaves out gets the middle month of those in
/// which projects open. An opening may be planned in any year in which the project can start from `first_start` on and, at the median of
/// its duration without slip, open within the run.
[[nodiscard]] Choices choices_of(const Scenario& scenario, Month first_start, std::span<const PerMille> sizes = {});

}  // namespace eldercast
