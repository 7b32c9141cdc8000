#pragma once
/// Forecast files and tables of what came, read back, and how good forecasts were: coverage of intervals, continuous ranked probability
/// score, bias.
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "output/render/document.hpp"
#include "scenario/source/diagnostic.hpp"
#include "study/forecast/forecast.hpp"

namespace eldercast {

/// What came: open facilities as a share of the denominator of the forecast.
struct OutcomeRow {
  FacilityKind kind = FacilityKind::street_centre;
  YearMonth month;
  double value = 0;
};

/// Reads a file as forecast_csv() writes it. Nothing, with diagnostics, if anything is wrong: quantiles that fall with their level
/// (scenario.range), a month of a kind twice (scenario.duplicate), and all that stops a table of a scenario.
[[nodiscard]] std::optional<std::vector<ForecastRow>> read_forecast(const std::filesystem::path& file, Diagnostics& diagnostics);
/// Reads a table with the columns kind, month, value, source, and note if there is one.
[[nodiscard]] std::optional<std::vector<OutcomeRow>> read_outcome_rows(const std::filesystem::path& file, Diagnostics& diagnostics);

/// The continuous ranked probability score of the distribution whose quantile function is linear between the given quantiles, with what
/// lies below the first level at the first quantile and above the last at the last: the integral over levels of twice the quantile score
/// (Gneiting and Raftery 2007), in closed form piece by piece. It is in the unit of the values and 0 at best; of a single number it is the
/// absolute error. `levels` and `quantiles` ascend and are equally many.
[[nodiscard]] double crps_of_quantiles(std::span<const double> levels, std::span<const double> quantiles, double outcome);

/// Scores over the outcomes that a forecast has a row for.
struct Score {
  int outcomes = 0;
  double in_half = 0;    ///< share that lies within the quarter points, ends included; 0.5 is right
  double in_ninety = 0;  ///< share that lies within p5 and p95; 0.9 is right
  double crps = 0;       ///< mean
  double bias = 0;       ///< mean of median less outcome
};

/// Scores of one forecast file.
struct ForecastScore {
  std::string name;
  PerPool<Score> kinds;
  Score all;
  int without_row = 0;  ///< outcomes of a month or kind that the forecast does not have
};

[[nodiscard]] ForecastScore score_forecast(std::string name, std::span<const ForecastRow> forecast, std::span<const OutcomeRow> outcomes);

/// A row a forecast and kind, and JSON ("format": "eldercast-score", "version": 1).
[[nodiscard]] Document document_of(std::span<const ForecastScore> scores);
[[nodiscard]] std::string render_json(std::span<const ForecastScore> scores);

}  // namespace eldercast
