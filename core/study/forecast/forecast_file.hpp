#pragma once
/// Forecast files and tables of what came, read back.
#include <filesystem>
#include <optional>
#include <vector>

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

}  // namespace eldercast
