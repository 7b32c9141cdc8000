#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "output/page/html.hpp"
#include "output/report/compared_data.hpp"

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
  const bool at_end = one->figure.over == Over::end;
  chart.text = {
      Text{one->figure.name_zh + fmt::format("，{} − A", ComparedData::letter(run)) +
               (at_end ? fmt::format("，{}", comparison.end.year()) : ""),
           ""},
      {},
      {"各镇街的平均变化，横线为90%的重复模拟；只列变化确定且较大的镇街。",
       "Mean change by town, and as a line 90% of the replicates; only towns that change for certain and by more than a little."}};
  chart.text.title.en = fmt::format("{}, {} − A", one->figure.name_en, ComparedData::letter(run)) +
                        (at_end ? fmt::format(", {}", comparison.end.year()) : "");
  const Text unit = figure_text(one->figure);
  chart.text.unit = {unit.zh.substr(one->figure.name_zh.size()), unit.en.substr(one->figure.name_en.size())};
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

/// Keys of a resolved scenario with their values as they are written: "finance.town_share" -> "0.1".
std::map<std::string, std::string> values_of(const std::string& resolved) {
  std::map<std::string, std::string> out;
  std::string table;
  std::size_t at = 0;
  while (at < resolved.size()) {
    const std::size_t end = std::min(resolved.find('\n', at), resolved.size());
    std::string line = resolved.substr(at, end - at);
    at = end + 1;
    if (line.starts_with('[')) {
      table = line.substr(1, line.find(']') - 1);
      if (table.starts_with('[')) table.erase(0, 1);
      continue;
    }
    const std::size_t equals = line.find(" = ");
    if (line.empty() || line.front() == '#' || equals == std::string::npos) continue;
    std::string value = line.substr(equals + 3);
    if (const std::size_t comment = value.find("  #"); comment != std::string::npos) value.resize(comment);
    out[(table.empty() ? "" : table + ".") + line.substr(0, equals)] = value;
  }
  return out;
}

}  // namespace

std::string compared_towns(const ComparedData& data) {
  std::string out;
  for (std::size_t run = 1; run < data.runs.size(); ++run) {
    std::string charts;
    for (const std::string_view id :
         {"facilities_open", "beds.occupied", "bed_shortfall", "staff.carer", "money.town_government", "prefinancing_peak"})
      charts += town_chart(data, run, id);
    if (charts.empty()) continue;
    if (data.runs.size() > 2) out += "<h3>" + both(data.name(run)) + "</h3>";
    out += "<div class=\"charts\">" + charts + "</div>";
  }
  return out.empty() ? paragraph({"没有一个镇街有确定而较大的变化。", "No town changes for certain and by more than a little."}) : out;
}

std::string compared_inputs(const ComparedData& data) {
  std::vector<std::map<std::string, std::string>> values;
  std::vector<Text> header{{"参数", "key"}};
  std::map<std::string, int> keys;
  for (std::size_t run = 0; run < data.runs.size(); ++run) {
    values.push_back(values_of(data.runs[run].description.resolved_text));
    header.push_back(same(ComparedData::letter(run)));
    for (const auto& [key, value] : values.back()) ++keys[key];
  }
  HtmlTable table(std::move(header), 2);
  for (const auto& [key, count] : keys) {
    std::vector<std::string> cells{"<code>" + escape(key) + "</code>"};
    bool differs = false;
    for (const auto& one : values) {
      const auto found = one.find(key);
      cells.push_back(found == one.end() ? "–" : escape(found->second));
      differs |= cells.back() != cells[1];
    }
    const bool title = key == "id" || key == "name_zh" || key == "name_en" || key.ends_with(".name_zh") || key.ends_with(".name_en");
    if (differs && !title) table.add(cells);
  }
  std::string out = table.empty()
                        ? paragraph({"各情景的参数相同；表格可能不同（见校验值）。", "No key differs; tables may (see the digests)."})
                        : table.html({"情景之间的差别", "Where the scenarios differ"});
  HtmlTable sources({{"情景", "run"}, {"文件", "named as"}, {"校验值", "digest"}, {"种子", "seed"}, {"重复模拟", "replicates"}}, 4);
  for (std::size_t run = 0; run < data.runs.size(); ++run) {
    const Description& about = data.runs[run].description;
    sources.add({both(data.name(run)), escape(data.runs[run].label), "<code>" + escape(about.digest.substr(0, 16)) + "…</code>",
                 std::to_string(about.seed), std::to_string(data.samples[run].outcomes.size())});
  }
  return out + "<h3>" + both({"情景与再现", "Runs, and how to repeat this"}) + "</h3>" + sources.html({"情景", "Runs"});
}

}  // namespace eldercast
