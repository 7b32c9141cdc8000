#include <fmt/format.h>

#include <algorithm>

#include "output/page/svg.hpp"
#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {

/// 万元 of a calendar year, over the pairs of payer and purpose that `wanted` takes.
template <class Wanted>
std::vector<Estimate> accrued_by_year(const RunData& data, Wanted wanted) {
  const Description& about = data.description;
  return data.by_year([&](const Headline& h, int year) {
    const int first = year == 0 ? 0 : about.last_month_of_year(year - 1) + 1;
    double fen = 0;
    for (int month = first; month <= about.last_month_of_year(year); ++month) {
      for (const Payer payer : all_of<Payer>(about.names)) {
        for (const Purpose purpose : all_of<Purpose>(about.names))
          fen += wanted(payer, purpose) ? static_cast<double>(h.accrued_fen(month, payer, purpose)) : 0.0;
      }
    }
    return fen / kFenPer10000Yuan;
  });
}

std::string cell(const Estimate& yuan) { return shown_cell(ten_thousands(yuan)); }

std::string payers_chart(const RunData& data) {
  StackedColumns chart;
  chart.text = {{"谁承担", "By payer"}, kTenThousandYuan, {"各年应计费用，按承担方。", "Money accrued by year and payer."}};
  chart.over = data.years;
  for (const Payer payer : all_of<Payer>(data.description.names)) {
    auto values = accrued_by_year(data, [=](Payer one, Purpose) { return one == payer; });
    if (anything(values))
      chart.parts.push_back({{name_text(payer, data.description.names), std::string(part_colour(index_of(payer)))}, std::move(values)});
  }
  // Who pays most comes first, in the legend too: a long legend is shown in pages.
  const auto total = [](const StackedColumns::Part& part) {
    double sum = 0;
    for (const Estimate& value : part.values) sum += value.mean;
    return sum;
  };
  std::stable_sort(chart.parts.begin(), chart.parts.end(), [&](const auto& a, const auto& b) { return total(a) > total(b); });
  return block(chart);
}

std::string purposes_chart(const RunData& data) {
  StackedColumns chart;
  chart.text = {{"用在哪里", "By purpose"}, kTenThousandYuan, {"各年应计费用，按用途。", "Money accrued by year and purpose."}};
  chart.over = data.years;
  for (const Purpose purpose : all_of<Purpose>(data.description.names)) {
    auto values = accrued_by_year(data, [=](Payer, Purpose one) { return one == purpose; });
    if (anything(values))
      chart.parts.push_back({{name_text(purpose, data.description.names), std::string(part_colour(index_of(purpose)))}, std::move(values)});
  }
  return block(chart);
}

std::string clauses_table(const RunData& data) {
  HtmlTable table({{"条款", "clause"}, {"应计，万元", "accrued, 10,000 CNY"}, {"已付，万元", "paid, 10,000 CNY"}});
  for (const SummaryClause& line : data.summary.by_clause) {
    if (line.money.accrued.high == 0 && line.money.accrued.low == 0 && line.money.paid.high == 0) continue;
    table.add({line.clause.empty() ? both({"不属于任何条款", "under no clause"}) : escape(line.clause), cell(line.money.accrued),
               cell(line.money.paid)});
  }
  const Text title{"按规划条款的资金（全期）", "Money by clause of the plan (whole run)"};
  return "<h3>" + both(title) + "</h3>" + table.html(title);
}

std::string recurrent_table(const RunData& data) {
  const SummaryRecurrent& recurrent = data.summary.recurrent;
  HtmlTable table({{"承担方", "payer"},
                   {"全期应计，万元", "accrued in the run, 10,000 CNY"},
                   {"全期已付，万元", "paid in the run, 10,000 CNY"},
                   {fmt::format("{}年起每年，万元", recurrent.from_year), fmt::format("a year from {}, 10,000 CNY", recurrent.from_year)}});
  for (const Payer payer : all_of<Payer>(data.description.names)) {
    const SummaryMoney& money = data.summary.by_payer[payer];
    if (money.accrued.high == 0 && money.accrued.low == 0 && recurrent.by_payer[payer].high == 0) continue;
    table.add({both(name_text(payer, data.description.names)), cell(money.accrued), cell(money.paid), cell(recurrent.by_payer[payer])});
  }
  table.add({both({"合计", "all"}), cell(data.summary.money.accrued), cell(data.summary.money.paid), cell(recurrent.total)});
  const Text title{"按承担方的资金", "Money by payer"};
  return "<h3>" + both(title) + "</h3>" + table.html(title);
}

}  // namespace

std::string money_section(const RunData& data) {
  return "<div class=\"charts\">" + payers_chart(data) + purposes_chart(data) + "</div><div class=\"charts\"><div>" +
         recurrent_table(data) + "</div><div>" + clauses_table(data) + "</div></div>";
}

}  // namespace eldercast
