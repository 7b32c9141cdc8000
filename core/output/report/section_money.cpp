#include <fmt/format.h>

#include <algorithm>

#include "output/page/svg.hpp"
#include "output/render/text_cells.hpp"
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
  std::vector<SummaryClause> lines = data.summary.by_clause;
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.money.accrued.mean > b.money.accrued.mean; });
  for (const SummaryClause& line : lines) {
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

/// The target asks what is kept for elderly care; how much of it is spent is another matter.
std::string lottery_fund(const RunData& data) {
  const SummaryFund& fund = data.summary.lottery_fund;
  if (fund.received.high == 0 && fund.left.high == 0) return "";
  const std::string part = shown(fund.part_left, Show::share);
  return paragraph(
      {fmt::format("福彩公益金：全程留用于养老{}万元，已安排{}万元，期末结余{}万元未使用（收入的{}）。F1只要求留用的比例，不看是否使用。",
                   ten_thousands(fund.received), ten_thousands(fund.committed), ten_thousands(fund.left), part),
       fmt::format("Lottery welfare fund, 10,000 CNY: {} kept for elderly care over the run, {} committed, {} unspent at the end "
                   "({} of what came in). F1 asks for the share that is kept, whether it is spent or not.",
                   ten_thousands(fund.received), ten_thousands(fund.committed), ten_thousands(fund.left), part)});
}

/// Payers with money in some town, the largest first.
std::vector<Payer> payers_of_towns(const RunData& data) {
  std::vector<std::pair<double, Payer>> order;
  for (const Payer payer : all_of<Payer>(data.description.names)) {
    const double yuan = data.summary.by_payer[payer].accrued.mean;
    if (yuan > 0) order.emplace_back(yuan, payer);
  }
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Payer> out;
  for (const auto& [yuan, payer] : order) out.push_back(payer);
  return out;
}

/// Means of 10,000 yuan by town and payer over the years [first, last].
std::string town_money_table(const RunData& data, int first, int last, const Text& title) {
  const Description& about = data.description;
  const std::vector<Payer> payers = payers_of_towns(data);
  std::vector<Text> header{{"镇街，万元", "town, 10,000 CNY"}};
  for (const Payer payer : payers) header.push_back(name_text(payer, about.names));
  header.push_back({"合计", "all"});
  HtmlTable table(std::move(header));
  const auto add = [&](const Text& name, auto fen_of) {
    std::vector<std::string> cells{both(name)};
    double sum = 0;
    for (const Payer payer : payers) {
      const double mean = data.sample.over([&](const Headline& h) { return fen_of(h, payer); }).mean / kFenPer10000Yuan;
      sum += mean;
      cells.push_back(grouped_text(mean));
    }
    cells.push_back(grouped_text(sum));
    table.add(cells);
  };
  const auto town_fen = [&](const Headline& h, std::size_t town, Payer payer) {
    double fen = 0;
    for (int year = first; year <= last; ++year) fen += static_cast<double>(h.town_accrued_fen(year, town, payer));
    return fen;
  };
  for (std::size_t t = 0; t < about.towns.size(); ++t)
    add(data.town_name(TownId(t)), [&, t](const Headline& h, Payer payer) { return town_fen(h, t, payer); });
  const auto all_fen = [&](const Headline& h, Payer payer) {
    double fen = 0;
    for (int month = first == 0 ? 0 : about.last_month_of_year(first - 1) + 1; month <= about.last_month_of_year(last); ++month)
      fen += sum_over<Purpose>([&](Purpose purpose) { return h.accrued_fen(month, payer, purpose); });
    return fen;
  };
  add({"不分镇街", "of no town"}, [&](const Headline& h, Payer payer) {
    double fen = all_fen(h, payer);
    for (std::size_t t = 0; t < about.towns.size(); ++t) fen -= town_fen(h, t, payer);
    return fen;
  });
  add({"全区", "district"}, all_fen);
  return folded(title, table.html(title));
}

}  // namespace

std::string town_money_section(const RunData& data) {
  const int last = data.description.years() - 1;
  std::string out = paragraph({"各镇街应计资金，全部模拟的平均；含90%区间的数字见导出的表“镇街资金”。",
                               "Money accrued by town, mean of all replicates; the table town_money of an export has the 90% intervals."},
                              "note") +
                    town_money_table(data, 0, last, {"全程", "Whole run"});
  for (int year = 0; year <= last; ++year) out += town_money_table(data, year, year, same(data.years[static_cast<std::size_t>(year)]));
  return out;
}

std::string money_section(const RunData& data) {
  return "<div class=\"charts\">" + payers_chart(data) + purposes_chart(data) + "</div><div class=\"charts\"><div>" +
         recurrent_table(data) + "</div><div>" + clauses_table(data) + "</div></div>" + lottery_fund(data);
}

}  // namespace eldercast
