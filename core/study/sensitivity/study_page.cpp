#include "study/sensitivity/study_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "output/page/charts.hpp"
#include "output/page/svg.hpp"
#include "output/render/chinese.hpp"
#include "output/render/text_cells.hpp"
#include "study/sensitivity/doubt.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kParametersShown = 15;
constexpr std::size_t kNamed = 3;
constexpr std::size_t kSpreadFigures = 12;
constexpr std::size_t kBins = 10;

std::string six_digits(double value) { return std::isnan(value) ? "-" : fmt::format("{:.6g}", value); }

Text joined(const std::vector<Text>& names) {
  Text out;
  for (const Text& name : names) out = out + (out.zh.empty() ? Text{} : Text{"、", ", "}) + name;
  return out;
}

std::string answer(const StudyFigures& study, const std::optional<SensitivityReport>& sensitivity) {
  std::string out = paragraph(
      {fmt::format("{}个参数点，每点{}次重复模拟，同时改变{}个参数。", study.cases, study.replicates, study.parameters.size()),
       fmt::format("{} cases of {} replicates each; {} parameters are varied.", study.cases, study.replicates, study.parameters.size())});
  if (!sensitivity) {
    return out + paragraph({"这种设计没有敏感性指数；下面是各指标在参数点之间的分布。",
                            "This design has no sensitivity indices; below is how the figures spread over the cases."});
  }
  HtmlTable table({{"指标", "figure"}, {"影响最大的参数", "what drives it most"}}, 2);
  for (const FigureSensitivity& figure : sensitivity->figures) {
    const Text names = joined(drivers_of(*sensitivity, figure, kNamed));
    table.add({both(name_of_figure(figure)), names.zh.empty() ? both({"没有", "nothing"}) : both(names)});
  }
  return out + table.html({"影响最大的参数", "What drives the figures"});
}

std::string drivers(const SensitivityReport& report) {
  std::string charts;
  std::string notes;
  for (const FigureSensitivity& figure : report.figures) {
    const Text name = name_of_figure(figure);
    const std::string drawn = driver_charts(report, figure, kParametersShown);
    charts += drawn;
    if (drawn.empty()) notes += paragraph(name + Text{"：没有一个参数使它变化。", ": no parameter moves it."}, "note");
    if (const auto doubt = doubt_of(figure))
      notes += paragraph(name + Text{"：不宜据此下结论：", ": do not build on these: "} + *doubt + Text{"。", "."}, "note");
    if (figure.rows_failed > 0)
      notes += paragraph(name + worded("：{}行没有数值，未计入。", ": {} rows without a value are left out.", figure.rows_failed), "note");
  }
  return "<div class=\"charts\">" + charts + "</div>" + notes;
}

/// Means over replicates of a figure in the cases that have one, over the whole run.
std::vector<double> case_means(const StudyFigures& study, std::size_t figure) {
  std::vector<double> out;
  const auto replicates = static_cast<std::size_t>(study.replicates);
  for (std::size_t c = 0; c < static_cast<std::size_t>(study.cases); ++c) {
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t r = 0; r < replicates; ++r) {
      const double value = study.whole_run[(c * replicates + r) * study.figures.size() + figure];
      if (std::isnan(value)) continue;
      sum += value;
      ++count;
    }
    if (count > 0) out.push_back(sum / static_cast<double>(count));
  }
  std::sort(out.begin(), out.end());
  return out;
}

double factor_of(const std::string& unit) { return unit == "CNY" ? 1 / kYuanPer10000 : unit == "1" ? 100.0 : 1.0; }

Text unit_text(const std::string& unit) {
  if (unit == "CNY") return {"万元", "10,000 CNY"};
  if (unit == "1") return same("%");
  return unit == "1 each" ? Text{} : Text{chinese_unit(unit), unit};
}

std::string histogram(const StudyFigures& study, std::size_t figure, const std::vector<double>& sorted) {
  const double factor = factor_of(study.figure_units[figure]);
  const double low = sorted.front() * factor;
  const double width = (sorted.back() * factor - low) / static_cast<double>(kBins);
  StackedColumns chart;
  chart.text = {{study.figure_names_zh[figure], study.figure_names_en[figure]},
                Text{"参数点数；横轴：", "cases; across: "} + unit_text(study.figure_units[figure]),
                {"各区间内的参数点数，标的是区间下界。", "Cases in each interval, named by its lower end."}};
  std::array<double, kBins> counts{};
  for (const double value : sorted) ++counts[std::min(kBins - 1, static_cast<std::size_t>(std::max(0.0, (value * factor - low) / width)))];
  StackedColumns::Part part;
  part.name.name = {"参数点", "cases"};
  part.name.colour = kAccent;
  for (const double count : counts) part.values.push_back({count, count, count, count});
  for (std::size_t bin = 0; bin < kBins; ++bin) chart.over.push_back(fmt::format("{:.4g}", low + width * static_cast<double>(bin)));
  chart.parts.push_back(std::move(part));
  return block(chart);
}

std::string spread(const StudyFigures& study, const std::optional<SensitivityReport>& sensitivity) {
  HtmlTable table(
      {{"指标", "figure"}, {"单位", "unit"}, {"最小", "least"}, same("5%"), {"中位数", "median"}, same("95%"), {"最大", "most"}}, 2);
  std::string charts;
  std::size_t drawn = 0;
  for (std::size_t f = 0; f < study.figures.size(); ++f) {
    const std::vector<double> sorted = case_means(study, f);
    if (sorted.empty()) continue;
    const double factor = factor_of(study.figure_units[f]);
    std::vector<std::string> cells{both({study.figure_names_zh[f], study.figure_names_en[f]}), both(unit_text(study.figure_units[f]))};
    for (const double share : {0.0, 0.05, 0.5, 0.95, 1.0}) cells.push_back(grouped_text(percentile(sorted, share) * factor));
    table.add(cells);
    const auto asked = [&](const FigureSensitivity& one) { return one.id == study.figures[f]; };
    const bool wanted = sensitivity ? std::any_of(sensitivity->figures.begin(), sensitivity->figures.end(), asked) : true;
    if (!wanted || drawn == kSpreadFigures || sorted.front() == sorted.back()) continue;
    charts += histogram(study, f, sorted);
    ++drawn;
  }
  return paragraph({"每个参数点取重复模拟的平均值；下面是这些平均值在参数点之间的分布。",
                    "A case counts with its mean over replicates; shown is how these means "
                    "spread over the cases."}) +
         "<div class=\"charts\">" + charts + "</div>" + folded({"所有指标的分布", "Spread of all figures"}, table.html({"分布", "Spread"}));
}

std::string parameters(const StudyFigures& study) {
  HtmlTable table({{"参数", "parameter"}, {"名称", "name"}, {"低", "low"}, {"基准", "base"}, {"高", "high"}}, 2);
  for (std::size_t p = 0; p < study.parameters.size(); ++p) {
    table.add({"<code>" + escape(study.parameters[p]) + "</code>", escape(study.parameter_names_zh[p]), six_digits(study.low[p]),
               six_digits(study.base[p]), six_digits(study.high[p])});
  }
  return table.html({"改变的参数", "Parameters that are varied"});
}

std::string sources(const StudyFigures& study, const StudyPageOptions& options) {
  HtmlTable table({{"项目", "item"}, {"内容", "content"}}, 2);
  table.add({both({"情景", "scenario"}), escape(study.scenario)});
  table.add({both({"设计", "design"}), escape(study.design)});
  table.add({both({"计划校验值", "digest of the plan"}), "<code>" + escape(study.plan_digest) + "</code>"});
  table.add({both({"报告程序", "page made by"}), escape("eldercast " + options.report_version)});
  return table.html({"版本", "Versions"});
}

const Text kParameter{"参数", "parameter"};

/// 万元 for money, plain numbers else; shares are drawn in per cent by the chart itself.
double factor_of(const FigureSensitivity& figure) { return figure.unit == "CNY" ? 1 / kYuanPer10000 : 1.0; }
Show show_of(const FigureSensitivity& figure) { return figure.unit == "1" ? Show::share : Show::number; }
Text unit_of(const FigureSensitivity& figure) {
  if (figure.unit == "CNY") return {"万元", "10,000 CNY"};
  return figure.unit == "1" || figure.unit == "1 each" ? Text{} : Text{chinese_unit(figure.unit), figure.unit};
}

/// The end of an id says more than its beginning.
std::string tail_of(const std::string& id) {
  constexpr std::size_t kMost = 28;
  return id.size() <= kMost ? id : "…" + id.substr(id.size() - kMost);
}

/// The name of a parameter; a Chinese name that several share gets the part of the id that tells them apart.
Text axis_text(const SensitivityReport& report, int axis) {
  const auto at = static_cast<std::size_t>(axis);
  const std::string& id = report.parameters[at];
  const std::string& zh = report.parameter_names_zh[at];
  if (zh.empty()) return same(tail_of(id));
  if (std::count(report.parameter_names_zh.begin(), report.parameter_names_zh.end(), zh) == 1) return {zh, tail_of(id)};
  const std::size_t last = id.rfind('.');
  const std::size_t before = last == std::string::npos || last == 0 ? std::string::npos : id.rfind('.', last - 1);
  const std::size_t from = before == std::string::npos ? 0 : before + 1;
  return {fmt::format("{}（{}）", zh, id.substr(from, last - from)), tail_of(id)};
}

/// Positions of rows, the largest key first; those whose key is 0 or not known are left out.
template <class Rows, class Key>
std::vector<std::size_t> leading(const Rows& rows, Key key, std::size_t most) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (key(rows[i]) > 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(rows[a]) > key(rows[b]); });
  order.resize(std::min(order.size(), most));
  return order;
}

double swing_size(const TornadoRow& row) {
  const double low = std::isnan(row.low.mean) ? 0 : std::abs(row.low.mean);
  const double high = std::isnan(row.high.mean) ? 0 : std::abs(row.high.mean);
  return std::max(low, high);
}

Estimate with_interval(double value, const Interval& interval, double factor) {
  const bool known = !std::isnan(interval.low) && !std::isnan(interval.high);
  return {value * factor, value * factor, (known ? interval.low : value) * factor, (known ? interval.high : value) * factor};
}

std::string morris_charts(const SensitivityReport& report, const FigureSensitivity& figure, const MorrisIndices& indices,
                          std::size_t most) {
  const double factor = factor_of(figure);
  Bars bars;
  bars.text = {name_of_figure(figure) + Text{"：平均绝对效应 μ*", ": mean absolute effect μ*"},
               unit_of(figure),
               {"参数从低值到高值时指标的平均绝对变化及90%区间。",
                "Mean absolute change of the figure as a parameter goes from low to high, 90% interval."},
               show_of(figure),
               kParameter};
  bars.colour = kAccent;
  Scatter plane;
  plane.text = {name_of_figure(figure) + Text{"：效应与其变化", ": effect and how it varies"},
                unit_of(figure),
                {"右边的参数影响大；上方的参数的影响取决于其他参数，或者不成直线。",
                 "Parameters to the right matter; the effect of those high up depends on others, or is not linear."},
                show_of(figure),
                kParameter};
  plane.x = {"平均绝对效应 μ*", "mean absolute effect μ*"};
  plane.y = {"效应的离散 σ", "spread of effects σ"};
  plane.colour = kAccent;
  plane.named = 6;
  for (const std::size_t i : leading(
           indices.rows, [](const MorrisRow& row) { return row.mu_star; }, most)) {
    const MorrisRow& row = indices.rows[i];
    bars.rows.push_back({axis_text(report, row.axis), with_interval(row.mu_star, row.mu_star_interval, factor), ""});
    plane.points.push_back({axis_text(report, row.axis), row.mu_star * factor, row.sigma * factor});
  }
  return block(bars) + block(plane);
}

std::string sobol_charts(const SensitivityReport& report, const FigureSensitivity& figure, const SobolIndices& indices, std::size_t most) {
  const auto chart = [&](const Text& title, const Text& about, std::string_view colour) {
    Bars bars;
    bars.text = {title, {"占方差", "share of the variance"}, about, Show::share, kParameter};
    bars.colour = colour;
    return bars;
  };
  Bars total = chart(
      {"总效应", "Total effect"},
      {"参数及其全部交互作用占方差的份额及90%区间。", "Share of the variance of a parameter with all its interactions, 90% interval."},
      kAccent);
  Bars first = chart(name_of_figure(figure) + Text{"：一阶效应", ": first-order effect"},
                     {"参数单独占方差的份额及90%区间。", "Share of the variance of a parameter alone, 90% interval."}, part_colour(1));
  for (const std::size_t i : leading(
           indices.rows, [](const SobolRow& row) { return row.total; }, most)) {
    const SobolRow& row = indices.rows[i];
    total.rows.push_back({axis_text(report, row.axis), with_interval(row.total, row.total_interval, 1), ""});
    first.rows.push_back({axis_text(report, row.axis), with_interval(row.first, row.first_interval, 1), ""});
  }
  return block(total) + block(first);
}

std::string tornado_chart(const SensitivityReport& report, const FigureSensitivity& figure, const std::vector<TornadoRow>& rows,
                          std::size_t most) {
  const double factor = factor_of(figure);
  Bars bars;
  bars.text = {name_of_figure(figure) + Text{"：单个参数的影响", ": one parameter at a time"},
               unit_of(figure),
               {"一个参数取低值（▼）或高值（▲）而其他不变时，指标的变化及90%区间。",
                "Change of the figure when one parameter goes to its low (▼) or high (▲) and all others stay, 90% interval."},
               show_of(figure),
               kParameter};
  bars.colour = kAccent;
  for (const std::size_t i : leading(rows, swing_size, most)) {
    const Text name = axis_text(report, rows[i].axis);
    bars.rows.push_back({name + same(" ▼"), with_interval(rows[i].low.mean, rows[i].low.interval, factor), ""});
    bars.rows.push_back({name + same(" ▲"), with_interval(rows[i].high.mean, rows[i].high.interval, factor), ""});
  }
  return block(bars);
}

}  // namespace

std::string render_study_page(const StudyFigures& study, const std::optional<SensitivityReport>& sensitivity,
                              const StudyPageOptions& options) {
  Page page;
  page.interactive = options.interactive;
  page.title = {study.scenario_zh.empty() ? study.scenario : study.scenario_zh, study.scenario};
  page.subtitle = {"批量研究：什么决定结果", "A study: what drives the outcome"};
  page.about = worded("设计 {}，{}个参数点", "design {}, {} cases", study.design, study.cases);
  page.sections.push_back({"answer", {"结论", "The answer"}, answer(study, sensitivity)});
  if (sensitivity) page.sections.push_back({"drivers", {"影响因素", "What drives the figures"}, drivers(*sensitivity)});
  page.sections.push_back({"spread", {"结果的分布", "How far they spread"}, spread(study, sensitivity)});
  page.sections.push_back({"parameters", {"改变的参数", "What was varied"}, parameters(study)});
  page.sections.push_back({"sources", {"来源与版本", "Sources and versions"}, sources(study, options)});
  return page_html(page, options.language);
}

Text name_of_figure(const FigureSensitivity& figure) {
  const std::string year = figure.year ? fmt::format(" {}", *figure.year) : "";
  return {figure.name_zh + year, figure.name_en + year};
}

std::string driver_charts(const SensitivityReport& report, const FigureSensitivity& figure, std::size_t most) {
  if (drivers_of(report, figure, 1).empty()) return {};
  std::string out;
  if (const auto* morris = std::get_if<MorrisIndices>(&figure.indices)) out = morris_charts(report, figure, *morris, most);
  if (const auto* sobol = std::get_if<SobolIndices>(&figure.indices)) out = sobol_charts(report, figure, *sobol, most);
  if (const auto* swings = std::get_if<std::vector<TornadoRow>>(&figure.indices)) out = tornado_chart(report, figure, *swings, most);
  return out;
}

std::vector<Text> drivers_of(const SensitivityReport& report, const FigureSensitivity& figure, std::size_t most) {
  std::vector<Text> out;
  const auto add = [&](const auto& rows, const auto& key) {
    for (const std::size_t i : leading(rows, key, most)) out.push_back(axis_text(report, rows[i].axis));
  };
  if (const auto* morris = std::get_if<MorrisIndices>(&figure.indices)) add(morris->rows, [](const MorrisRow& row) { return row.mu_star; });
  if (const auto* sobol = std::get_if<SobolIndices>(&figure.indices)) add(sobol->rows, [](const SobolRow& row) { return row.total; });
  if (const auto* swings = std::get_if<std::vector<TornadoRow>>(&figure.indices)) add(*swings, swing_size);
  return out;
}

}  // namespace eldercast
