#include "output/town_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "api/money.hpp"
#include "output/json_numbers.hpp"
#include "output/sample.hpp"
#include "output/text_cells.hpp"
#include "text/width.hpp"

namespace eldercast {

namespace {

constexpr std::size_t kName = 10;  ///< columns; a longer name would push the last figures off the screen

/// The middle month of those in which replicates have their peak; the later of two.
std::optional<YearMonth> peak_month(const Sample& sample, std::size_t town) {
  std::vector<std::int32_t> months;
  for (const Outcome* outcome : sample.outcomes) {
    const std::int32_t month = outcome->headline.town_prefinancing_peak_month(town);
    if (month >= 0) months.push_back(month);
  }
  if (months.empty()) return std::nullopt;
  const auto middle = months.begin() + static_cast<std::ptrdiff_t>(months.size() / 2);
  std::nth_element(months.begin(), middle, months.end());
  return sample.description.start + *middle;
}

double peak_yuan(const Headline& h, int years, std::size_t town) {
  std::int64_t peak = 0;
  for (int year = 0; year < years; ++year) peak = std::max(peak, h.town_prefinancing_peak_fen(year, town));
  return static_cast<double>(peak) / kFenPerYuan;
}

TownReportRow row_of(const Sample& sample, std::size_t town) {
  const Description& description = sample.description;
  const int year = description.years() - 1;
  TownReportRow row;
  row.code = description.towns[town].code;
  row.name_zh = description.towns[town].name_zh;
  row.name_en = description.towns[town].name_en;
  for (const SettlementLine& place : description.settlements) {
    if (place.town.index() == town) ++(place.kind == SettlementKind::community ? row.communities : row.villages);
  }
  const auto covered = [&](SettlementKind kind) {
    return sample.over([&](const Headline& h) { return h.town_settlements_covered(year, town, kind, CoverageReading::own); });
  };
  row.communities_covered = covered(SettlementKind::community);
  row.villages_covered = covered(SettlementKind::village);
  const int settlements = row.communities + row.villages;
  for (int y = 0; y < description.years(); ++y) {
    row.covered_share.push_back(sample
                                    .over([&](const Headline& h) {
                                      int sum = 0;
                                      for (const SettlementKind kind : all_of<SettlementKind>())
                                        sum += h.town_settlements_covered(y, town, kind, CoverageReading::own);
                                      return static_cast<double>(sum) / settlements;
                                    })
                                    .mean);
  }
  row.residents = sample.over([&](const Headline& h) {
    std::int64_t sum = 0;
    for (const Need need : all_of<Need>()) sum += h.town_residents(year, town, need);
    return sum;
  });
  row.beds_open = sample.over([&](const Headline& h) { return h.town_beds(year, town, BedCount::open); });
  row.beds_occupied = sample.over([&](const Headline& h) { return h.town_beds(year, town, BedCount::occupied); });
  row.bed_shortfall = sample.over([&](const Headline& h) {
    std::int64_t sum = 0;
    for (const ShortfallCause cause : all_of<ShortfallCause>()) sum += h.town_bed_shortfall(year, town, cause);
    return sum;
  });
  row.carers = sample.over([&](const Headline& h) { return h.town_carers(year, town); });
  row.waited_for_money = sample.over([&](const Headline& h) {
    std::int64_t months = 0;
    for (int y = 0; y < description.years(); ++y) {
      for (const WaitFor what : {WaitFor::city, WaitFor::district, WaitFor::town}) months += h.town_projects_waited(y, town, what);
    }
    return months;
  });
  row.prefinancing_peak = sample.over([&](const Headline& h) { return peak_yuan(h, description.years(), town); });
  row.peak_month = peak_month(sample, town);
  row.break_even = sample.over([&](const Headline& h) {
    const std::int32_t per_mille = h.hub_break_even_per_mille(town);
    return per_mille < 0 ? std::numeric_limits<double>::quiet_NaN() : per_mille / 1000.0;
  });
  return row;
}

/// A name that several towns bear ends with the code, and where there is no room for both, the code tells more.
std::string name_cell(const TownReportRow& row) {
  const bool shared = row.name_zh.ends_with(" (" + row.code + ")");
  return shorten(shared && display_width(row.name_zh) > kName ? row.code : row.name_zh, kName);
}

}  // namespace

TownReport town_report(const Description& description, std::span<const Outcome> outcomes) {
  const Sample sample(description, outcomes);
  TownReport out{description.name_zh, description.name_en, description.end, static_cast<int>(sample.outcomes.size()), {}};
  if (out.replicates == 0) return out;
  for (std::size_t town = 0; town < description.towns.size(); ++town) out.rows.push_back(row_of(sample, town));
  return out;
}

std::string render_text(const TownReport& report) {
  std::string out = shorten(fmt::format("TOWNS 镇街  {}  {}", report.name_zh, report.name_en), kColumns) + "\n";
  if (report.replicates == 0) return out + "no replicate ended well: there are no results\n";
  out += fmt::format(
      "end of {}, mean of {} replicate{}; 逐年: settlements covered, year by year\nwaited: months of projects due without money; "
      "advanced: highest balance, 万元, and its month\n",
      text_of(report.end), report.replicates, report.replicates == 1 ? "" : "s");
  std::vector<std::vector<std::string>> rows{
      {"镇街", "60+", "社区", "村", "逐年", "beds", "in use", "short", "carers", "waited", "advanced", "month", "break-even"}};
  const auto of = [](const Estimate& covered, int all) {
    return all == 0 ? std::string("-") : fmt::format("{}/{}", grouped_text(covered.mean), all);
  };
  for (const TownReportRow& row : report.rows) {
    rows.push_back({name_cell(row), grouped_text(row.residents.mean), of(row.communities_covered, row.communities),
                    of(row.villages_covered, row.villages), spark_text(row.covered_share, 1), grouped_text(row.beds_open.mean),
                    grouped_text(row.beds_occupied.mean), grouped_text(row.bed_shortfall.mean), grouped_text(row.carers.mean),
                    grouped_text(row.waited_for_money.mean), grouped_text(row.prefinancing_peak.mean / kYuanPer10000),
                    row.peak_month ? text_of(*row.peak_month) : "-",
                    std::isnan(row.break_even.mean) ? "-" : percent_text(row.break_even.mean) + "%"});
  }
  return out + table_text(rows);
}

std::string render_json(const TownReport& report) {
  Json rows = Json::array();
  for (const TownReportRow& row : report.rows) {
    rows.push_back({{"town", row.code},
                    {"name_zh", row.name_zh},
                    {"name_en", row.name_en},
                    {"residents", json_of(row.residents)},
                    {"communities", row.communities},
                    {"communities_covered", json_of(row.communities_covered)},
                    {"villages", row.villages},
                    {"villages_covered", json_of(row.villages_covered)},
                    {"covered_share_by_year", row.covered_share},
                    {"beds_open", json_of(row.beds_open)},
                    {"beds_occupied", json_of(row.beds_occupied)},
                    {"bed_shortfall", json_of(row.bed_shortfall)},
                    {"carers", json_of(row.carers)},
                    {"project_months_waited_for_money", json_of(row.waited_for_money)},
                    {"prefinancing_peak", json_of(row.prefinancing_peak)},
                    {"prefinancing_peak_month", row.peak_month ? Json(text_of(*row.peak_month)) : Json(nullptr)},
                    {"break_even_occupancy", json_of(row.break_even)}});
  }
  const Json out{{"format", "eldercast-towns"},
                 {"version", 1},
                 {"scenario", {{"name_zh", report.name_zh}, {"name_en", report.name_en}}},
                 {"end", text_of(report.end)},
                 {"replicates", report.replicates},
                 {"rows", rows}};
  return json_text(out);
}

}  // namespace eldercast
