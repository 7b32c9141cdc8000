#include "output/progress_report.hpp"

#include <fmt/format.h>

#include "output/dimension.hpp"
#include "output/json_numbers.hpp"
#include "output/sample.hpp"
#include "output/text_cells.hpp"
#include "text/width.hpp"

namespace eldercast {

namespace {

std::string period_text(const Description& description, int period) {
  const Column column = dimension(Dim::period).coordinates(description);
  return std::get<std::vector<std::string>>(column).at(static_cast<std::size_t>(period));
}

/// One town, or the sum over all of them.
ProgressRow row_of(const Sample& sample, int period, std::optional<TownId> town) {
  const Description& description = sample.description;
  ProgressRow row;
  row.period = period_text(description, period);
  row.town = town ? description.towns[town->index()].code : "";
  row.name_zh = town ? description.towns[town->index()].name_zh : "全区";
  for (const Progress what : all_of<Progress>()) {
    row.cells[what] = sample.over([&](const Headline& h) {
      if (town) return std::int64_t{h.town_progress(period, *town, what)};
      std::int64_t sum = 0;
      for (std::size_t t = 0; t < description.towns.size(); ++t) sum += h.town_progress(period, t, what);
      return sum;
    });
  }
  return row;
}

std::vector<std::vector<std::string>> cells_of(const ProgressReport& report, std::size_t without_intervals) {
  std::vector<std::vector<std::string>> rows{{report.by_town ? "镇街 town" : "period", "planned 计划", "open 开放", "paid 支付 万元",
                                              "carers 护理员", "trained 受训", "in use 在用"}};
  for (const ProgressRow& row : report.rows) {
    std::vector<std::string> line{report.by_town ? row.name_zh : row.period};
    std::size_t column = 0;
    for (const Progress what : all_of<Progress>()) {
      const double unit = what == Progress::money_paid_yuan ? kYuanPer10000 : 1.0;
      line.push_back(estimate_text(row.cells[what], report.replicates == 1 || column++ < without_intervals, unit));
    }
    rows.push_back(std::move(line));
  }
  return rows;
}

bool fits(const std::vector<std::vector<std::string>>& rows) {
  std::size_t columns = 2 * (rows.front().size() - 1);
  for (std::size_t i = 0; i < rows.front().size(); ++i) {
    std::size_t widest = 0;
    for (const auto& row : rows) widest = std::max(widest, display_width(row[i]));
    columns += widest;
  }
  return columns <= kColumns;
}

}  // namespace

std::optional<int> period_of(const Description& description, YearMonth month) {
  if (month < description.start || month > description.end) return std::nullopt;
  return (month - description.start) / 2;
}

ProgressReport progress_report(const Description& description, std::span<const Outcome> outcomes, const ProgressQuery& query) {
  const Sample sample(description, outcomes);
  ProgressReport out;
  out.name_zh = description.name_zh;
  out.name_en = description.name_en;
  out.replicates = static_cast<int>(sample.outcomes.size());
  out.by_town = query.period.has_value();
  if (query.period) out.about = "end of " + period_text(description, *query.period);
  if (query.town) {
    const TownLine& town = description.towns[query.town->index()];
    out.about += (out.about.empty() ? "" : ", ") + town.name_zh + " " + town.name_en;
  }
  if (out.replicates == 0) return out;
  if (!query.period) {
    for (int period = 0; period < description.periods(); ++period) out.rows.push_back(row_of(sample, period, query.town));
    return out;
  }
  if (query.town) {
    out.rows.push_back(row_of(sample, *query.period, query.town));
    return out;
  }
  for (std::size_t t = 0; t < description.towns.size(); ++t) out.rows.push_back(row_of(sample, *query.period, TownId(t)));
  out.rows.push_back(row_of(sample, *query.period, std::nullopt));
  return out;
}

std::string render_text(const ProgressReport& report) {
  std::string out =
      shorten(fmt::format("PROGRESS 进度  {}  {}{}{}", report.name_zh, report.name_en, report.about.empty() ? "" : ": ", report.about),
              kColumns) +
      "\n";
  if (report.replicates == 0) return out + "no replicate ended well: there are no results\n";
  out += report.replicates == 1 ? "one replicate: no intervals; money since the start\n"
                                : fmt::format("mean of {} replicates [90% interval]; money since the start\n", report.replicates);
  // Too wide for the screen: the intervals of the first columns go first, those of plans and openings move least.
  for (std::size_t without = 0; without < kCount<Progress>; ++without) {
    const auto rows = cells_of(report, without);
    if (fits(rows)) return out + table_text(rows);
  }
  return out + table_text(cells_of(report, kCount<Progress>));
}

std::string render_json(const ProgressReport& report) {
  Json rows = Json::array();
  for (const ProgressRow& row : report.rows) {
    Json one{{"period", row.period}, {"town", row.town.empty() ? Json(nullptr) : Json(row.town)}, {"name_zh", row.name_zh}};
    for (const Progress what : all_of<Progress>()) one[std::string(name_of(what))] = json_of(row.cells[what]);
    rows.push_back(one);
  }
  const Json out{{"format", "eldercast-progress"},
                 {"version", 1},
                 {"scenario", {{"name_zh", report.name_zh}, {"name_en", report.name_en}}},
                 {"replicates", report.replicates},
                 {"rows", rows}};
  return json_text(out);
}

}  // namespace eldercast
