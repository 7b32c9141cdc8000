#include <fmt/format.h>

#include "scenario/parameters/parameter_value.hpp"
#include "study/forecast/forecast.hpp"

namespace eldercast {

std::string forecast_csv(const Forecast& forecast) {
  std::string out(kForecastHeader);
  for (const ForecastRow& row : forecast.rows) {
    out += fmt::format("{},{}", name_of(row.kind), year_month_text(row.month));
    for (const double quantile : row.quantiles) out += fmt::format(",{:.4f}", quantile);
    out += "\n";
  }
  return out;
}

}  // namespace eldercast
