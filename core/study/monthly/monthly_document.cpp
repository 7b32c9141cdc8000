#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "output/answer/target_report.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/text_cells.hpp"
#include "study/monthly/monthly.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kDatesShown = 7;
constexpr std::array kItems{Progress::money_paid_yuan, Progress::carers_in_post, Progress::staff_trained, Progress::places_used};

double unit_of(Progress item) { return item == Progress::money_paid_yuan ? kYuanPer10000 : 1.0; }

/// "41" as observed, "~45" as forecast.
std::string short_cell(const MonthlyFigure& figure, Progress item) {
  if (figure.actual) return grouped_text(*figure.actual / unit_of(item));
  return figure.forecast ? "~" + estimate_text(*figure.forecast, true, unit_of(item)) : "-";
}

Cell actual_cell(const MonthlyFigure& figure) { return figure.actual ? Cell{*figure.actual} : Cell{}; }
Cell forecast_cell(const MonthlyFigure& figure) { return figure.forecast ? Cell{*figure.forecast} : Cell{}; }

TableColumn column(const char* key, const char* zh, const char* en, CellFormat format = CellFormat::whole, bool interval = false) {
  return {key, zh, en, "", format, interval};
}

/// The periods of one place.
Table periods_table(const MonthlyReport& report, std::optional<TownId> town) {
  Table out{"periods", "期间", "", ""};
  out.columns = {column("period", "期间", "period", CellFormat::text),
                 column("plan", "计划", "plan"),
                 column("actual", "实际", "actual"),
                 column("forecast", "预测", "forecast", CellFormat::whole, true),
                 column("paid", "支付，万元", "paid, 10k"),
                 column("carers", "护理员", "carers"),
                 column("trained", "培训", "trained"),
                 column("in_use", "在用", "in use")};
  for (const MonthlyRow& row : report.rows) {
    if (row.town != town) continue;
    const MonthlyFigure& open = row.figures[Progress::facilities_open];
    std::vector<Cell> cells{row.period, row.planned, actual_cell(open), forecast_cell(open)};
    for (const Progress item : kItems) cells.emplace_back(short_cell(row.figures[item], item));
    out.rows.push_back(std::move(cells));
  }
  return out;
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
void add_towns(Document& out, const MonthlyReport& report, YearMonth now) {
  if (report.rows.empty() || now == YearMonth()) return;
  const YearMonth end = report.rows.back().month;
  Table table{"towns", "镇街", "", ""};
  table.title_zh = fmt::format("镇街：{}末的设施，以及全程末（{}）的设施", text_of(now), text_of(end));
  table.title_en = fmt::format("Towns: facilities at the end of {}, and of the run ({})", text_of(now), text_of(end));
  table.columns = {column("town", "镇街", "town", CellFormat::text),
                   column("plan", "计划", "plan"),
                   column("actual", "实际", "actual"),
                   column("forecast", "预测", "forecast", CellFormat::whole, true),
                   column("plan_end", "计划，期末", "plan, end"),
                   column("forecast_end", "预测，期末", "forecast, end", CellFormat::whole, true),
                   column("paid", "支付，万元", "paid, 10k"),
                   column("carers", "护理员", "carers")};
  for (const MonthlyRow& row : report.rows) {
    if (row.month != now) continue;
    const auto last = std::find_if(report.rows.begin(), report.rows.end(),
                                   [&](const MonthlyRow& one) { return one.month == end && one.town == row.town; });
    const MonthlyFigure& open = row.figures[Progress::facilities_open];
    table.rows.push_back({Text{row.name_zh, row.name_en}, row.planned, actual_cell(open), forecast_cell(open), last->planned,
                          forecast_cell(last->figures[Progress::facilities_open]),
                          short_cell(row.figures[Progress::money_paid_yuan], Progress::money_paid_yuan),
                          short_cell(row.figures[Progress::carers_in_post], Progress::carers_in_post)});
  }
  out.add(std::move(table));
}

void add_targets(Document& out, const MonthlyReport& report) {
  if (report.targets.empty()) return;
  const std::vector<TargetAsOf>& dates = report.targets.front().dates;
  const std::size_t first = dates.size() > kDatesShown ? dates.size() - kDatesShown : 0;
  Table table{"targets", "目标", "按各日期所知预测的达标概率，%（计划：一无所知）",
              "Chance that each target is met when it is due, %, as of each date (plan: nothing known)"};
  table.columns = {column("target", "目标", "target", CellFormat::text), column("due", "期限", "by", CellFormat::text)};
  for (std::size_t d = first; d < dates.size(); ++d) {
    const std::string date = dates[d].as_of ? text_of(*dates[d].as_of) : "";
    table.columns.push_back({date.empty() ? "plan" : "as_of_" + date, date.empty() ? "计划" : date, date.empty() ? "plan" : date, "%"});
  }
  table.columns.push_back(column("value", "届时数值", "value then"));
  for (const MonthlyTarget& target : report.targets) {
    if (!target.about.threshold || !target.dates.back().met) continue;
    const JudgedTarget& about = target.about;
    std::vector<Cell> line{target.about.id, text_of(target.about.due)};
    for (std::size_t d = first; d < dates.size(); ++d) line.emplace_back(target.dates[d].met ? percent_text(*target.dates[d].met) : "-");
    const Estimate& value = target.dates.back().value;
    line.emplace_back(fmt::format("{} [{}, {}]", target_value_text(about.unit, value.mean), target_value_text(about.unit, value.low),
                                  target_value_text(about.unit, value.high)));
    table.rows.push_back(std::move(line));
  }
  out.add(std::move(table));
}

/// "1.14"; two places say all that is known.
std::string pace_text(double pace) { return fmt::format("{:.2f}", pace); }

std::string interval_text(const Estimate& pace) {
  return fmt::format("{} [{}, {}]", pace_text(pace.mean), pace_text(pace.low), pace_text(pace.high));
}

/// What was seen says of the pace that all projects have in common.
void say_pace(Document& out, const MonthlyReport& report) {
  if (report.paces.empty()) return;
  const std::string now = interval_text(report.paces.back().pace);
  const Spread& before = report.pace_before;
  const std::string prior = fmt::format("{} ({} - {})", pace_text(before.median), pace_text(before.low), pace_text(before.high));
  std::string earlier;
  for (std::size_t i = report.paces.size() > kDatesShown ? report.paces.size() - kDatesShown : 0; i + 1 < report.paces.size(); ++i)
    earlier += fmt::format("{}{} {}", earlier.empty() ? "" : ", ", text_of(report.paces[i].as_of), pace_text(report.paces[i].pace.mean));
  out.say(fmt::format("由已发生的情况推断：各项目的延误为设定值的{}倍（事先：{}）{}", now, prior,
                      earlier.empty() ? "" : fmt::format("；此前各日期：{}", earlier)),
          fmt::format("learnt from what was seen: delays of projects are {} times those of the scenario (before: {}){}", now, prior,
                      earlier.empty() ? "" : fmt::format("; as of earlier dates: {}", earlier)));
}

constexpr std::array kShownItems{Progress::facilities_open, Progress::money_paid_yuan, Progress::carers_in_post, Progress::staff_trained,
                                 Progress::places_used};

std::string number_of(double value) { return std::isnan(value) ? "" : fmt::format("{:.10g}", value); }

}  // namespace

Document document_of(const MonthlyReport& report, const MonthlyView& view) {
  Document out;
  out.title = {"月报：" + report.name_zh, "Monthly report: " + report.name_en};
  out.say(worded("截至{}末；“~”和预测为{}次模拟的均值 [90%区间]；资金自开始累计",
                 "as of the end of {}; ~ and forecast: mean of {} replicates [90% interval]; money since the start", text_of(report.as_of),
                 report.replicates));
  if (report.replicates == 0) {
    out.say("没有一次模拟正常结束：没有结果", "no replicate ended well: there are no results");
    return out;
  }
  if (!view.period) out.add(periods_table(report, view.town));
  if (!view.town) add_towns(out, report, shown_month(report, view));
  add_targets(out, report);
  say_pace(out, report);
  return out;
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
