#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/figures/figure_text.hpp"
#include "output/rank_correlation.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/text_cells.hpp"
#include "output/statistics.hpp"
#include "study/uncertainty/uncertain_run.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kDrivers = 2;
constexpr std::string_view kFigures[] = {"covered.community.own",
                                         "covered.village.own",
                                         "residents_covered.effective",
                                         "cared_months",
                                         "served_months",
                                         "beds.occupied",
                                         "bed_shortfall",
                                         "staff.carer",
                                         "money.all",
                                         "money.public",
                                         "money.city",
                                         "money.lottery_fund",
                                         "money.district_budget",
                                         "money.town_government",
                                         "prefinancing_peak",
                                         "residents"};

std::vector<double> values_of(const UncertainRows& rows, const Figure& figure, const Description& description) {
  std::vector<double> out;
  for (const Outcome& outcome : rows.outcomes) {
    out.push_back(outcome.failure.empty() ? whole_run(figure, outcome.headline, description) : kUnknown);
  }
  return out;
}

struct Driver {
  std::size_t parameter = 0;
  double correlation = 0;
  bool certain = false;  ///< too large to be the largest of so many by chance
};

/// The parameters whose ranks go most with those of the figure's mean over the replicates of a point.
std::vector<Driver> drivers_of(const UncertainRows& rows, const std::vector<double>& values) {
  const auto n = static_cast<std::size_t>(rows.replicates);
  std::vector<std::size_t> points;
  std::vector<double> means;
  for (std::size_t p = 0; (p + 1) * n <= values.size(); ++p) {
    const double one = mean(std::span(values).subspan(p * n, n));
    if (std::isnan(one)) continue;
    points.push_back(p);
    means.push_back(one);
  }
  std::vector<Driver> out;
  const std::vector<double> ranks = ranks_of(means);
  for (std::size_t i = 0; i < rows.parameters.size(); ++i) {
    std::vector<double> column;
    for (const std::size_t p : points) column.push_back(rows.points[p].values[i]);
    const double found = correlation(ranks_of(column), ranks);
    out.push_back({i, found, std::abs(found) > largest_by_chance(points.size(), rows.parameters.size())});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Driver& a, const Driver& b) { return std::abs(a.correlation) > std::abs(b.correlation); });
  return out;
}

std::vector<double> known_of(const std::vector<double>& values) {
  std::vector<double> out;
  std::copy_if(values.begin(), values.end(), std::back_inserter(out), [](double value) { return !std::isnan(value); });
  return out;
}

std::string driver_text(const UncertainRows& rows, const std::vector<Driver>& drivers) {
  if (drivers.empty() || !drivers.front().certain) return "-";
  return fmt::format("{:+.2f} {}", drivers.front().correlation, rows.parameters[drivers.front().parameter].id);
}

}  // namespace

Document document_of(const UncertainRows& rows, const Description& description) {
  Document out;
  out.title = {"不确定性：多少来自参数范围，多少来自偶然",
               "Uncertainty: what comes from parameters within their ranges, and what from chance"};
  out.say(worded("{}个参数的{}组取值，各{}次模拟；区间含两者", "{1} points over {0} parameters x {2} replicates; the interval holds both",
                 rows.parameters.size(), rows.points.size(), rows.replicates));
  Table table{"uncertainty", "不确定性", "", ""};
  table.columns = {{"figure", "指标编号", "figure", "", CellFormat::text, false, ShownIn::files},
                   {"name", "指标", "figure", "", CellFormat::text},
                   {"unit", "单位", "unit", "", CellFormat::text, false, ShownIn::files},
                   {"value_shown", "均值 [90%区间]", "mean [90% interval]", "", CellFormat::whole, false, ShownIn::screens},
                   {"value", "数值", "value", kUnitOfFigure, CellFormat::decimal, true, ShownIn::files},
                   {"by_parameters", "来自参数", "param.", "1", CellFormat::share},
                   {"driver", "最相关的参数（秩相关）", "goes most with (rank correlation)", "", CellFormat::text}};
  const std::vector<Figure> figures = figures_of(description);
  for (const std::string_view id : kFigures) {
    const Figure* figure = find_figure(figures, id);
    if (figure == nullptr) continue;
    const std::vector<double> values = values_of(rows, *figure, description);
    const VarianceSplit split = split_variance(values, static_cast<std::size_t>(rows.replicates));
    const Estimate value = estimate(known_of(values));
    table.rows.push_back({figure->id, figure_label(*figure), figure->unit, estimate_text(value, false, 1 / shown_per_unit(figure->unit)),
                          value, number_cell(split.share), driver_text(rows, drivers_of(rows, values))});
  }
  out.add(std::move(table));
  return out;
}

std::string render_json(const UncertainRows& rows, const Description& description) {
  Json figures = Json::array();
  for (const Figure& figure : figures_of(description)) {
    const std::vector<double> values = values_of(rows, figure, description);
    const VarianceSplit split = split_variance(values, static_cast<std::size_t>(rows.replicates));
    Json drivers = Json::array();
    const std::vector<Driver> all = drivers_of(rows, values);
    for (std::size_t i = 0; i < std::min(all.size(), 3 * kDrivers); ++i) {
      drivers.push_back({{"parameter", rows.parameters[all[i].parameter].id},
                         {"rank_correlation", json_of(all[i].correlation)},
                         {"certain", all[i].certain}});
    }
    figures.push_back({{"id", figure.id},
                       {"unit", figure.unit},
                       {"estimate", json_of(estimate(known_of(values)))},
                       {"variance_of_parameters", json_of(split.parameters)},
                       {"variance_of_chance", json_of(split.chance)},
                       {"share_of_parameters", json_of(split.share)},
                       {"points", split.points},
                       {"drivers", std::move(drivers)}});
  }
  Json parameters = Json::array();
  for (const VariedParameter& one : rows.parameters) {
    parameters.push_back({{"id", one.id},
                          {"low", one.axis.low},
                          {"base", one.axis.base},
                          {"high", one.axis.high},
                          {"shape", std::string(name_of(one.axis.shape))}});
  }
  const Json out{{"format", "eldercast-uncertainty"},   {"version", 1},
                 {"points", rows.points.size()},        {"replicates", rows.replicates},
                 {"parameters", std::move(parameters)}, {"figures", std::move(figures)}};
  return json_text(out);
}

}  // namespace eldercast
