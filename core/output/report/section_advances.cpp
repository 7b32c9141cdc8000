#include <fmt/format.h>

#include <algorithm>

#include "api/money.hpp"
#include "output/page/svg.hpp"
#include "output/render/text_cells.hpp"
#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {

std::string advances_by_month(const RunData& data) {
  StackedColumns chart;
  chart.text = {
      {"各镇街合计：已付而未收回的建设费", "Building money that all towns have paid and nobody repaid"},
      kTenThousandYuan,
      {"各月末余额，全部模拟的平均：等待补助的部分会收回，其余由镇街自己承担。",
       "Balance at the end of each month, mean of all replicates: what waits for grants comes back, the rest stays the towns' own."}};
  chart.text.wide = true;
  chart.over = data.months;
  const auto waiting = [](const Headline& h, int month) { return std::max(0.0, grants_waiting_yuan(h, month)); };
  chart.parts.push_back({{{"等待补助（会收回）", "waits for grants, comes back"}, std::string(part_colour(1))},
                         data.by_month([&](const Headline& h, int month) { return waiting(h, month) / kYuanPer10000; })});
  chart.parts.push_back(
      {{{"镇街自筹（不收回）", "the towns' own, for good"}, std::string(kWarm)}, data.by_month([&](const Headline& h, int month) {
         const double balance = static_cast<double>(h.prefinancing_fen(month)) / kFenPerYuan;
         return std::max(0.0, balance - waiting(h, month)) / kYuanPer10000;
       })});
  return block(chart);
}

/// The highest balance of the year, the mean of all replicates, towns in the scenario's order; those that never pay are left out.
std::string highest_by_town(const RunData& data) {
  HeatMap chart;
  chart.text = {{"各镇街各年的最高余额", "Highest balance of each town, year by year"},
                kTenThousandYuan,
                {"各年月末余额的最高值，全部模拟的平均；等待补助的和自筹的合计。",
                 "Highest month-end balance of the year, mean of all replicates; what waits for grants and the town's own together."}};
  chart.over = data.years;
  chart.colour = kWarm;
  for (std::size_t t = 0; t < data.description.towns.size(); ++t) {
    auto values = data.by_year(
        [t](const Headline& h, int year) { return static_cast<double>(h.town_prefinancing_peak_fen(year, t)) / kFenPer10000Yuan; });
    if (anything(values)) chart.rows.push_back({data.town_name(TownId(t)), std::move(values)});
  }
  return chart.rows.empty() ? "" : block(chart);
}

std::string peaks(const RunData& data) {
  Bars chart;
  chart.text = {
      {"各镇街的最高余额与月份", "Highest balance of each town in the run, and its month"},
      kTenThousandYuan,
      {"镇街已支付、尚无人偿还的建设资金，月末余额的最高值；等待补助的和自筹的合计。",
       "Building money that a town has paid and nobody has repaid: its highest month-end balance, what waits for grants and its own "
       "together."}};
  chart.note = {"月份（中位数）", "month (median)"};
  chart.colour = part_colour(1);
  for (std::size_t t = 0; t < data.towns.rows.size(); ++t) {
    const TownReportRow& row = data.towns.rows[t];
    chart.rows.push_back(
        {data.town_name(TownId(t)), in_ten_thousands(row.prefinancing_peak), row.peak_month ? text_of(*row.peak_month) : ""});
  }
  std::stable_sort(chart.rows.begin(), chart.rows.end(),
                   [](const Bars::Row& a, const Bars::Row& b) { return a.value.mean > b.value.mean; });
  return block(chart);
}

std::string both_parts(const RunData& data) {
  HtmlTable table({{"各镇街合计，万元", "all towns together, 10,000 CNY"}, {"全程", "over the run"}});
  table.add({both({"同时等待补助的最高余额", "most that waits for grants at one time"}),
             shown_cell(ten_thousands(data.summary.grants_waiting_peak))});
  table.add({both({"期末自筹、不再收回", "paid for good by the end"}), shown_cell(ten_thousands(data.summary.towns_for_good))});
  table.add({both({"两者合计的最高余额", "highest balance of both"}), shown_cell(ten_thousands(data.summary.prefinancing_peak))});
  return paragraph({"镇街先付建设费。补助到账后收回一部分，是垫资；其余不再收回，是自筹。",
                    "Towns pay for building first. A part comes back when grants are paid: that is advanced. The rest stays theirs."}) +
         table.html({"垫资与自筹", "Advanced, and paid for good"});
}

}  // namespace

std::string advances_section(const RunData& data) {
  return both_parts(data) + advances_by_month(data) + "<div class=\"charts\">" + highest_by_town(data) + peaks(data) + "</div>";
}

}  // namespace eldercast
