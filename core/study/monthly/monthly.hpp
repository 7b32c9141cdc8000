#pragma once
/// The two-monthly report of a plan under way (S1): plan, actual and forecast by town and period, and the chance of each target as it
/// looked on each date.
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "model/scenario.hpp"
#include "model/targets.hpp"
#include "output/description.hpp"
#include "output/render/document.hpp"
#include "output/statistics.hpp"

namespace eldercast {

/// One figure of a place at the end of a period.
struct MonthlyFigure {
  std::optional<double> actual;      ///< observed by as_of; of facilities what is known of projects, of a district the sum of its towns
  std::optional<Estimate> forecast;  ///< where nothing was observed
};

/// A place at the end of a period of two months.
struct MonthlyRow {
  std::string period;          ///< "2021-05/06"
  YearMonth month;             ///< the last of the period
  std::optional<TownId> town;  ///< absent: the district
  std::string code;            ///< of the town; empty: the district
  std::string name_zh;
  std::string name_en;
  double planned = 0;                        ///< facilities
  PerEnum<Progress, MonthlyFigure> figures;  ///< facilities_planned is `planned`
};

/// The chance of a target as of one date.
struct TargetAsOf {
  std::optional<YearMonth> as_of;  ///< absent: nothing was known
  std::optional<double> met;       ///< share of replicates that meet it when it is due
  Estimate value;                  ///< when it is due, or at the end of the run
};

struct MonthlyTarget {
  JudgedTarget about;
  std::vector<TargetAsOf> dates;  ///< by date
};

/// What all delays of projects were multiplied by in runs as of a date, as learnt from what was seen until then.
struct PaceAsOf {
  YearMonth as_of;
  Estimate pace;
};

struct MonthlyReport {
  std::string name_zh;
  std::string name_en;
  YearMonth as_of;
  int replicates = 0;
  std::vector<MonthlyRow> rows;  ///< period by period: every town, the district last
  std::vector<MonthlyTarget> targets;
  Spread pace_before;           ///< before anything was seen: median, tenth and ninetieth percentile
  std::vector<PaceAsOf> paces;  ///< by date; empty where the scenario has no pace to learn (schedule.common_slip without a width)
};

/// How the outcomes of a scenario are come by, without detail.
using RunScenario = std::function<std::vector<Outcome>(const std::shared_ptr<const Scenario>&)>;

/// The rows of a run as of its scenario's as_of. Facilities of periods that are known are those of the runs, which are as observed. Money
/// goes on from what was last observed; other figures are the runs' own, into which carers in post and graduates were put as observed.
[[nodiscard]] std::vector<MonthlyRow> monthly_rows(const Scenario& scenario, const Description& description,
                                                   std::span<const Outcome> outcomes);

/// What runs as of the scenario's as_of learnt of the pace, at their end; empty where there is nothing to learn, or no replicate ended
/// well.
[[nodiscard]] std::vector<PaceAsOf> learnt_pace(const Scenario& scenario, const Description& description,
                                                std::span<const Outcome> outcomes);

/// Runs the scenario as of each of the dates, the last of which is the report's. Dates ascend; absent: nothing is known.
[[nodiscard]] MonthlyReport make_monthly(const std::shared_ptr<const Scenario>& scenario, std::span<const std::optional<YearMonth>> dates,
                                         const RunScenario& run);

/// What is shown: the periods of one place, and all towns at the end of one of them.
struct MonthlyView {
  std::optional<TownId> town;       ///< its periods; absent: those of the district, and the towns
  std::optional<YearMonth> period;  ///< the towns at the end of the period that holds this month, alone; absent: the last that is known
};
/// Money in 10,000 yuan.
[[nodiscard]] Document document_of(const MonthlyReport& report, const MonthlyView& view);
/// "format" is "eldercast-monthly", "version" 1; money in yuan.
[[nodiscard]] std::string render_json(const MonthlyReport& report);
/// period,town,name_zh,item,plan,actual,forecast,low,high: every row and figure.
[[nodiscard]] std::string monthly_csv(const MonthlyReport& report);
/// What such a file begins with.
inline constexpr std::string_view kMonthlyHeader = "period,town,name_zh,item,plan,actual,forecast,low,high\n";

/// The towns, Scenario::as_of and the observed figures of places (not of projects: the runs have them) of the scenario inside a results
/// file; nothing if it was run without as_of. What cannot be read is left out: the file was checked when it was run.
[[nodiscard]] std::optional<Scenario> stored_past(const Description& description);

}  // namespace eldercast
