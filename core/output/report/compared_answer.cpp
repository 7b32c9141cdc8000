#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/answer/target_report.hpp"
#include "output/figures/figure_text.hpp"
#include "output/page/html.hpp"
#include "output/render/text_cells.hpp"
#include "output/report/compared_data.hpp"

namespace eldercast {

namespace {

constexpr std::size_t kTownsShown = 3;

std::string card(const Text& question, const Text& figure, const std::vector<Text>& sentences) {
  std::string out = "<div class=\"card\"><h3>" + both(question) + "</h3><p class=\"figure\">" + both(figure) + "</p>";
  for (const Text& sentence : sentences) out += paragraph(sentence);
  return out + "</div>\n";
}

/// One sentence on a figure: what it is in both, and the change.
Text change_of(const Comparison& comparison, std::string_view id) {
  const FigureDifference* one = find_difference(comparison, id);
  if (one == nullptr) return {};
  const std::string change = difference_text(one->figure, one->run);
  const std::string a = figure_number(one->figure, one->run.a);
  const std::string b = figure_number(one->figure, one->run.b);
  const Text name = figure_text(one->figure);
  return {fmt::format("{}：{} → {}，变化{}。", name.zh, a, b, change), fmt::format("{}: {} → {}, a change of {}.", name.en, a, b, change)};
}

std::string what_card(const ComparedData& data, const Comparison& comparison, const Text& name) {
  std::size_t surer = 0;
  std::size_t less_sure = 0;
  Text moved;
  for (const TargetDifference& one : comparison.targets) {
    if (!one.met_a || !one.met_b || *one.met_a == *one.met_b) continue;
    ++(*one.met_b > *one.met_a ? surer : less_sure);
    const JudgedTarget& row = one.about;
    const std::string from_to = fmt::format(" {:.0f}% → {:.0f}%", 100 * *one.met_a, 100 * *one.met_b);
    moved = moved + (moved.zh.empty() ? Text{} : Text{"；", "; "}) + Text{row.zh, row.en} + same(from_to);
  }
  const Text count = surer + less_sure == 0 ? Text{"目标的把握不变", "Targets as sure as before"}
                                            : Text{fmt::format("{}项目标更有把握，{}项更没把握", surer, less_sure),
                                                   fmt::format("{} targets surer, {} less sure", surer, less_sure)};
  const Text sentence = moved.zh.empty() ? Text{"各目标按期达到的概率不变。", "Every target is met as surely as before."}
                                         : Text{"按期达到的概率：", "Met on time: "} + moved + Text{"。", "."};
  return card(Text{"改变了什么？", "What changes?"} + (data.runs.size() > 2 ? Text{"（", " ("} + name + Text{"）", ")"} : Text{}), count,
              {change_of(comparison, "covered.community.own"), change_of(comparison, "covered.village.own"), sentence});
}

/// Towns in which a figure changes most, by the size of a certain change over the whole run.
Text towns_that_change(const ComparedData& data, const FigureDifference& one) {
  const std::vector<Difference>& towns = one.run_towns;
  std::vector<std::size_t> order;
  for (std::size_t t = 0; t < towns.size(); ++t) {
    if (!towns[t].zero && is_certain(towns[t])) order.push_back(t);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return std::abs(towns[a].mean) > std::abs(towns[b].mean); });
  Text out;
  for (std::size_t i = 0; i < std::min(order.size(), kTownsShown); ++i) {
    const TownLine& town = data.runs.front().description.towns[order[i]];
    const std::string change = fmt::format(" {}{}", towns[order[i]].mean > 0 ? "+" : "", figure_number(one.figure, towns[order[i]].mean));
    out = out + (i == 0 ? Text{} : Text{"、", ", "}) +
          Text{town.name_zh + change, (town.name_en.empty() ? town.name_zh : town.name_en) + change};
  }
  return out;
}

std::string whom_card(const ComparedData& data, const Comparison& comparison) {
  std::vector<Text> sentences{change_of(comparison, "residents_covered.used"), change_of(comparison, "bed_shortfall")};
  Text figure{"-", "-"};
  if (const FigureDifference* served = find_difference(comparison, "served_months")) {
    const std::string change = difference_text(served->figure, served->run);
    figure = Text{change.substr(0, change.find(' ')) + " 服务人月", change.substr(0, change.find(' ')) + " person-months served"};
  }
  if (const FigureDifference* beds = find_difference(comparison, "bed_shortfall")) {
    const Text towns = towns_that_change(data, *beds);
    if (!towns.zh.empty())
      sentences.push_back(Text{"床位缺口变化最大的镇街：", "Bed shortfall changes most in "} + towns + Text{"（人）。", " (persons)."});
  }
  return card({"对谁？", "For whom?"}, figure, sentences);
}

Text cost_of(const CostOfGain& cost, const Text& what) {
  if (!cost.public_money.known) return what + Text{"：没有确定的收益，不能计算。", ": no certain gain, so no cost of it."};
  const std::string text = fmt::format("{} [{}, {}]", grouped_text(cost.public_money.ratio), grouped_text(cost.public_money.low),
                                       grouped_text(cost.public_money.high));
  return what + Text{"：公共资金" + text + "元。", ": public money " + text + " CNY."};
}

std::string cost_card(const Comparison& comparison) {
  Text figure{"-", "-"};
  if (const FigureDifference* money = find_difference(comparison, "money.public")) {
    const std::string change = difference_text(money->figure, money->run);
    figure = {"公共资金 " + change.substr(0, change.find(' ')) + " 万元",
              "public money " + change.substr(0, change.find(' ')) + " ×10,000 CNY"};
  }
  return card({"代价是什么？", "At what cost?"}, figure,
              {change_of(comparison, "money.public"), change_of(comparison, "money.resident"), change_of(comparison, "prefinancing_peak"),
               cost_of(comparison.per_served_year, {"每多服务一人年", "A person-year more in which somebody is served"}),
               cost_of(comparison.per_bed_year, {"每减少一人年缺床", "A person-year of bed shortfall less"})});
}

}  // namespace

std::string compared_answer(const ComparedData& data) {
  std::string out;
  for (std::size_t i = 0; i < data.comparisons.size(); ++i) {
    const Comparison& one = data.comparisons[i];
    if (data.comparisons.size() > 1) out += "<h3>" + both(data.name(i + 1)) + "</h3>";
    if (one.replicates == 0) {
      out += paragraph({"没有一次重复模拟在两个情景中都正常结束。", "No replicate ended well in both: there is nothing to compare."});
      continue;
    }
    out += "<div class=\"cards\">" + what_card(data, one, data.name(i + 1)) + whom_card(data, one) + cost_card(one) + "</div>\n";
  }
  const bool paired = std::all_of(data.comparisons.begin(), data.comparisons.end(), [](const Comparison& one) { return one.paired; });
  const Text how =
      paired ? Text{"各情景使用同一随机种子，逐次配对相减，偶然因素在差值中抵消；方括号内是平均差的90%置信区间。",
                    "Runs share their seed and are paired replicate by replicate, so that chance cancels out of differences; "
                    "square brackets hold the 90% confidence interval of the mean difference."}
             : Text{"各情景的随机种子不同，差值没有配对，区间较宽；方括号内是平均差的90%置信区间。",
                    "Runs have different seeds: differences are not paired and their intervals are wide; square brackets hold the 90% "
                    "confidence interval of the mean difference."};
  return out + paragraph(how, "note");
}

}  // namespace eldercast
