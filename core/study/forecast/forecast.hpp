#pragma once
/// A forecast of open facilities, month by month, as of a date; and the two simple ones that it has to beat.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "output/render/document.hpp"
#include "study/forecast/city_world.hpp"
#include "study/forecast/forecast_tables.hpp"

namespace eldercast {

/// Levels of the quantiles that a forecast file holds.
inline constexpr std::array kForecastLevels{0.05, 0.25, 0.50, 0.75, 0.95};

/// Quantiles of a kind in a month, as shares of its denominator, in the order of kForecastLevels.
struct ForecastRow {
  FacilityKind kind = FacilityKind::street_centre;
  YearMonth month;
  std::array<double, kForecastLevels.size()> quantiles{};
};

struct Forecast {
  YearMonth as_of;
  std::vector<ForecastRow> rows;  ///< kind by kind, month by month
  std::int64_t worlds = 0;
  double effective_worlds = 0;  ///< (sum of weights)^2 / sum of squared weights: how many are left after what was counted
  int left_out = 0;             ///< rows of the tables that became known later
};

struct ForecastRequest {
  YearMonth first;
  YearMonth last;
  std::int64_t worlds = 50'000;
  std::uint64_t seed = 1;
  std::function<void()> step;  ///< called after each hundredth of the worlds
};

/// What stands in place of a forecast: everything in the plan opens evenly by its month (`plan`), or the number of the last twelve months
/// before the last count goes on for ever, up to what there can be (`pace`).
enum class Naive : unsigned char { plan, pace };

/// Draws the worlds, weighs each by what was counted, and reads off the weighted quantiles: the smallest value of which at least the level
/// lies at or below. The same request gives the same numbers.
[[nodiscard]] Forecast make_forecast(const ForecastTables& tables, const ForecastRequest& request);
/// The simple forecast: all quantiles are the one number. Of several readings of a plan the weightiest counts, of a range the middle.
[[nodiscard]] Forecast naive_forecast(const ForecastTables& tables, const ForecastRequest& request, Naive naive);

/// The file: kind,month,p5,p25,p50,p75,p95, shares with four decimals.
[[nodiscard]] std::string forecast_csv(const Forecast& forecast);
/// The quantiles at each year's end and in the last month.
[[nodiscard]] Document document_of(const Forecast& forecast);
/// What a forecast file begins with.
inline constexpr std::string_view kForecastHeader = "kind,month,p5,p25,p50,p75,p95\n";

}  // namespace eldercast
