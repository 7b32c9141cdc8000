#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/page/svg.hpp"
#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {}  // namespace

namespace {

std::string advances_by_month(const RunData& data) {
  LineChart chart;
  chart.text = {{"全区垫资余额", "Advanced by all towns together"},
                kTenThousandYuan,
                {"各月末余额与90%区间。", "Balance at the end of each month, 90% band."}};
  chart.over = data.months;
  LineChart::Series balance{{{"月末余额", "balance at month's end"}, std::string(kAccent)}, {}};
  balance.values =
      data.by_month([](const Headline& h, int month) { return static_cast<double>(h.prefinancing_fen(month)) / kFenPer10000Yuan; });
  chart.series.push_back(std::move(balance));
  return block(chart);
}

}  // namespace

namespace {

/// The balance of every town by month, the mean over the replicates kept in detail; towns that never advance money are left out.
std::string advances_by_town(const RunData& data) {
  HeatMap chart;
  chart.text = {{"各镇街各月垫资余额", "Advanced by each town, month by month"},
                kTenThousandYuan,
                {"月末余额，颜色越深越高；按峰值排列；取保留明细的重复模拟的平均值。",
                 "Balance at the month's end, the darker the higher; towns by their peak; mean of the replicates kept in detail."}};
  chart.over = data.months;
  chart.colour = kWarm;
  for (std::size_t t = 0; t < data.description.towns.size(); ++t) {
    std::vector<Estimate> values;
    for (int month = 0; month < data.description.months(); ++month) {
      std::vector<double> balances;
      for (const Outcome* outcome : data.sample.outcomes) {
        const auto& balance = outcome->detail.town_prefinancing_fen;
        if (!balance.cells().empty()) balances.push_back(static_cast<double>(balance(month, t)) / kFenPer10000Yuan);
      }
      values.push_back(estimate(std::move(balances)));
    }
    const auto owes = [](const Estimate& value) { return value.low != 0 || value.high != 0; };
    if (!std::isnan(values.front().mean) && std::any_of(values.begin(), values.end(), owes))
      chart.rows.push_back({data.town_name(TownId(t)), std::move(values)});
  }
  const auto peak = [](const HeatMap::Row& row) {
    double out = 0;
    for (const Estimate& value : row.values) out = std::max(out, value.mean);
    return out;
  };
  std::stable_sort(chart.rows.begin(), chart.rows.end(), [&](const auto& a, const auto& b) { return peak(a) > peak(b); });
  return chart.rows.empty() ? "" : block(chart);
}

}  // namespace

std::string advances_section(const RunData& data) {
  Bars chart;
  chart.text = {{"各镇街垫资和自筹余额峰值与月份", "Highest balance of each town, and its month"},
                kTenThousandYuan,
                {"镇街已支付、尚无人偿还的建设资金，月末余额的最高值。",
                 "Building money that a town has paid and nobody has repaid: its highest month-end balance."}};
  chart.note = {"月份（中位数）", "month (median)"};
  chart.colour = part_colour(1);
  for (std::size_t t = 0; t < data.towns.rows.size(); ++t) {
    const TownReportRow& row = data.towns.rows[t];
    chart.rows.push_back(
        {data.town_name(TownId(t)), in_ten_thousands(row.prefinancing_peak), row.peak_month ? text_of(*row.peak_month) : ""});
  }
  std::stable_sort(chart.rows.begin(), chart.rows.end(),
                   [](const Bars::Row& a, const Bars::Row& b) { return a.value.mean > b.value.mean; });
  return "<div class=\"charts\">" + advances_by_month(data) + advances_by_town(data) + block(chart) + "</div>";
}

}  // namespace eldercast
