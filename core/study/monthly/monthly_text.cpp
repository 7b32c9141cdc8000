#include <fmt/format.h>

#include "output/answer/target_report.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/text_cells.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "study/monthly/monthly.hpp"
#include "text/width.hpp"

namespace eldercast {
namespace {

constexpr std::array kShownItems{Progress::facilities_open, Progress::money_paid_yuan, Progress::carers_in_post, Progress::staff_trained,
                                 Progress::places_used};
constexpr std::size_t kDatesShown = 7;

std::string number_of(double value) { return std::isnan(value) ? "" : fmt::format("{:.10g}", value); }

/// "41" as observed, "~45" or "~45 [43, 48]" as forecast.
std::string monthly_cell(const MonthlyFigure& figure, double unit, bool interval) {
  if (figure.actual) return grouped_text(*figure.actual / unit);
  return figure.forecast ? "~" + estimate_text(*figure.forecast, !interval, unit) : "-";
}

std::string actual_cell(const MonthlyFigure& figure) { return figure.actual ? grouped_text(*figure.actual) : "-"; }
std::string forecast_cell(const MonthlyFigure& figure) { return figure.forecast ? estimate_text(*figure.forecast, false) : "-"; }

std::vector<std::string> monthly_line(const MonthlyRow& row, const std::string& label) {
  const MonthlyFigure& open = row.figures[Progress::facilities_open];
  return {label,
          grouped_text(row.planned),
          actual_cell(open),
          forecast_cell(open),
          monthly_cell(row.figures[Progress::money_paid_yuan], kYuanPer10000, false),
          monthly_cell(row.figures[Progress::carers_in_post], 1, false),
          monthly_cell(row.figures[Progress::staff_trained], 1, false),
          monthly_cell(row.figures[Progress::places_used], 1, false)};
}

std::vector<std::string> monthly_header(const std::string& label) {
  return {label, "plan 计划", "actual 实际", "forecast 预测", "paid 万元", "carers", "trained", "in use"};
}

/// The periods of one place.
std::string periods_text(const MonthlyReport& report, std::optional<TownId> town) {
  std::vector<std::vector<std::string>> table{monthly_header("period")};
  for (const MonthlyRow& row : report.rows) {
    if (row.town == town) table.push_back(monthly_line(row, row.period));
  }
  return table_text(table);
}

/// The end of the period that is asked for, else of the last that is known.
YearMonth shown_month(const MonthlyReport& report, const MonthlyView& view) {
  YearMonth out;
  for (const MonthlyRow& row : report.rows) {
    if (view.period ? *view.period <= row.month && *view.period > row.month - 2 : row.month <= report.as_of) out = std::max(out, row.month);
  }
  return out;
}

/// Every town at the end of a period, with its facilities at the end of the run.
std::string towns_text(const MonthlyReport& report, YearMonth now) {
  if (report.rows.empty() || now == YearMonth()) return "";
  const YearMonth end = report.rows.back().month;
  std::vector<std::vector<std::string>> table{
      {"镇街 town", "plan 计划", "actual 实际", "forecast 预测", "plan, end", "forecast, end", "paid 万元", "carers"}};
  for (const MonthlyRow& row : report.rows) {
    if (row.month != now) continue;
    const auto last = std::find_if(report.rows.begin(), report.rows.end(),
                                   [&](const MonthlyRow& one) { return one.month == end && one.town == row.town; });
    const MonthlyFigure& open = row.figures[Progress::facilities_open];
    table.push_back({row.name_zh, grouped_text(row.planned), actual_cell(open), forecast_cell(open), grouped_text(last->planned),
                     forecast_cell(last->figures[Progress::facilities_open]),
                     monthly_cell(row.figures[Progress::money_paid_yuan], kYuanPer10000, false),
                     monthly_cell(row.figures[Progress::carers_in_post], 1, false)});
  }
  return fmt::format("\nTOWNS 镇街  facilities at the end of {}, and of the run {}\n", year_month_text(now), year_month_text(end)) +
         table_text(table);
}

std::string date_text(const std::optional<YearMonth>& date) { return date ? year_month_text(*date) : "plan"; }

std::string targets_text(const MonthlyReport& report) {
  if (report.targets.empty()) return "";
  const std::vector<TargetAsOf>& dates = report.targets.front().dates;
  const std::size_t first = dates.size() > kDatesShown ? dates.size() - kDatesShown : 0;
  std::vector<std::vector<std::string>> table{{"TARGETS 目标", "by"}};
  for (std::size_t d = first; d < dates.size(); ++d) table.front().push_back(date_text(dates[d].as_of));
  table.front().push_back("value then");
  for (const MonthlyTarget& target : report.targets) {
    if (!target.threshold || !target.dates.back().met) continue;
    const TargetRow& about = target_table()[static_cast<std::size_t>(target.target)];
    std::vector<std::string> line{std::string(name_of(target.target)), text_of(target.due)};
    for (std::size_t d = first; d < dates.size(); ++d) line.push_back(target.dates[d].met ? percent_text(*target.dates[d].met) : "-");
    const Estimate& value = target.dates.back().value;
    line.push_back(fmt::format("{} [{}, {}]", target_value_text(about.unit, value.mean), target_value_text(about.unit, value.low),
                               target_value_text(about.unit, value.high)));
    table.push_back(std::move(line));
  }
  return "\nChance that each target is met when it is due, %, as of each date (plan: nothing known)\n" + table_text(table);
}

}  // namespace

std::string render_text(const MonthlyReport& report, const MonthlyView& view) {
  std::string out = shorten(fmt::format("MONTHLY REPORT 月报  {}  {}", report.name_zh, report.name_en), kColumns) + "\n";
  out += fmt::format("as of the end of {}; ~ and forecast: mean of {} replicates [90% interval]; money since the start\n",
                     year_month_text(report.as_of), report.replicates);
  if (report.replicates == 0) return out + "no replicate ended well: there are no results\n";
  if (!view.period) out += periods_text(report, view.town);
  if (!view.town) out += towns_text(report, shown_month(report, view));
  return out + targets_text(report);
}

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
    targets.push_back({{"id", name_of(target.target)},
                       {"threshold", target.threshold ? Json(*target.threshold) : Json(nullptr)},
                       {"due", text_of(target.due)},
                       {"dates", dates}});
  }
  return json_text(Json{{"format", "eldercast-monthly"},
                        {"version", 1},
                        {"scenario", {{"name_zh", report.name_zh}, {"name_en", report.name_en}}},
                        {"as_of", text_of(report.as_of)},
                        {"replicates", report.replicates},
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
