#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "output/page/charts.hpp"
#include "output/page/svg.hpp"
#include "output/render/chinese.hpp"
#include "output/render/text_cells.hpp"
#include "study/sensitivity/study_page.hpp"

namespace eldercast {

namespace {

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
