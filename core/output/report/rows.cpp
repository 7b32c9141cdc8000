#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/report/charts.hpp"
#include "output/report/svg.hpp"
#include "output/width.hpp"

namespace eldercast {

namespace {

constexpr double kWidth = 560;
constexpr double kNames = 162;
constexpr std::size_t kNameColumns = 22;
constexpr double kRow = 22;

/// A name that fits beside its row.
Text shortened(const Text& name) { return {shorten(name.zh, kNameColumns), shorten(name.en, kNameColumns)}; }

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
  std::vector<Text> header{{"镇街", "town"}};
  for (const std::string& column : chart.over) header.push_back(same(column));
  Table table(std::move(header));
  for (const HeatMap::Row& row : chart.rows) {
    std::vector<std::string> cells{both(row.name)};
    for (const Estimate& value : row.values) cells.push_back(shown(value, chart.text.show));
    table.add(cells);
  }
  return table.html(chart.text.title);
}

std::string bars_table(const Bars& chart) {
  std::vector<Text> header{{"镇街", "town"}, chart.text.unit};
  if (!chart.note.zh.empty()) header.push_back(chart.note);
  Table table(std::move(header));
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
  Drawing drawing(kWidth, kTop + kRow * static_cast<double>(chart.rows.size()) + 4, chart.text.title, chart.text.about);
  const double width = (kWidth - kNames) / static_cast<double>(std::max<std::size_t>(1, chart.over.size()));
  const double full = chart.full.value_or(largest_of(chart));
  for (std::size_t i = 0; i < chart.over.size(); ++i)
    drawing.text(kNames + width * (static_cast<double>(i) + 0.5), 15, Anchor::middle, same(chart.over[i]), "strong");
  for (std::size_t r = 0; r < chart.rows.size(); ++r) {
    const double y = kTop + kRow * static_cast<double>(r);
    drawing.text(kNames - 8, y + 15, Anchor::end, shortened(chart.rows[r].name));
    for (std::size_t i = 0; i < chart.rows[r].values.size(); ++i) {
      const double value = chart.rows[r].values[i].mean;
      const double x = kNames + width * static_cast<double>(i);
      const double share = std::isnan(value) ? 0 : value / full;
      drawing.rectangle(x + 1, y + 1, width - 2, kRow - 2, std::isnan(value) ? "#f4f5f5" : mixed_colour(chart.colour, share));
      drawing.text(x + width / 2, y + 15, Anchor::middle, same(shown(value, chart.text.show)), share > 0.8 ? "onfull" : "value");
    }
  }
  return chart_block(chart.text, {}, drawing.svg(), heat_table(chart));
}

std::string block(const Bars& chart) {
  constexpr double kNotes = 140;
  double highest = chart.level ? chart.level->value : 0;
  for (const Bars::Row& row : chart.rows) {
    if (!std::isnan(row.value.high)) highest = std::max(highest, row.value.high);
  }
  const double scale = (kWidth - kNames - kNotes) / std::max(highest, 1e-9);
  Drawing drawing(kWidth, kRow * static_cast<double>(chart.rows.size()) + 8, chart.text.title, chart.text.about);
  for (std::size_t r = 0; r < chart.rows.size(); ++r) {
    const Bars::Row& row = chart.rows[r];
    const double y = 4 + kRow * static_cast<double>(r);
    drawing.text(kNames - 8, y + 15, Anchor::end, shortened(row.name));
    const std::string value = shown(row.value.mean, chart.text.show);
    drawing.text(kWidth - kNotes + 10, y + 15, Anchor::start, same(row.note.empty() ? value : value + " · " + row.note), "value");
    if (std::isnan(row.value.mean)) continue;
    drawing.rectangle(kNames, y + 4, row.value.mean * scale, kRow - 8, chart.colour);
    if (row.value.low < row.value.high)
      drawing.line(kNames + row.value.low * scale, y + kRow / 2, kNames + row.value.high * scale, y + kRow / 2, "whisker");
  }
  std::vector<LegendEntry> legend;
  if (chart.level) {
    const double x = kNames + chart.level->value * scale;
    drawing.path({{x, 0}, {x, kRow * static_cast<double>(chart.rows.size()) + 8}}, kWarm, true);
    legend.push_back({chart.level->name, std::string(kWarm), true});
  }
  return chart_block(chart.text, legend, drawing.svg(), bars_table(chart));
}

}  // namespace eldercast
