#pragma once
/// What a forecast of a city's pools of projects is made from: five tables whose rows say since when they were known.
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/scenario.hpp"
#include "scenario/source/diagnostic.hpp"

namespace eldercast {

/// The kinds of facility that are forecast: those of the plan.
inline constexpr std::array kForecastKinds{FacilityKind::street_centre, FacilityKind::community_station, FacilityKind::town_centre,
                                           FacilityKind::village_point};
/// A value of each of them, in this order: the first enumerators of FacilityKind.
template <class T>
using PerPool = std::array<T, kForecastKinds.size()>;

/// How far a project is on the date of a count of stages.
enum class Stage : unsigned char { accepted, building, sited, unsited };
template <>
struct Names<Stage> {
  static constexpr std::array<std::string_view, 4> kText{"accepted", "building", "sited", "unsited"};
};

/// What a row of plans.csv is: facilities that stood at the end of a month, what is to be added by it, or the number in all that the
/// authority itself names for it.
enum class PlannedAs : unsigned char { stock, add, aim };
template <>
struct Names<PlannedAs> {
  static constexpr std::array<std::string_view, 3> kText{"stock", "add", "aim"};
};

struct PoolPlan {
  PlannedAs part = PlannedAs::stock;
  YearMonth due;
  Spread facilities;  ///< a stock that is not counted has a range
};

/// One reading of what is planned for a kind, where the sources leave several.
struct PlanVariant {
  std::string name;
  double weight = 1;
  std::vector<PoolPlan> rows;
};

/// Projects of the year's plan that were in one stage at the end of `month`.
struct StageCount {
  YearMonth month;
  Stage stage = Stage::accepted;
  double projects = 0;
};

/// Facilities counted open; the count is of the end of a month from `earliest` to `month`, whichever it was.
struct OpenCount {
  YearMonth earliest;
  YearMonth month;
  double open = 0;
};

/// A judged value with its tenth and ninetieth percentile, for each kind.
using Judged = PerPool<Spread>;

struct ForecastParameters {
  Judged prepare_months, build_months, slip_ratio, common_slip, kind_slip, year_end_share, pull_months, campaign_probability,
      interim_campaign_probability, campaign_share, never_built_share, unsited_wait_months, opening_skew, outbreak_months, wave_probability,
      wave_months, growth_probability, growth_per_year, closed_per_year, count_error, aim_binds_probability;
};

struct Pool {
  double denominator = 0;  ///< what the forecast is a share of
  double most = 0;         ///< facilities that there could be at most
  std::vector<PlanVariant> variants;
  std::vector<StageCount> stages;  ///< of one month, those of the latest count
  std::vector<OpenCount> counts;   ///< by month
};

struct ForecastTables {
  YearMonth as_of;
  PerPool<Pool> pools;
  ForecastParameters parameters;
  int left_out = 0;  ///< rows that became known later
};

/// Reads kinds.csv, plans.csv, stages.csv, counts.csv and parameters.csv of a folder as they were known at the end of the month `as_of`: a
/// row whose column `known` is later is left out, whatever it says. Nothing, with diagnostics, if anything is wrong: what stops a table of
/// a scenario, an unknown parameter (scenario.choice), one that is absent (scenario.required), percentiles out of order (scenario.range).
[[nodiscard]] std::optional<ForecastTables> read_forecast_tables(const std::filesystem::path& folder, YearMonth as_of,
                                                                 Diagnostics& diagnostics);

}  // namespace eldercast
