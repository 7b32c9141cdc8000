#pragma once
/// The answer of a run in numbers: computed from outcomes, shown as text or JSON. Failed replicates are left out of every number.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "model/scenario.hpp"
#include "output/answer/target_report.hpp"
#include "output/description.hpp"
#include "output/statistics.hpp"

namespace eldercast {

/// The state at the end of one calendar year (or at the run's last month).
struct SummaryYear {
  int year = 0;
  PerEnum<SettlementKind, PerEnum<CoverageReading, Estimate>> settlements_covered;  ///< settlements
  PerEnum<CoverageStrength, Estimate> residents_covered;                            ///< share of the residents aged 60 and over
  Estimate residents;                                                               ///< persons aged 60 and over
  PerEnum<Need, Estimate> residents_by_need;
};

/// How often a coverage target (G1, G2) is met at the end of its year. Shares of the replicates, 0 to 1.
struct SummaryTarget {
  struct Met {
    double strict = 0;     ///< every settlement is covered
    double basically = 0;  ///< at least the share `basically` of the targets is covered
  };
  std::string id;
  SettlementKind kind = SettlementKind::community;
  int year = 0;
  bool assessed = false;  ///< false: the run does not reach that year, or there is no such settlement
  PerEnum<CoverageReading, Met> met;
};

/// Demand at the run's end.
struct SummaryDemand {
  std::string id;
  std::string name_zh;
  std::string name_en;
  bool list = false;                      ///< of a service: being on a list, and no care
  PerEnum<DemandCount, Estimate> counts;  ///< persons
  std::optional<Estimate> way_minutes;    ///< of a service: mean way between home and place of those served, one way; NaN if nobody is
};

/// Beds at the run's end, and the two simple models that planners use instead.
struct SummaryBeds {
  Estimate open;
  Estimate staffed;
  Estimate occupied;
  Estimate vacant;  ///< staffed and not occupied
  PerEnum<BedType, PerEnum<BedCount, Estimate>> by_type;
  PerEnum<BedType, Estimate> vacant_by_type;
  Estimate vacant_elsewhere;                             ///< of the vacant ones: in towns in which nobody is short of a bed
  Estimate occupancy;                                    ///< occupied / open, 0 to 1; NaN without beds
  PerEnum<ShortfallCause, Estimate> shortfall_by_cause;  ///< distinct persons
  Estimate shortfall;
  /// Beds by the fixed ratio, less the open beds: beds_per_1000 x residents aged 60 and over / 1000 - open. Negative: more beds than that.
  Estimate fixed_ratio_gap;
  /// Beds by the average flow (Little's law), less the open beds: new seekers of a bed a month x mean stay in months - open. New seekers
  /// are the mean of the last twelve months of the run, of the service that SummaryDemand lists by group.
  Estimate average_flow_gap;
  Estimate new_seekers_per_month;
  double beds_per_1000 = 0;
  double stay_months = 0;
};

/// Money over the whole run, in yuan.
struct SummaryMoney {
  Estimate accrued;
  Estimate paid;
};

/// What was booked under one clause of the plan.
/// A figure of a rule's own over the run: the sum of its months, or its last one.
struct SummaryRuleFigure {
  RuleFigureLine line;
  Estimate value;
};

struct SummaryClause {
  std::string clause;
  SummaryMoney money;
};

/// The lottery welfare fund, in yuan.
struct SummaryFund {
  Estimate received;   ///< over the run
  Estimate committed;  ///< over the run
  Estimate left;       ///< at its end: kept and not spent
  Estimate part_left;  ///< of what was received, 0 to 1; NaN where nothing was
};

/// A settlement that is without a facility at the end in some replicates.
struct SummaryUncovered {
  Text settlement;
  Text town;
  SettlementKind kind = SettlementKind::village;
  PerEnum<CoverageReading, double> share_without;  ///< of the replicates
};

/// Facilities that are open at the run's end but covered on paper only. One with two reasons counts under both.
struct SummaryPaper {
  Estimate facilities;
  Estimate open;  ///< all open facilities of the plan, without care homes
  PerEnum<PaperReason, Estimate> by_reason;
  Estimate centre_closed;  ///< without a working hub because their town has no open centre
};

/// What the district costs a year after the run, from accrued money, in yuan: twelve times the last month for running, services, allowances
/// and interest, the last twelve months for awards and training.
struct SummaryRecurrent {
  int from_year = 0;
  Estimate total;
  Estimate public_money;  ///< of the payers that are is_public()
  PerEnum<Payer, Estimate> by_payer;
};

/// Occupancy at which the fees of a centre cover its cost, over the open centres of a replicate.
struct SummaryBreakEven {
  Estimate centres;
  Estimate median;  ///< share of the beds, 0 to 1; above 1: never by beds alone
  Estimate never;   ///< centres whose share is above 1
};

/// How the run went, at the ends of equal steps: the last point is the run's last month.
struct SummaryTrend {
  int months_a_point = 0;
  PerEnum<SettlementKind, std::vector<double>> covered;  ///< mean settlements with a facility of their own
  std::vector<double> bed_shortfall;                     ///< mean persons
};

/// How much of the variance over replicates is of the uncertain parameters, see split_variance(); NaN: not known.
struct SummaryDoubt {
  double money = kUnknown;      ///< of all money over the run
  double shortfall = kUnknown;  ///< of the people who need a bed at the end and have none
};

struct Summary {
  std::string scenario_id;
  std::string name_zh;
  std::string name_en;
  std::string digest;
  YearMonth start;
  YearMonth end;
  std::uint64_t seed = 0;
  int replicates = 0;  ///< that ended well
  int replicates_failed = 0;
  int uncertain_parameters = 0;  ///< that vary between replicates, too: see Description
  std::string first_failure;     ///< empty if none failed
  SummaryDoubt doubt;

  PerEnum<SettlementKind, int> settlements;  ///< how many there are
  double basically = 0;
  std::vector<SummaryYear> years;
  SummaryTrend trend;
  std::vector<SummaryTarget> settlement_targets;  ///< G1, G2
  TargetReport targets;

  std::string bed_service;  ///< id of the service whose demand is listed by group: the one given in a bed, with the first id; empty if
                            ///< there is none
  std::vector<SummaryDemand> bed_demand_by_group;  ///< in enumerator order
  std::vector<SummaryDemand> demand_by_service;    ///< in the scenario's order
  SummaryBeds beds;

  OwnNames names;  ///< payers, purposes and roles that the scenario names
  PerEnum<Payer, SummaryMoney> by_payer;
  SummaryMoney money;
  std::vector<SummaryRuleFigure> rule_figures;
  std::vector<SummaryClause> by_clause;  ///< money under no clause comes first and has an empty name
  Estimate prefinancing_peak;            ///< highest month-end balance of all towns together, yuan
  Estimate grants_waiting_peak;  ///< of that what grants will repay: the most that is owed to towns for building at a month's end, yuan
  Estimate towns_for_good;       ///< building that towns have paid by the end and nobody will repay, yuan
  Text largest_town;             ///< the town with the largest mean peak; empty if no town advances money
  Estimate largest_town_peak;    ///< its peak, yuan
  SummaryFund lottery_fund;
  PerEnum<WaitFor, Estimate> projects_waited;  ///< project-months of the run in which projects were due and did not start
  SummaryRecurrent recurrent;
  Estimate care_cost;         ///< figure care_cost.all over the run, yuan a person-year
  Estimate care_cost_public;  ///< figure care_cost.public
  SummaryBreakEven break_even;
  SummaryPaper paper;

  PerEnum<Role, PerEnum<StaffCount, Estimate>> staff;  ///< persons at the run's end

  std::vector<SummaryUncovered> uncovered;  ///< without a facility of their own in any replicate, the likeliest first
  Estimate uncovered_count;                 ///< how many are without; the mean is the sum of their shares
  bool siting_assumed = false;  ///< some sites follow the siting rule, so that names of settlements are assumed and only counts are facts
  std::vector<Text> data_gaps;
};

/// Building grants that have accrued by the end of a month and not been paid, of the payers that repay towns, in yuan.
[[nodiscard]] double grants_waiting_yuan(const Headline& headline, int month);
/// Staffed beds that stand empty at the end of the run in towns in which nobody is short of a bed.
[[nodiscard]] std::int64_t vacant_elsewhere(const Headline& headline, const Description& description);
/// The lottery welfare fund over the run.
[[nodiscard]] SummaryFund lottery_fund_of(const Description& description, std::span<const Outcome> outcomes);
/// Computes the summary. Outcomes must have the cubes that the description says; postings are not needed.
[[nodiscard]] Summary summarise(const Description& description, std::span<const Outcome> outcomes);
/// The same before a results file exists; the clauses are those of the outcomes.
[[nodiscard]] Summary summarise(const Scenario& scenario, std::span<const Outcome> outcomes);

/// The numbers as JSON: "format" is "eldercast-summary", "version" 3. Money in yuan; numbers that are not known are null.
[[nodiscard]] std::string render_json(const Summary& summary);

}  // namespace eldercast
