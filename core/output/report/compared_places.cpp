#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "output/file/resolved_entries.hpp"
#include "output/page/html.hpp"
#include "output/render/text_cells.hpp"
#include "output/report/compared_data.hpp"
#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {

/// A change of a town is worth a bar from this share of A.
constexpr double kLeastShare = 0.01;
constexpr std::size_t kMostTowns = 12;

/// Differences of a figure by town over the whole run (or at its end: Figure::over), the largest first.
std::string town_chart(const ComparedData& data, std::size_t run, std::string_view id) {
  const Comparison& comparison = data.comparisons[run - 1];
  const FigureDifference* one = find_difference(comparison, id);
  if (one == nullptr || one->towns.empty()) return "";
  Bars chart;
  const std::string against = fmt::format("，{} − A", ComparedData::letter(run));
  const Text unit = shown_unit(one->figure);
  const int year = comparison.end.year();
  chart.text = {
      Text{one->figure.name_zh + against, fmt::format("{}, {} − A", one->figure.name_en, ComparedData::letter(run))},
      one->figure.over == Over::end ? Text{fmt::format("{}年底，{}", year, unit.zh), fmt::format("end of {}, {}", year, unit.en)}
                                    : Text{"全程，" + unit.zh, "whole run, " + unit.en},
      {"各镇街的平均变化，横线为90%的重复模拟；只列变化确定且较大的镇街。",
       "Mean change by town, and as a line 90% of the replicates; only towns that change for certain and by more than a little."}};
  chart.colour = ComparedData::colour(run);
  chart.dots = true;
  const double factor = one->figure.unit == "CNY" ? 1e-4 : 1.0;
  for (std::size_t t = 0; t < one->run_towns.size(); ++t) {
    const Difference& change = one->run_towns[t];
    if (direction_of(change) != Direction::certain || std::abs(change.mean) < kLeastShare * std::abs(change.a)) continue;
    const TownLine& town = data.runs.front().description.towns[t];
    chart.rows.push_back({{town.name_zh, town.name_en.empty() ? town.name_zh : town.name_en},
                          {change.mean * factor, change.mean * factor, change.low * factor, change.high * factor},
                          ""});
  }
  if (chart.rows.empty()) return "";
  std::stable_sort(chart.rows.begin(), chart.rows.end(),
                   [](const Bars::Row& a, const Bars::Row& b) { return std::abs(a.value.mean) > std::abs(b.value.mean); });
  chart.rows.resize(std::min(chart.rows.size(), kMostTowns));
  return block(chart);
}

/// A value of a scenario text as people write it.
std::string written(const std::string& value) {
  if (value == "true") return both({"是", "yes"});
  if (value == "false") return both({"否", "no"});
  if (value.size() > 1 && value.front() == '"') return escape(value.substr(1, value.size() - 2));
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  const bool whole = error == std::errc{} && end == value.data() + value.size() && std::abs(number) >= 1000;
  return whole ? grouped_text(number) : escape(value);
}

}  // namespace

std::string towns_table(const ComparedData& data, std::span<const std::string_view> figures, std::size_t most) {
  std::vector<Text> header{{"与A相比变化确定的镇街，变化最大的在前", "towns that change for certain against A, most first"}};
  for (std::size_t run = 1; run < data.runs.size(); ++run) header.push_back(data.name(run));
  HtmlTable table(std::move(header));
  for (const std::string_view id : figures) {
    const FigureDifference* first = find_difference(data.comparisons.front(), id);
    if (first == nullptr) continue;
    std::vector<std::string> cells{both(figure_text(first->figure))};
    bool any = false;
    for (const Comparison& comparison : data.comparisons) {
      const FigureDifference* one = find_difference(comparison, id);
      const Text towns = one == nullptr ? Text{} : towns_that_change(data, *one, most);
      any = any || !towns.zh.empty();
      cells.push_back(towns.zh.empty() ? "–" : both(towns));
    }
    if (any) table.add(cells);
  }
  return table.empty() ? "" : "<div class=\"words\">" + table.html({"变化最大的镇街", "Towns that change most"}) + "</div>";
}

std::string compared_towns(const ComparedData& data) {
  std::string charts;
  for (std::size_t run = 1; run < data.runs.size(); ++run) {
    for (const std::string_view id : kTownFigures) {
      if (data.runs.size() == 2 || id == "money.town_government") charts += town_chart(data, run, id);
    }
  }
  const std::string table = data.runs.size() == 2 ? "" : towns_table(data, kTownFigures, 3);
  if (charts.empty() && table.empty())
    return paragraph({"没有一个镇街有确定而较大的变化。", "No town changes for certain and by more than a little."});
  return table + "<div class=\"charts\">" + charts + "</div>";
}

std::vector<DifferingKey> differing_keys(const ComparedData& data) {
  std::map<std::string, DifferingKey> keys;
  for (std::size_t run = 0; run < data.runs.size(); ++run) {
    for (const ResolvedEntry& entry : resolved_entries(data.runs[run].description.resolved_text)) {
      DifferingKey& key = keys.try_emplace(entry.id, DifferingKey{entry.id, {}}).first->second;
      key.values.resize(data.runs.size(), "–");
      key.values[run] = written(entry.value);
    }
  }
  std::vector<DifferingKey> out;
  for (auto& [id, key] : keys) {
    const bool title = id == "scenario.id" || id == "scenario.decided" || id.ends_with("name_zh") || id.ends_with("name_en");
    const bool equal = std::all_of(key.values.begin(), key.values.end(), [&](const std::string& one) { return one == key.values.front(); });
    if (!title && !equal) out.push_back(std::move(key));
  }
  return out;
}

std::string compared_inputs(const ComparedData& data) {
  std::vector<Text> header{{"参数", "key"}};
  for (std::size_t run = 0; run < data.runs.size(); ++run) header.push_back(same(ComparedData::letter(run)));
  HtmlTable table(std::move(header));
  for (const DifferingKey& key : differing_keys(data)) {
    std::vector<std::string> cells{"<span>" + both(parameter_text(data.options.names, key.id)) + "</span> <code>" + escape(key.id) +
                                   "</code>"};
    cells.insert(cells.end(), key.values.begin(), key.values.end());
    table.add(cells);
  }
  std::string out = table.empty()
                        ? paragraph({"各情景的参数相同；表格可能不同（见校验值）。", "No key differs; tables may (see the digests)."})
                        : "<div class=\"keys\">" + table.html({"情景之间的差别", "Where the scenarios differ"}) + "</div>";
  HtmlTable sources({{"情景", "run"}, {"文件", "named as"}, {"校验值", "digest"}, {"种子", "seed"}, {"重复模拟", "replicates"}}, 4);
  for (std::size_t run = 0; run < data.runs.size(); ++run) {
    const Description& about = data.runs[run].description;
    sources.add({both(data.name(run)), escape(data.runs[run].label), "<code>" + escape(about.digest.substr(0, 16)) + "…</code>",
                 std::to_string(about.seed), std::to_string(data.samples[run].outcomes.size())});
  }
  return out + "<h3>" + both({"情景与再现", "Runs, and how to repeat this"}) + "</h3>" + sources.html({"情景", "Runs"});
}

}  // namespace eldercast
