#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/page/svg.hpp"
#include "output/render/text_cells.hpp"
#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {

constexpr int kSteps = 10;  ///< of the axis of amounts

/// The chance that a quantity is at most x, for x from its lowest to its highest value over replicates.
template <class Value>
std::string s_curve(const RunData& data, ChartText text, Value value) {
  std::vector<double> values;
  for (const Outcome* outcome : data.sample.outcomes) {
    const double one = value(outcome->headline);
    if (!std::isnan(one)) values.push_back(one);
  }
  std::sort(values.begin(), values.end());
  if (values.size() < 2 || values.front() == values.back()) return "";
  LineChart chart;
  chart.text = std::move(text);
  chart.text.show = Show::share;
  chart.text.rows = chart.text.unit;
  LineChart::Series series{{{"不超过该数的概率", "chance of at most so much"}, std::string(kAccent)}, {}, false};
  for (int step = 0; step <= kSteps; ++step) {
    const double x = values.front() + (values.back() - values.front()) * step / kSteps;
    const auto within = std::upper_bound(values.begin(), values.end(), x) - values.begin();
    const double share = static_cast<double>(within) / static_cast<double>(values.size());
    chart.over.push_back(grouped_text(x));
    series.values.push_back({share, share, share, share});
  }
  chart.series.push_back(std::move(series));
  for (const auto& [level, name] : {std::pair{0.5, Text{"一半", "half"}}, std::pair{0.9, Text{"九成", "nine in ten"}}})
    chart.levels.push_back({name, level});
  return block(chart);
}

double highest_advance(const Headline& h) {
  std::int64_t most = 0;
  for (const std::int64_t fen : h.prefinancing_fen.cells()) most = std::max(most, fen);
  return static_cast<double>(most) / kFenPer10000Yuan;
}

}  // namespace

std::string risk_section(const RunData& data) {
  const Text how{"曲线上一点：不超过横轴数值的概率，即重复模拟中的占比。曲线越陡，结果越确定；取九成处的数值作预算，十次中有九次够用。",
                 "A point of a curve: the chance of at most the amount below it, as a share of the replicates. The steeper, the surer; a "
                 "budget at nine in ten is enough in nine runs of ten."};
  const std::string money = s_curve(
      data, {{"公共资金，全程", "Public money over the run"}, kTenThousandYuan, {"不超过各数额的概率。", "Chance of at most each amount."}},
      [&](const Headline& h) { return public_fen(data, h) / kFenPer10000Yuan; });
  const std::string advance = s_curve(data,
                                      {{"镇街垫付建设资金的最高余额", "Highest balance of building money that towns have paid"},
                                       kTenThousandYuan,
                                       {"不超过各数额的概率。", "Chance of at most each amount."}},
                                      [](const Headline& h) { return highest_advance(h); });
  const std::string shortfall =
      s_curve(data,
              {{"期末需要床位而没有的人", "People who need a bed at the end and have none"},
               kPersons,
               {"不超过各人数的概率。", "Chance of at most so many."}},
              [&](const Headline& h) {
                return sum_over<ShortfallCause>([&](ShortfallCause cause) { return h.bed_shortfall(data.sample.last_month, cause); });
              });
  const std::string care = s_curve(
      data,
      {{"期末得到照护的老年人", "Older people given care at the end"}, kPersons, {"不超过各人数的概率。", "Chance of at most so many."}},
      [&](const Headline& h) { return static_cast<double>(h.residents_covered(data.sample.last_month, CoverageStrength::cared)); });
  if ((money + advance + shortfall + care).empty())
    return paragraph({"各次模拟结果相同：没有可显示的概率。", "All replicates agree: there is no chance to show."});
  return paragraph(how) + "<div class=\"charts\">" + money + advance + shortfall + care + "</div>";
}

}  // namespace eldercast
