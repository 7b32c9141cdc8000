#include "output/page/charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/page/axes.hpp"
#include "output/page/interactive.hpp"
#include "output/page/svg.hpp"
#include "output/render/text_cells.hpp"

namespace eldercast {

namespace {

HtmlTable table_of(const Text& first, const std::vector<LegendEntry>& names) {
  std::vector<Text> header{first};
  for (const LegendEntry& name : names) header.push_back(name.name);
  return HtmlTable(std::move(header));
}

/// Years have four digits; else the chart runs over intervals.
Text over_of(const ChartText& text, const std::vector<std::string>& over) {
  const bool years = !over.empty() && over.front().size() == 4 && over.front().find('.') == std::string::npos;
  if (years) return {"年份", "year"};
  return text.rows == ChartText().rows ? Text{"区间下界", "from"} : text.rows;
}

/// Rows are what the chart runs over, columns its series.
template <class Series>
std::string table_html(const ChartText& text, const std::vector<std::string>& over, const std::vector<Series>& series) {
  const bool months = are_months(over);
  std::vector<LegendEntry> names;
  for (const Series& one : series) names.push_back(one.name);
  HtmlTable table = table_of(months ? Text{"月份", "month"} : over_of(text, over), names);
  for (std::size_t i = 0; i < over.size(); ++i) {
    std::vector<std::string> row{over[i]};
    for (const Series& one : series) row.push_back(shown(one.values[i], text.show));
    table.add(row);
  }
  return table.html(text.title);
}

/// The points of a line; a gap where nothing is known ends it.
template <class Value>
std::vector<std::vector<std::pair<double, double>>> runs_of(const Axes& axes, const std::vector<Estimate>& values, Value value) {
  std::vector<std::vector<std::pair<double, double>>> out(1);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double one = value(values[i]);
    if (std::isnan(one)) {
      if (!out.back().empty()) out.emplace_back();
      continue;
    }
    out.back().emplace_back(axes.x(i), axes.y(one));
  }
  return out;
}

void draw_band(Drawing& drawing, const Axes& axes, const LineChart::Series& series) {
  const auto low = runs_of(axes, series.values, [](const Estimate& value) { return value.low; });
  const auto high = runs_of(axes, series.values, [](const Estimate& value) { return value.high; });
  for (std::size_t i = 0; i < std::min(low.size(), high.size()); ++i) {
    if (low[i].size() < 2) continue;
    auto points = high[i];
    points.insert(points.end(), low[i].rbegin(), low[i].rend());
    drawing.polygon(points, series.name.colour, 0.18);
  }
}

double highest_of(const LineChart& chart) {
  double out = 0;
  for (const LineChart::Series& series : chart.series) {
    for (const Estimate& value : series.values) {
      const double top = series.band ? value.high : value.mean;
      if (!std::isnan(top)) out = std::max(out, top);
    }
  }
  for (const LineChart::Level& level : chart.levels) out = std::max(out, level.value);
  return out;
}

double stack_of(const StackedColumns& chart, std::size_t column) {
  double out = 0;
  for (const StackedColumns::Part& part : chart.parts) out += std::max(0.0, part.values[column].mean);
  return out;
}

}  // namespace

bool are_months(const std::vector<std::string>& over) { return !over.empty() && over.front().size() == 7 && over.front()[4] == '-'; }

std::string shown(double value, Show show) {
  if (std::isnan(value)) return "-";
  return show == Show::number ? grouped_text(value) : percent_text(value) + "%";
}

std::string shown(const Estimate& value, Show show) {
  return show == Show::number ? estimate_text(value, false) : percent_estimate_text(value, false);
}

std::string shown_cell(const std::string& text) {
  const std::size_t bracket = text.find(" [");
  return bracket == std::string::npos ? escape(text)
                                      : escape(text.substr(0, bracket)) + " <small>" + escape(text.substr(bracket + 1)) + "</small>";
}

std::string chart_block(const ChartText& text, const ChartParts& parts) {
  std::string out = fmt::format("<figure class=\"chart {}{}\"", parts.css, text.wide ? " wide" : "");
  if (!parts.interactive.empty()) out += " data-chart=\"" + parts.interactive + "\"";
  out += "><figcaption>" + both(text.title);
  if (!text.unit.zh.empty()) out += " <small>" + both(text.unit) + "</small>";
  out += "</figcaption>\n";
  if (!parts.legend.empty()) {
    out += "<ul class=\"legend\">";
    for (const LegendEntry& entry : parts.legend) {
      out += entry.dashed ? fmt::format(R"(<li><i class="dash" style="border-color:{}"></i>)", entry.colour)
                          : fmt::format(R"(<li><i style="background:{}"></i>)", entry.colour);
      out += both(entry.name) + "</li>";
    }
    out += "</ul>\n";
  }
  out += R"(<div class="plot" tabindex="0">)" + parts.svg + "</div>\n";
  if (!parts.table.empty()) out += folded({"数据表", "Data table"}, parts.table);
  return out + "</figure>\n";
}

std::string block(const LineChart& chart) {
  const Axes axes(
      {.columns = chart.over.size(), .highest = highest_of(chart), .show = chart.text.show, .points = true, .wide = chart.text.wide});
  Drawing drawing(axes.width(), Axes::kHeight, chart.text.title, chart.text.about);
  axes.draw(drawing, chart.over);
  std::vector<LegendEntry> legend;
  for (const LineChart::Series& series : chart.series) {
    if (series.band) draw_band(drawing, axes, series);
    legend.push_back(series.name);
  }
  for (const LineChart::Level& level : chart.levels) {
    drawing.path({{Axes::kLeft, axes.y(level.value)}, {axes.width() - Axes::kRight, axes.y(level.value)}}, kWarm, true);
    legend.push_back({level.name, std::string(kWarm), true});
  }
  for (const LineChart::Series& series : chart.series) {
    for (const auto& points : runs_of(axes, series.values, [](const Estimate& value) { return value.mean; }))
      drawing.path(points, series.name.colour, series.name.dashed);
  }
  return chart_block(chart.text, {legend, drawing.svg(), table_html(chart.text, chart.over, chart.series), {}, script_data(chart)});
}

std::string block(const StackedColumns& chart) {
  double highest = 0;
  for (std::size_t i = 0; i < chart.over.size(); ++i) highest = std::max(highest, stack_of(chart, i));
  const Axes axes({.columns = chart.over.size(), .highest = highest, .show = chart.text.show, .points = false, .wide = chart.text.wide});
  Drawing drawing(axes.width(), Axes::kHeight, chart.text.title, chart.text.about);
  axes.draw(drawing, chart.over);
  const double width = axes.column_width() * (chart.over.size() > 12 ? 0.9 : 0.56);
  for (std::size_t i = 0; i < chart.over.size(); ++i) {
    double below = 0;
    for (const StackedColumns::Part& part : chart.parts) {
      const double value = part.values[i].mean;
      if (!(value > 0)) continue;
      drawing.rectangle(axes.x(i) - width / 2, axes.y(below + value), width, axes.y(below) - axes.y(below + value), part.name.colour,
                        fmt::format("{} {} {}: {}", chart.over[i], part.name.name.zh, part.name.name.en, shown(value, chart.text.show)));
      below += value;
    }
    if (chart.over.size() <= 12) drawing.text(axes.x(i), axes.y(below) - 6, Anchor::middle, same(shown(below, chart.text.show)), "value");
  }
  std::vector<LegendEntry> legend;
  for (const StackedColumns::Part& part : chart.parts) legend.push_back(part.name);
  return chart_block(chart.text, {legend, drawing.svg(), table_html(chart.text, chart.over, chart.parts), {}, script_data(chart)});
}

}  // namespace eldercast
