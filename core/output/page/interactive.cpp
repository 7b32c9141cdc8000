#include "output/page/interactive.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace eldercast {

namespace {

using Json = nlohmann::ordered_json;

Json names(const Text& text) { return {{"zh", plain(text.zh)}, {"en", plain(text.en)}}; }

/// Six digits are more than a chart can show, and shorter than what a double holds.
Json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  const std::string text = fmt::format("{:.6g}", value);
  double rounded = 0;
  std::from_chars(text.data(), text.data() + text.size(), rounded);
  if (rounded == std::round(rounded) && std::abs(rounded) < 1e15) return static_cast<std::int64_t>(rounded);
  return rounded;
}

template <class Get>
Json numbers(const std::vector<Estimate>& values, Get get) {
  Json out = Json::array();
  for (const Estimate& value : values) out.push_back(number(get(value)));
  return out;
}
Json means(const std::vector<Estimate>& values) {
  return numbers(values, [](const Estimate& value) { return value.mean; });
}

void add_values(Json& out, const std::vector<Estimate>& values) {
  out["mean"] = means(values);
  if (std::all_of(values.begin(), values.end(), [](const Estimate& value) { return !(value.low < value.high); })) return;
  out["low"] = numbers(values, [](const Estimate& value) { return value.low; });
  out["high"] = numbers(values, [](const Estimate& value) { return value.high; });
}

Json head(std::string_view kind, const ChartText& text) {
  return {
      {"kind", kind}, {"title", names(text.title)}, {"about", names(text.about)}, {"show", text.show == Show::share ? "share" : "number"}};
}

Json levels(const std::vector<LineChart::Level>& all) {
  Json out = Json::array();
  for (const LineChart::Level& level : all) out.push_back({{"name", names(level.name)}, {"value", number(level.value)}});
  return out;
}

std::string text_of(const Json& chart) { return escape(chart.dump(-1, ' ', false, Json::error_handler_t::replace)); }

}  // namespace

std::string script_data(const LineChart& chart) {
  Json out = head("lines", chart.text);
  out["over"] = chart.over;
  double highest = 0;
  for (const LineChart::Series& series : chart.series) {
    Json line{{"name", names(series.name.name)}, {"colour", series.name.colour}, {"dashed", series.name.dashed}};
    add_values(line, series.values);
    if (!series.band) {
      line.erase("low");
      line.erase("high");
    }
    for (const Estimate& value : series.values) highest = std::max({highest, value.mean, series.band ? value.high : value.mean});
    out["series"].push_back(std::move(line));
  }
  for (const LineChart::Level& level : chart.levels) highest = std::max(highest, level.value);
  out["highest"] = number(highest);
  out["levels"] = levels(chart.levels);
  return text_of(out);
}

std::string script_data(const StackedColumns& chart) {
  Json out = head("columns", chart.text);
  out["over"] = chart.over;
  out["series"] = Json::array();
  for (const StackedColumns::Part& part : chart.parts) {
    Json one{{"name", names(part.name.name)}, {"colour", part.name.colour}};
    add_values(one, part.values);
    out["series"].push_back(std::move(one));
  }
  return text_of(out);
}

std::string script_data(const HeatMap& chart, double full) {
  Json out = head("heat", chart.text);
  out["over"] = chart.over;
  out["colour"] = chart.colour;
  out["full"] = number(full);
  out["rows"] = Json::array();
  for (const HeatMap::Row& row : chart.rows) {
    Json one{{"name", names(row.name)}};
    add_values(one, row.values);
    out["rows"].push_back(std::move(one));
  }
  return text_of(out);
}

std::string script_data(const Bars& chart) {
  Json out = head("bars", chart.text);
  out["colour"] = chart.colour;
  out["dots"] = chart.dots;
  double lowest = 0;
  std::vector<Estimate> values;
  out["rows"] = Json::array();
  for (const Bars::Row& row : chart.rows) {
    out["rows"].push_back({{"name", names(row.name)}, {"note", plain(row.note)}});
    values.push_back(row.value);
    lowest = std::min({lowest, row.value.low, row.value.mean});
  }
  out["mean"] = means(values);
  out["low"] = numbers(values, [](const Estimate& value) { return value.low; });
  out["high"] = numbers(values, [](const Estimate& value) { return value.high; });
  out["lowest"] = number(lowest);
  out["levels"] = levels(chart.levels);
  return text_of(out);
}

std::string script_data(const Scatter& chart) {
  Json out = head("scatter", chart.text);
  out["colour"] = chart.colour;
  out["x"] = names(chart.x);
  out["y"] = names(chart.y);
  out["named"] = chart.named;
  out["points"] = Json::array();
  for (const Scatter::Point& point : chart.points)
    out["points"].push_back({{"name", names(point.name)}, {"x", number(point.x)}, {"y", number(point.y)}});
  return text_of(out);
}

}  // namespace eldercast
