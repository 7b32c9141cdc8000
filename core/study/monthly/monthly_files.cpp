#include <fmt/format.h>

#include "output/render/json_numbers.hpp"
#include "study/monthly/monthly.hpp"

namespace eldercast {
namespace {

constexpr std::array kShownItems{Progress::facilities_open, Progress::money_paid_yuan, Progress::carers_in_post, Progress::staff_trained,
                                 Progress::places_used};

std::string number_of(double value) { return std::isnan(value) ? "" : fmt::format("{:.10g}", value); }

}  // namespace

std::string render_json(const MonthlyReport& report) {
  Json rows = Json::array();
  for (const MonthlyRow& row : report.rows) {
    Json one{
        {"period", row.period}, {"town", row.town ? Json(row.code) : Json(nullptr)}, {"name_zh", row.name_zh}, {"planned", row.planned}};
    for (const Progress item : kShownItems) {
      const MonthlyFigure& figure = row.figures[item];
      one[std::string(name_of(item))] = {{"actual", figure.actual ? Json(*figure.actual) : Json(nullptr)},
                                         {"forecast", figure.forecast ? json_of(*figure.forecast) : Json(nullptr)}};
    }
    rows.push_back(std::move(one));
  }
  Json targets = Json::array();
  for (const MonthlyTarget& target : report.targets) {
    Json dates = Json::array();
    for (const TargetAsOf& date : target.dates) {
      dates.push_back({{"as_of", date.as_of ? Json(text_of(*date.as_of)) : Json(nullptr)},
                       {"met", date.met ? Json(*date.met) : Json(nullptr)},
                       {"value", json_of(date.value)}});
    }
    targets.push_back({{"id", target.about.id},
                       {"threshold", target.about.threshold ? Json(*target.about.threshold) : Json(nullptr)},
                       {"due", text_of(target.about.due)},
                       {"dates", dates}});
  }
  Json paces = Json::array();
  for (const PaceAsOf& one : report.paces) paces.push_back({{"as_of", text_of(one.as_of)}, {"pace", json_of(one.pace)}});
  return json_text(Json{{"format", "eldercast-monthly"},
                        {"version", 1},
                        {"scenario", {{"name_zh", report.name_zh}, {"name_en", report.name_en}}},
                        {"as_of", text_of(report.as_of)},
                        {"replicates", report.replicates},
                        {"paces", paces},
                        {"rows", rows},
                        {"targets", targets}});
}

std::string monthly_csv(const MonthlyReport& report) {
  std::string out(kMonthlyHeader);
  for (const MonthlyRow& row : report.rows) {
    for (const Progress item : kShownItems) {
      const MonthlyFigure& figure = row.figures[item];
      const Estimate forecast = figure.forecast.value_or(Estimate{});
      out += fmt::format("{},{},{},{},{},{},{},{},{}\n", row.period, row.code, row.name_zh, name_of(item),
                         item == Progress::facilities_open ? number_of(row.planned) : "", figure.actual ? number_of(*figure.actual) : "",
                         number_of(forecast.mean), number_of(forecast.low), number_of(forecast.high));
    }
  }
  return out;
}

}  // namespace eldercast
