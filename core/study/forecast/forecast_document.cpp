#include <fmt/format.h>

#include "output/description.hpp"
#include "output/render/words.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "study/forecast/forecast.hpp"

namespace eldercast {

Document document_of(const Forecast& forecast) {
  Document out;
  out.title = worded("预测：开放设施占比，按{}所知", "Forecast: open facilities as a share, as of {}", text_of(forecast.as_of));
  out.say(worded("{}个世界，按统计加权后相当于{:.0f}个；略去其后才知的{}行",
                 "{} worlds, {:.0f} left by what was counted; {} rows that became known later left out", forecast.worlds,
                 forecast.effective_worlds, forecast.left_out));
  Table table{"forecast", "预测", "", ""};
  table.columns = {{"kind", "类型", "kind", "", CellFormat::text}, {"month", "月份", "month", "", CellFormat::month}};
  for (const char* level : {"5%", "25%", "50%", "75%", "95%"}) table.columns.push_back({level, level, level, "1", CellFormat::whole});
  for (std::size_t r = 0; r < forecast.rows.size(); ++r) {
    const ForecastRow& row = forecast.rows[r];
    const bool last_of_kind = r + 1 == forecast.rows.size() || forecast.rows[r + 1].kind != row.kind;
    if (row.month.month() % 6 != 0 && !last_of_kind) continue;
    std::vector<Cell> line{words_of(row.kind), row.month};
    for (const double quantile : row.quantiles) line.emplace_back(fmt::format("{:.3f}", quantile));
    table.rows.push_back(std::move(line));
  }
  out.add(std::move(table));
  return out;
}

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
