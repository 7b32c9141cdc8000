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

constexpr double kNames = 162;
constexpr std::size_t kRowNameColumns = 22;
constexpr double kRow = 22;

/// A name that fits beside its row.
Text shortened(const Text& name) { return {shorten(name.zh, kRowNameColumns), shorten(name.en, kRowNameColumns)}; }

/// The largest mean, at least a little above 0 so that it can divide.
double largest_of(const HeatMap& chart) {
  double out = 1e-9;
  for (const HeatMap::Row& row : chart.rows) {
    for (const Estimate& value : row.values) {
      if (!std::isnan(value.mean)) out = std::max(out, value.mean);
    }
  }
  return out;
}

std::string heat_table(const HeatMap& chart) {
  std::vector<Text> header{chart.text.rows};
  for (const std::string& column : chart.over) header.push_back(same(column));
  HtmlTable table(std::move(header));
  for (const HeatMap::Row& row : chart.rows) {
    std::vector<std::string> cells{both(row.name)};
    for (const Estimate& value : row.values) cells.push_back(shown(value, chart.text.show));
    table.add(cells);
  }
  return table.html(chart.text.title);
}

std::string bars_table(const Bars& chart) {
  std::vector<Text> header{chart.text.rows, chart.text.unit};
  if (!chart.note.zh.empty()) header.push_back(chart.note);
  HtmlTable table(std::move(header));
  for (const Bars::Row& row : chart.rows) {
    std::vector<std::string> cells{both(row.name), shown(row.value, chart.text.show)};
    if (!chart.note.zh.empty()) cells.push_back(row.note.empty() ? "-" : escape(row.note));
    table.add(cells);
  }
  return table.html(chart.text.title);
}

}  // namespace

std::string block(const HeatMap& chart) {
  constexpr double kTop = 24;
  constexpr std::size_t kReadable = 12;  // columns that are wide enough for numbers
  Drawing drawing(Axes::kWidth, kTop + kRow * static_cast<double>(chart.rows.size()) + 4, chart.text.title, chart.text.about);
  const double width = (Axes::kWidth - kNames) / static_cast<double>(std::max<std::size_t>(1, chart.over.size()));
  const double full = chart.full.value_or(largest_of(chart));
  const bool readable = chart.over.size() <= kReadable;
  for (std::size_t i = 0; i < chart.over.size(); ++i) {
    const double x = kNames + width * static_cast<double>(i);
    if (readable) drawing.text(x + width / 2, 15, Anchor::middle, same(chart.over[i]), "strong");
    if (!readable && (i == 0 || chart.over[i].substr(0, 4) != chart.over[i - 1].substr(0, 4)))
      drawing.text(x, 15, Anchor::start, same(chart.over[i].substr(0, 4)), "strong");
  }
  const double gap = readable ? 1 : 0;
  for (std::size_t r = 0; r < chart.rows.size(); ++r) {
    const double y = kTop + kRow * static_cast<double>(r);
    drawing.text(kNames - 8, y + 15, Anchor::end, shortened(chart.rows[r].name));
    for (std::size_t i = 0; i < chart.rows[r].values.size(); ++i) {
      const double value = chart.rows[r].values[i].mean;
      const double x = kNames + width * static_cast<double>(i);
      const double share = std::isnan(value) ? 0 : value / full;
      drawing.rectangle(x + gap, y + 1, width - 2 * gap, kRow - 2, std::isnan(value) ? "#f4f5f5" : mixed_colour(chart.colour, share));
      if (readable)
        drawing.text(x + width / 2, y + 15, Anchor::middle, same(shown(value, chart.text.show)), share > 0.7 ? "onfull" : "value");
    }
  }
  return chart_block(chart.text, {{}, drawing.svg(), heat_table(chart), {}, script_data(chart, full)});
}

namespace {

/// Where the values of a chart of bars lie: from the lowest, at most 0, to the highest.
class BarScale {
 public:
  BarScale(const Bars& chart, double left, double right) {
    double lowest = 0;
    double highest = 0;
    for (const LineChart::Level& level : chart.levels) highest = std::max(highest, level.value);
    for (const Bars::Row& row : chart.rows) {
      for (const double value : {row.value.mean, row.value.low, row.value.high}) {
        if (std::isnan(value)) continue;
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
      }
    }
    per_unit_ = (right - left) / std::max(highest - lowest, 1e-9);
    zero_ = left - lowest * per_unit_;
  }
  [[nodiscard]] double x(double value) const { return zero_ + value * per_unit_; }

 private:
  double zero_ = 0;
  double per_unit_ = 1;
};

void draw_bar(Drawing& drawing, const Bars& chart, const BarScale& scale, const Bars::Row& row, double y) {
  const double from = scale.x(std::min(0.0, row.value.mean));
  const double to = scale.x(std::max(0.0, row.value.mean));
  if (!chart.dots) drawing.rectangle(from, y + 4, to - from, kRow - 8, chart.colour);
  if (row.value.low < row.value.high) drawing.line(scale.x(row.value.low), y + kRow / 2, scale.x(row.value.high), y + kRow / 2, "whisker");
  if (chart.dots) drawing.circle(scale.x(row.value.mean), y + kRow / 2, 4, chart.colour, chart.colour);
}

}  // namespace

std::string block(const Bars& chart) {
  constexpr double kNotes = 140;
  const double height = kRow * static_cast<double>(chart.rows.size()) + 8;
  const BarScale scale(chart, kNames, Axes::kWidth - kNotes);
  Drawing drawing(Axes::kWidth, height, chart.text.title, chart.text.about);
  if (scale.x(0) > kNames) drawing.line(scale.x(0), 0, scale.x(0), height, "axis");
  for (std::size_t r = 0; r < chart.rows.size(); ++r) {
    const Bars::Row& row = chart.rows[r];
    const double y = 4 + kRow * static_cast<double>(r);
    drawing.text(kNames - 8, y + 15, Anchor::end, shortened(row.name));
    const std::string value = shown(row.value.mean, chart.text.show);
    drawing.text(Axes::kWidth - kNotes + 10, y + 15, Anchor::start, same(row.note.empty() ? value : value + " · " + row.note), "value");
    if (!std::isnan(row.value.mean)) draw_bar(drawing, chart, scale, row, y);
  }
  std::vector<LegendEntry> legend;
  for (const LineChart::Level& level : chart.levels) {
    const double x = scale.x(level.value);
    drawing.path({{x, 0}, {x, height}}, kWarm, true);
    legend.push_back({level.name, std::string(kWarm), true});
  }
  return chart_block(chart.text, {legend, drawing.svg(), bars_table(chart), {}, script_data(chart)});
}

}  // namespace eldercast
