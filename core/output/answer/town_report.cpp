#include "output/answer/town_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "api/money.hpp"
#include "output/answer/summary.hpp"
#include "output/figures/sample.hpp"
#include "output/place_names.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/text_cells.hpp"
#include "output/render/words.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

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

/// Until the end of a year.
double peak_yuan(const Headline& h, int last, std::size_t town) {
  std::int64_t peak = 0;
  for (int year = 0; year <= last; ++year) peak = std::max(peak, h.town_prefinancing_peak_fen(year, town));
  return static_cast<double>(peak) / kFenPerYuan;
}

TownReportRow row_of(const Sample& sample, std::size_t town, int year) {
  const Description& description = sample.description;
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
  row.beds_staffed = sample.over([&](const Headline& h) { return h.town_beds(year, town, BedCount::staffed); });
  for (const ShortfallCause cause : all_of<ShortfallCause>())
    row.bed_shortfall_by_cause[cause] = sample.over([&](const Headline& h) { return h.town_bed_shortfall(year, town, cause); });
  row.carers = sample.over([&](const Headline& h) { return h.town_carers(year, town); });
  row.waited_for_money = sample.over([&](const Headline& h) {
    std::int64_t months = 0;
    for (int y = 0; y <= year; ++y) {
      for (const WaitFor what : {WaitFor::city, WaitFor::district, WaitFor::town}) months += h.town_projects_waited(y, town, what);
    }
    return months;
  });
  row.accrued = sample.over([&](const Headline& h) {
    std::int64_t fen = 0;
    for (int y = 0; y <= year; ++y) {
      for (const Payer payer : all_of<Payer>(sample.description.names)) fen += h.town_accrued_fen(y, town, payer);
    }
    return static_cast<double>(fen) / kFenPerYuan;
  });
  row.prefinancing_peak = sample.over([&](const Headline& h) { return peak_yuan(h, year, town); });
  row.peak_month = peak_month(sample, town);
  row.break_even = sample.over([&](const Headline& h) {
    const std::int32_t per_mille = h.hub_break_even_per_mille(town);
    return per_mille < 0 ? std::numeric_limits<double>::quiet_NaN() : per_mille / 1000.0;
  });
  return row;
}

/// Of the whole district until the end of a year.
double accrued_fen(const Headline& h, const Description& description, int last_month) {
  std::int64_t fen = 0;
  for (int month = 0; month <= last_month; ++month) {
    for (const Payer payer : all_of<Payer>(description.names)) {
      for (const Purpose purpose : all_of<Purpose>(description.names)) fen += h.accrued_fen(month, payer, purpose);
    }
  }
  return static_cast<double>(fen);
}

double accrued_by_towns_fen(const Headline& h, const Description& description, int year) {
  std::int64_t fen = 0;
  for (int y = 0; y <= year; ++y) {
    for (std::size_t town = 0; town < description.towns.size(); ++town) {
      for (const Payer payer : all_of<Payer>(description.names)) fen += h.town_accrued_fen(y, town, payer);
    }
  }
  return static_cast<double>(fen);
}

/// "3.9/5"; nothing where there are none.
Cell part_cell(const Estimate& covered, int all) { return all == 0 ? Cell{} : Cell{fmt::format("{}/{}", grouped_text(covered.mean), all)}; }

/// What rows are sorted by, the largest first.
double weight_of(const TownReportRow& row, TownOrder order) {
  switch (order) {
    case TownOrder::residents:
      return row.residents.mean;
    case TownOrder::covered:
      return -(row.covered_share.empty() ? 0 : row.covered_share.back());
    case TownOrder::short_of_beds:
      return row.bed_shortfall.mean;
    case TownOrder::carers:
      return row.carers.mean;
    case TownOrder::money:
      return row.accrued.mean;
    case TownOrder::advanced:
      return row.prefinancing_peak.mean;
    case TownOrder::scenario:
      break;
  }
  return 0;
}

}  // namespace

TownReport town_report(const Description& description, std::span<const Outcome> outcomes, std::optional<int> year) {
  const Sample sample(description, outcomes);
  const int shown = year.value_or(description.years() - 1);
  TownReport out{description.name_zh,
                 description.name_en,
                 description.start + description.last_month_of_year(shown),
                 static_cast<int>(sample.outcomes.size()),
                 {},
                 {},
                 {},
                 {}};
  if (out.replicates == 0) return out;
  const int last_month = description.last_month_of_year(shown);
  out.grants_waiting = sample.over([&](const Headline& h) {
    double most = 0;
    for (int month = 0; month <= last_month; ++month) most = std::max(most, grants_waiting_yuan(h, month));
    return most;
  });
  out.accrued = sample.over([&](const Headline& h) { return accrued_fen(h, description, last_month) / kFenPerYuan; });
  out.accrued_by_no_town = sample.over([&](const Headline& h) {
    return (accrued_fen(h, description, last_month) - accrued_by_towns_fen(h, description, shown)) / kFenPerYuan;
  });
  for (std::size_t town = 0; town < description.towns.size(); ++town) out.rows.push_back(row_of(sample, town, shown));
  return out;
}

Text short_of_beds(const TownReport& report) {
  constexpr std::size_t kNamed = 8;
  std::vector<const TownReportRow*> towns;
  PerEnum<ShortfallCause, double> causes{};
  for (const TownReportRow& row : report.rows) {
    if (row.bed_shortfall.mean < 1) continue;
    towns.push_back(&row);
    for (const ShortfallCause cause : all_of<ShortfallCause>()) causes[cause] += row.bed_shortfall_by_cause[cause].mean;
  }
  if (towns.empty()) return {};
  std::stable_sort(towns.begin(), towns.end(), [](const auto* a, const auto* b) { return a->bed_shortfall.mean > b->bed_shortfall.mean; });
  const auto causes_of = [](const auto& persons_of) {
    Text out;
    for (const ShortfallCause cause : all_of<ShortfallCause>()) {
      const double persons = persons_of(cause);
      if (persons < 0.5) continue;
      const Text words = words_of(cause);
      out.zh += fmt::format("{}{}{}", out.zh.empty() ? "" : "、", words.zh, grouped_text(persons));
      out.en += fmt::format("{}{} {}", out.en.empty() ? "" : ", ", words.en, grouped_text(persons));
    }
    return out;
  };
  const bool several = std::count_if(causes.begin(), causes.end(), [](double persons) { return persons >= 0.5; }) > 1;
  const Text all = causes_of([&](ShortfallCause cause) { return causes[cause]; });
  Text out{fmt::format("缺床的镇街（{}）：", all.zh), fmt::format("Towns short of beds ({}): ", all.en)};
  for (std::size_t i = 0; i < std::min(kNamed, towns.size()); ++i) {
    const TownReportRow& row = *towns[i];
    const std::string persons = grouped_text(row.bed_shortfall.mean);
    const Text own = causes_of([&](ShortfallCause cause) { return row.bed_shortfall_by_cause[cause].mean; });
    out.zh += fmt::format("{}{}{}人", i == 0 ? "" : "；", row.name_zh, persons) + (several ? "（" + own.zh + "）" : "");
    out.en += fmt::format("{}{} {}", i == 0 ? "" : "; ", row.name_en, persons) + (several ? " (" + own.en + ")" : "");
  }
  if (towns.size() > kNamed) {
    out.zh += fmt::format("；另有{}个镇街", towns.size() - kNamed);
    out.en += fmt::format("; and {} more", towns.size() - kNamed);
  }
  return {out.zh + "。", out.en + "."};
}

void sort_rows(TownReport& report, TownOrder order) {
  std::stable_sort(report.rows.begin(), report.rows.end(),
                   [&](const TownReportRow& a, const TownReportRow& b) { return weight_of(a, order) > weight_of(b, order); });
}

Table towns_table(const TownReport& report) {
  Table out{"towns", "镇街", "各镇街（期末）", "Towns at the end", {}, {}, {}};
  const auto estimate = [&](const char* key, const char* zh, const char* en, const char* unit, CellFormat format) {
    out.columns.push_back({key, zh, en, unit, format, true, ShownIn::files});
    out.columns.push_back({std::string(key) + "_mean", zh, en, unit, format, false, ShownIn::screens});
  };
  out.columns = {{"town", "代码", "code", "", CellFormat::text, false, ShownIn::files},
                 {"name_zh", "镇街", "town", "", CellFormat::text},
                 {"name_en", "英文名", "English name", "", CellFormat::text, false, ShownIn::files}};
  estimate("residents", "60岁以上", "60+", "persons", CellFormat::whole);
  out.columns.push_back({"communities", "社区数", "communities", "count", CellFormat::whole, false, ShownIn::files});
  out.columns.push_back({"communities_covered", "已覆盖社区", "communities covered", "count", CellFormat::decimal, false, ShownIn::files});
  out.columns.push_back({"villages", "村数", "villages", "count", CellFormat::whole, false, ShownIn::files});
  out.columns.push_back({"villages_covered", "已覆盖村", "villages covered", "count", CellFormat::decimal, false, ShownIn::files});
  out.columns.push_back({"", "社区", "commun.", "", CellFormat::whole, false, ShownIn::screens});
  out.columns.push_back({"", "村", "villages", "", CellFormat::whole, false, ShownIn::screens});
  out.columns.push_back({"", "逐年", "by year", "", CellFormat::whole, false, ShownIn::screens});
  out.columns.push_back({"beds_open", "床位", "beds open", "beds", CellFormat::decimal, false, ShownIn::files});
  out.columns.push_back({"beds_occupied", "在住", "beds occupied", "beds", CellFormat::decimal, false, ShownIn::files});
  out.columns.push_back({"", "在住/床", "beds used", "", CellFormat::whole, false, ShownIn::screens});
  out.columns.push_back({"beds_staffed", "有人员床位", "beds staffed", "beds", CellFormat::decimal, false, ShownIn::files});
  estimate("bed_shortfall", "缺床", "short", "persons", CellFormat::whole);
  for (const ShortfallCause cause : all_of<ShortfallCause>()) {
    const Text words = words_of(cause);
    out.columns.push_back({"short_" + std::string(name_of(cause)), "缺床：" + words.zh, "short: " + words.en, "persons",
                           CellFormat::decimal, false, ShownIn::files});
  }
  out.columns.push_back({"carers", "护理员", "carers in post", "persons", CellFormat::decimal, false, ShownIn::files});
  out.columns.push_back({"project_months_waited_for_money", "等资金", "waits", "months", CellFormat::whole});
  estimate("accrued", "费用", "costs", "CNY", CellFormat::money);
  estimate("prefinancing_peak", "垫付自筹", "out of pocket", "CNY", CellFormat::money);
  out.columns.push_back({"prefinancing_peak_month", "峰值月份", "month of the peak", "", CellFormat::month, false, ShownIn::files});
  out.columns.push_back({"break_even", "保本", "even at", "1", CellFormat::share});
  for (const TownReportRow& town : report.rows) {
    std::vector<Cell> row{town.code,
                          Text{town.name_zh, town.name_en},
                          town.name_en,
                          town.residents,
                          number_cell(town.residents.mean),
                          static_cast<double>(town.communities),
                          number_cell(town.communities_covered.mean),
                          static_cast<double>(town.villages),
                          number_cell(town.villages_covered.mean),
                          part_cell(town.communities_covered, town.communities),
                          part_cell(town.villages_covered, town.villages),
                          spark_text(town.covered_share, 1),
                          number_cell(town.beds_open.mean),
                          number_cell(town.beds_occupied.mean),
                          fmt::format("{}/{}", grouped_text(town.beds_occupied.mean), grouped_text(town.beds_open.mean)),
                          number_cell(town.beds_staffed.mean),
                          town.bed_shortfall,
                          number_cell(town.bed_shortfall.mean)};
    for (const ShortfallCause cause : all_of<ShortfallCause>()) row.push_back(number_cell(town.bed_shortfall_by_cause[cause].mean));
    row.insert(row.end(), {number_cell(town.carers.mean), number_cell(town.waited_for_money.mean), town.accrued,
                           number_cell(town.accrued.mean), town.prefinancing_peak, number_cell(town.prefinancing_peak.mean),
                           town.peak_month ? Cell{*town.peak_month} : Cell{}, number_cell(town.break_even.mean)});
    out.rows.push_back(std::move(row));
  }
  return out;
}

std::string render_text(const TownReport& report, Language language, std::size_t width) {
  const bool zh = language == Language::zh;
  std::string out = wrapped_text((zh ? "镇街：" : "Towns: ") + (zh ? report.name_zh : report.name_en), width) + "\n";
  if (report.replicates == 0) return out + (zh ? "没有一次模拟正常结束：没有结果\n" : "no replicate ended well: there are no results\n");
  const std::string about =
      zh ? fmt::format(
               "{}，{}次模拟的均值。社区、村：有自有设施的和总数；逐年：其占比；在住/床：在住和开放的床位；缺床：需要床位而没有的人；"
               "等资金：项目到期而缺资金的月数；费用：各方至此累计（万元）；垫付自筹：已付而未收回的建设费最高余额（万元），含"
               "等待补助的和自筹的；保本：中心收支相抵的入住率，高于100%则仅靠床位永不保本。",
               text_of(report.end), report.replicates)
         : fmt::format(
               "{}, mean of {}. commun., villages: those with a facility of their own, of all; by year: their share; beds used: "
               "occupied of open; short: people who need a bed and have none; waits: months in which its projects were due and "
               "money was missing; costs: of all payers since the start, 10k CNY; out of pocket: the highest balance of building "
               "money that it has paid and nobody repaid, what waits for grants and what stays its own together, 10k CNY; even at: "
               "occupancy at which its centre breaks even, above 100%: never by beds alone.",
               text_of(report.end), counted(report.replicates, "replicate"));
  out += wrapped_text(about, width) + "\n";
  out += "\n" + table_text(towns_table(report), language, width);
  const std::string none = grouped_text(report.accrued_by_no_town.mean / kYuanPer10000);
  const std::string all = grouped_text(report.accrued.mean / kYuanPer10000);
  const std::string waiting = grouped_text(report.grants_waiting.mean / kYuanPer10000);
  out +=
      wrapped_text(
          zh ? fmt::format("另有不分镇街的费用{}万元；全区共{}万元。各镇街合计同时等待补助的最多{}万元，其余为自筹。", none, all, waiting)
             : fmt::format("Costs of no town: {}; of the whole district: {} (10k CNY). At most {} of all towns together waits for grants "
                           "at one time; the rest stays their own.",
                           none, all, waiting),
          width) +
      "\n";
  const Text causes = short_of_beds(report);
  return causes.zh.empty() ? out : out + wrapped_text(in(language, causes), width) + "\n";
}

std::string render_json(const TownReport& report) {
  Json rows = Json::array();
  for (const TownReportRow& row : report.rows) {
    Json by_cause = Json::object();
    for (const ShortfallCause cause : all_of<ShortfallCause>())
      by_cause[std::string(name_of(cause))] = json_of(row.bed_shortfall_by_cause[cause]);
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
                    {"beds_staffed", json_of(row.beds_staffed)},
                    {"bed_shortfall", json_of(row.bed_shortfall)},
                    {"bed_shortfall_by_cause", by_cause},
                    {"carers", json_of(row.carers)},
                    {"accrued", json_of(row.accrued)},
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
                 {"accrued", json_of(report.accrued)},
                 {"accrued_by_no_town", json_of(report.accrued_by_no_town)},
                 {"rows", rows}};
  return json_text(out);
}

}  // namespace eldercast
