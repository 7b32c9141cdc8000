#include <fmt/format.h>

#include "output/render/text_cells.hpp"
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

std::string render_text(const Forecast& forecast) {
  std::string out = fmt::format("FORECAST 预测  open facilities as a share, as of {}\n", year_month_text(forecast.as_of));
  out += fmt::format("{} worlds, {:.0f} left by what was counted; {} rows that became known later left out\n", forecast.worlds,
                     forecast.effective_worlds, forecast.left_out);
  std::vector<std::vector<std::string>> table{{"kind", "month", "5%", "25%", "50%", "75%", "95%"}};
  for (std::size_t r = 0; r < forecast.rows.size(); ++r) {
    const ForecastRow& row = forecast.rows[r];
    const bool last_of_kind = r + 1 == forecast.rows.size() || forecast.rows[r + 1].kind != row.kind;
    if (row.month.month() % 6 != 0 && !last_of_kind) continue;
    std::vector<std::string> line{std::string(name_of(row.kind)), year_month_text(row.month)};
    for (const double quantile : row.quantiles) line.push_back(fmt::format("{:.3f}", quantile));
    table.push_back(std::move(line));
  }
  return out + table_text(table);
}

}  // namespace eldercast
