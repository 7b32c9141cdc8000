#pragma once
/// The part of a scenario that results need to be read: names, tables and targets. Made from a Scenario before a run, and from a results
/// file after it, so that the same summary can be computed from both.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "model/scenario.hpp"
#include "model/targets.hpp"

namespace eldercast {

struct TownLine {
  std::string code;
  std::string name_zh;
  std::string name_en;
  TownKind kind = TownKind::town;
  double lon = 0;
  double lat = 0;
  friend bool operator==(const TownLine&, const TownLine&) = default;
};

struct SettlementLine {
  std::string code;
  std::string name_zh;
  std::string name_en;
  TownId town;
  SettlementKind kind = SettlementKind::village;
  friend bool operator==(const SettlementLine&, const SettlementLine&) = default;
};

/// Existing facilities first, then one facility a project, as in the engine.
struct FacilityLine {
  std::string id;
  FacilityKind kind = FacilityKind::care_home;
  SettlementId settlement;
  bool siting_assumed = true;
  std::optional<YearMonth> gone = {};  ///< month from which a plan has it no more: it is closed, or merged into another; within the run
  friend bool operator==(const FacilityLine&, const FacilityLine&) = default;
};

struct ProjectLine {
  std::string id;
  FacilityKind kind = FacilityKind::village_point;
  SettlementId settlement;
  std::int32_t planned_year = 0;
  bool built = false;
  double confidence = 1;
  friend bool operator==(const ProjectLine&, const ProjectLine&) = default;
};

struct ServiceLine {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string unit;
  bool bed = false;                           ///< given in a bed of a facility
  bool needs_hub = false;                     ///< at a spoke only with a working hub
  bool list = false;                          ///< being on a list (a family doctor's), and no care
  PerEnum<Need, double> fee_yuan_month = {};  ///< what a user pays a month before any cover; 0 if another payer does, or it is not given
  friend bool operator==(const ServiceLine&, const ServiceLine&) = default;
};

/// What it costs a year to mend a facility that is covered on paper only.
struct MendCosts {
  double helper_yuan_year = 0;
  double carer_yuan_year = 0;
  double hub_yuan_year = 0;
  double station_yuan_year = 0;
};

/// Pensions of residents, see IncomeParameters. Shares 0: not known.
struct Incomes {
  double employee_share = 0;
  double employee_yuan_month = 0;
  double resident_share = 0;
  double resident_yuan_month = 0;
};

/// A figure of a rule's own.
struct RuleFigureLine {
  std::string id;  ///< "funding/area_grant.waiting"
  std::string unit;
  std::string name_zh;
  std::string name_en;
  FigureKind kind = FigureKind::sum;
  friend bool operator==(const RuleFigureLine&, const RuleFigureLine&) = default;
};

/// A parameter that has another value in every replicate or group of replicates.
struct DrawnParameter {
  std::string id;
  double low = 0;
  double high = 0;
  double mean = 0;  ///< of the values that the replicates had
};

struct Description {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string digest;
  std::string resolved_text;
  YearMonth start;
  YearMonth end;
  std::uint64_t seed = 0;
  std::vector<TownLine> towns;
  std::vector<SettlementLine> settlements;
  std::vector<FacilityLine> facilities;
  std::vector<ProjectLine> projects;
  std::vector<ServiceLine> services;
  std::vector<std::string> rules;
  std::vector<RuleFigureLine> rule_figures;  ///< of all rules, in their order
  std::vector<OwnTargetLine> own_targets;    ///< of all rules, in their order
  OwnNames names;                            ///< payers, purposes and roles beside the program's
  std::vector<std::string> clauses;          ///< Outcome::clauses; not known before the first outcome
  std::vector<ParameterOrigin> origins;
  std::vector<std::string> data_gaps;
  std::vector<std::string> data_gaps_zh;
  std::vector<DataTable> tables;
  TargetParameters targets;
  double bed_stay_months = 0;
  MendCosts mend;
  Incomes incomes;
  std::int32_t uncertain_parameters = 0;  ///< that have another value in every replicate or group of replicates: intervals hold them, too
  std::vector<DrawnParameter> drawn;      ///< those parameters; empty before a run, and where all replicates have the scenario's values
  std::int32_t replicates_a_draw = 1;     ///< with the same values of those, one after the other

  /// Number of simulated months.
  [[nodiscard]] int months() const { return end - start + 1; }
  /// Number of calendar years that the run touches.
  [[nodiscard]] int years() const { return end.year() - start.year() + 1; }
  /// Number of two-month periods of the progress report; the last one may have a single month.
  [[nodiscard]] int periods() const { return (months() + 1) / 2; }
  /// The month index (from the start) at whose end the period ends.
  [[nodiscard]] int last_month_of_period(int period) const;
  /// The month index (from the start) whose state stands for calendar year number `year`: its December or the run's last month.
  [[nodiscard]] int last_month_of_year(int year) const;
};

/// What results keep of a scenario.
[[nodiscard]] Description describe(const Scenario& scenario);

/// The targets of a run with the numbers by which they are judged.
[[nodiscard]] inline std::vector<JudgedTarget> judged_targets(const Description& description) {
  return judged_targets(description.targets, description.own_targets);
}

/// "2019-01".
[[nodiscard]] std::string text_of(YearMonth month);

}  // namespace eldercast
