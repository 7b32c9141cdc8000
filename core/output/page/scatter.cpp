#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/page/axes.hpp"
#include "output/page/charts.hpp"
#include "output/page/interactive.hpp"
#include "output/page/svg.hpp"
#include "text/width.hpp"

namespace eldercast {

namespace {

constexpr double kHeight = 360;
constexpr double kLeft = 76;
constexpr double kRight = 16;
constexpr double kTop = 14;
constexpr double kBottom = 50;
constexpr std::size_t kPointNameColumns = 26;

/// One axis: its ticks, and where a value lies between two ends on the drawing.
struct Scale {
  std::vector<double> ticks;
  double from = 0;
  double to = 0;
  [[nodiscard]] double at(double value) const { return from + (to - from) * value / ticks.back(); }
};

template <class Get>
Scale scale_of(const Scatter& chart, double from, double to, Get get) {
  double highest = 0;
  for (const Scatter::Point& point : chart.points) {
    if (std::isfinite(get(point))) highest = std::max(highest, get(point));
  }
  return {ticks_up_to(highest), from, to};
}

std::string tick_text(double value, Show show) {
  return show == Show::share ? fmt::format("{:.4g}%", 100 * value) : fmt::format("{:.4g}", value);
}

void draw_axes(Drawing& drawing, const Scatter& chart, const Scale& x, const Scale& y) {
  for (const double tick : x.ticks) {
    drawing.line(x.at(tick), kTop, x.at(tick), kHeight - kBottom, tick == 0 ? "axis" : "grid");
    drawing.text(x.at(tick), kHeight - kBottom + 18, Anchor::middle, same(tick_text(tick, chart.text.show)));
  }
  for (const double tick : y.ticks) {
    drawing.line(kLeft, y.at(tick), Axes::kWidth - kRight, y.at(tick), tick == 0 ? "axis" : "grid");
    drawing.text(kLeft - 8, y.at(tick) + 4, Anchor::end, same(tick_text(tick, chart.text.show)));
  }
  drawing.text((kLeft + Axes::kWidth - kRight) / 2, kHeight - 10, Anchor::middle, chart.x, "strong");
  drawing.text(kLeft - 60, kTop - 2, Anchor::start, chart.y, "strong");
}

std::string table_of(const Scatter& chart) {
  HtmlTable table({chart.text.rows, chart.x, chart.y});
  for (const Scatter::Point& point : chart.points)
    table.add({both(point.name), shown(point.x, chart.text.show), shown(point.y, chart.text.show)});
  return table.html(chart.text.title);
}

}  // namespace

std::string block(const Scatter& chart) {
  const Scale x = scale_of(chart, kLeft, Axes::kWidth - kRight - 60, [](const Scatter::Point& point) { return point.x; });
  const Scale y = scale_of(chart, kHeight - kBottom, kTop + 16, [](const Scatter::Point& point) { return point.y; });
  Drawing drawing(Axes::kWidth, kHeight, chart.text.title, chart.text.about);
  draw_axes(drawing, chart, x, y);
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    const Scatter::Point& point = chart.points[i];
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
    drawing.circle(x.at(point.x), y.at(point.y), 4, chart.colour, "#ffffff", point.name.zh + " " + point.name.en);
    if (i >= chart.named) continue;
    const bool left = x.at(point.x) > Axes::kWidth * 0.6;
    drawing.text(x.at(point.x) + (left ? -8 : 8), y.at(point.y) + 4, left ? Anchor::end : Anchor::start,
                 {shorten(point.name.zh, kPointNameColumns), shorten(point.name.en, kPointNameColumns)}, "small halo");
  }
  return chart_block(chart.text, {{}, drawing.svg(), table_of(chart), {}, script_data(chart)});
}

}  // namespace eldercast
