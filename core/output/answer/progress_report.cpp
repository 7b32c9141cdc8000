#include "output/answer/progress_report.hpp"

#include <fmt/format.h>

#include <array>

#include "api/money.hpp"
#include "output/figures/sample.hpp"
#include "output/file/dimension.hpp"
#include "output/render/chinese.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/text_cells.hpp"

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
  row.name_zh = town ? description.towns[town->index()].name_zh : "各镇街合计";
  row.name_en = town ? description.towns[town->index()].name_en : "all towns";
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

/// Paid until the end of a period for what no town has.
Estimate paid_by_no_town(const Sample& sample, int period) {
  const Description& description = sample.description;
  return sample.over([&](const Headline& h) {
    std::int64_t fen = 0;
    for (int month = 0; month <= description.last_month_of_period(period); ++month) {
      for (const Payer payer : all_of<Payer>(description.names)) {
        for (const Purpose purpose : all_of<Purpose>(description.names)) fen += h.paid_fen(month, payer, purpose);
      }
    }
    double yuan = static_cast<double>(fen) / kFenPerYuan;
    for (std::size_t t = 0; t < description.towns.size(); ++t) yuan -= h.town_progress(period, t, Progress::money_paid_yuan);
    return yuan;
  });
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
  if (query.period) {
    const std::string period = period_text(description, *query.period);
    out.about = {period + "期末", "end of " + period};
  }
  if (query.town) {
    const TownLine& town = description.towns[query.town->index()];
    out.about = {town.name_zh + out.about.zh, town.name_en + (out.about.en.empty() ? "" : ", ") + out.about.en};
  }
  if (out.replicates == 0) return out;
  out.paid_by_no_town = paid_by_no_town(sample, query.period.value_or(description.periods() - 1));
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

Table progress_table(const ProgressReport& report) {
  Table out{"progress",
            "进度",
            "两月进度（镇街，末行为各镇街合计；不分镇街的支出如培训班不在内）",
            "Two-monthly progress by town, all towns last; what no town has, such as courses, is left out",
            {},
            {},
            {}};
  out.columns = {{"period", "期间", "period", "", CellFormat::text, false, report.by_town ? ShownIn::files : ShownIn::everywhere},
                 {"town", "代码", "code, empty: the district", "", CellFormat::text, false, ShownIn::files},
                 {"name_zh", "镇街", "town", "", CellFormat::text, false, report.by_town ? ShownIn::everywhere : ShownIn::files}};
  constexpr std::array<const char*, kCount<Progress>> kShort{"planned", "open", "paid", "carers", "trained", "in use"};
  for (const Progress progress : all_of<Progress>()) {
    const bool money = progress == Progress::money_paid_yuan;
    const CellFormat format = money ? CellFormat::money : CellFormat::whole;
    const std::string zh = money ? "累计支付" : std::string(chinese_of(progress));
    out.columns.push_back({std::string(name_of(progress)), zh, kShort[index_of(progress)], money ? "CNY" : "count", format});
  }
  for (const ProgressRow& one : report.rows) {
    std::vector<Cell> row{one.period, one.town, Text{one.name_zh, one.name_en}};
    for (const Progress progress : all_of<Progress>()) row.push_back(number_cell(one.cells[progress].mean));
    out.rows.push_back(std::move(row));
  }
  return out;
}

std::string render_text(const ProgressReport& report, Language language, std::size_t width) {
  const bool zh = language == Language::zh;
  std::string head = (zh ? "进度：" : "Progress: ") + (zh ? report.name_zh : report.name_en);
  const std::string about = in(language, report.about);
  if (!about.empty()) head += (zh ? "，" : ", ") + about;
  std::string out = wrapped_text(head, width) + "\n";
  if (report.replicates == 0) return out + (zh ? "没有一次模拟正常结束：没有结果\n" : "no replicate ended well: there are no results\n");
  out += wrapped_text(zh ? fmt::format("{}次模拟的均值；资金自开始累计，含老年人付费", report.replicates)
                         : fmt::format("mean of {} replicate{}; money since the start, paid by residents too", report.replicates,
                                       report.replicates == 1 ? "" : "s"),
                      width) +
         "\n";
  out += table_text(progress_table(report), language, width);
  const std::string none = grouped_text(report.paid_by_no_town.mean / kYuanPer10000);
  if (report.paid_by_no_town.high == 0 || none == "0") return out;
  return out +
         wrapped_text(zh ? fmt::format("另有不分镇街的支出{}万元（如培训班），不在表内。", none)
                         : fmt::format("Paid for what no town has, such as courses, and not in the table: {} (10k CNY).", none),
                      width) +
         "\n";
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
                 {"paid_by_no_town", json_of(report.paid_by_no_town)},
                 {"rows", rows}};
  return json_text(out);
}

}  // namespace eldercast
