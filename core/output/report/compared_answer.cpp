#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "output/answer/target_report.hpp"
#include "output/figures/figure_text.hpp"
#include "output/page/html.hpp"
#include "output/page/svg.hpp"
#include "output/render/text_cells.hpp"
#include "output/render/words.hpp"
#include "output/report/compared_data.hpp"
#include "output/report/run_data.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

constexpr std::size_t kTownsShown = 3;

std::string told(const std::vector<Text>& sentences) {
  std::string out;
  for (const Text& sentence : sentences) out += paragraph(sentence);
  return out;
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

std::string what_card(const Comparison& comparison) {
  std::size_t surer = 0;
  std::size_t less_sure = 0;
  std::size_t by_luck = 0;
  Text moved;
  for (const TargetDifference& one : comparison.targets) {
    if (!one.met_a || !one.met_b || *one.met_a == *one.met_b) continue;
    if (!one.chance_changes()) {
      ++by_luck;
      continue;
    }
    ++(*one.met_b > *one.met_a ? surer : less_sure);
    const JudgedTarget& row = one.about;
    const std::string from_to = fmt::format(" {:.0f}% → {:.0f}%", 100 * *one.met_a, 100 * *one.met_b);
    moved = moved + (moved.zh.empty() ? Text{} : Text{"；", "; "}) + Text{row.zh, row.en} + same(from_to);
  }
  const Text count = surer + less_sure == 0
                         ? Text{"没有目标的把握确有变化", "No target's chance changes for certain"}
                         : Text{fmt::format("{}项目标更有把握，{}项更没把握", surer, less_sure),
                                fmt::format("{} surer, {} less sure", counted(static_cast<std::int64_t>(surer), "target"), less_sure)};
  Text sentence = moved.zh.empty() ? Text{} : Text{"按期达到的概率：", "Met on time: "} + moved + Text{"。", ". "};
  if (by_luck > 0)
    sentence = sentence + Text{fmt::format("另有{}项的概率不同，但可能是偶然。", by_luck),
                               fmt::format("{} differ by what may be luck.", counted(static_cast<std::int64_t>(by_luck), "chance"))};
  if (sentence.zh.empty()) sentence = {"各目标按期达到的概率不变。", "Every target is met as surely as before."};
  return card({"改变了什么？", "What changes?"}, count,
              told({change_of(comparison, "covered.community.own"), change_of(comparison, "covered.village.own"), sentence}));
}

std::string whom_card(const ComparedData& data, const Comparison& comparison) {
  std::vector<Text> sentences{change_of(comparison, "residents_covered.effective"), change_of(comparison, "cared_months"),
                              change_of(comparison, "bed_shortfall")};
  Text figure{"-", "-"};
  if (const FigureDifference* cared = find_difference(comparison, "cared_months")) {
    const Text mean = same(mean_text(*cared));
    figure = mean + Text{" 照护人月", " person-months of care"};
    if (direction_of(cared->run) == Direction::unsure) figure = figure + Text{"（方向不确定）", " (no certain direction)"};
    if (direction_of(cared->run) == Direction::on_average) figure = figure + Text{"（平均）", " on average"};
  }
  if (const FigureDifference* beds = find_difference(comparison, "bed_shortfall")) {
    const Text towns = towns_that_change(data, *beds, kTownsShown);
    if (!towns.zh.empty())
      sentences.push_back(Text{"床位缺口变化最大的镇街：", "Bed shortfall changes most in "} + towns + Text{"（人）。", " (persons)."});
  }
  return card({"对谁？", "For whom?"}, figure, told(sentences));
}

}  // namespace

Text payer_name(const Figure& figure) {
  for (const Payer payer : all_of<Payer>(OwnNames())) {
    if (figure.id == "money." + std::string(name_of(payer))) return words_of(payer);
  }
  return {figure.name_zh, figure.name_en};
}

namespace {

/// "city −1,585, towns +1,451": who pays most more or less, in 10,000 yuan.
Text payers_text(const MostChanged& most, std::size_t count) {
  Text out;
  for (std::size_t i = 0; i < std::min(count, most.payers.size()); ++i) {
    const FigureDifference& one = *most.payers[i];
    out = out + (i == 0 ? Text{} : Text{"，", ", "}) + payer_name(one.figure) + same(" " + mean_text(one));
  }
  return out;
}

/// Money that is earned and not paid at the end, an emptied fund, projects that wait; empty where none of it changes much.
Text unpaid_text(const MostChanged& most, const Comparison& comparison) {
  constexpr std::size_t kTold = 2;
  Text out;
  for (std::size_t i = 0; i < std::min(kTold, most.unpaid.size()); ++i) {
    const FigureDifference* one = most.unpaid[i];
    const std::string b = figure_number(one->figure, one->run.b);
    const std::string change = difference_text(one->figure, one->run);
    const int year = comparison.end.year();
    const Text when = one->figure.over == Over::end ? Text{fmt::format("{}年底", year), fmt::format(" at the end of {}", year)} : Text{};
    Text name = figure_text(one->figure);
    if (!name.en.empty()) name.en.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.en.front())));
    out = out + Text{fmt::format("{}{}为{}，变化{}。", when.zh, name.zh, b, change),
                     fmt::format("{}{}: {}, a change of {}. ", name.en, when.en, b, change)};
  }
  return out;
}

std::vector<Text> price_lines(const Comparison& comparison) {
  std::vector<Text> out;
  for (const Text& sentence : price_sentences(comparison)) {
    std::string en = sentence.en;
    if (!en.empty() && en.front() == 'a') en.front() = 'A';
    out.push_back({sentence.zh + "。", en + "."});
  }
  if (out.empty()) out.push_back({"没有确定的得失可以计价。", "Nothing is gained or lost for certain that could have a price."});
  return out;
}

std::string cost_card(const Comparison& comparison) {
  const MostChanged most = most_changed(comparison);
  constexpr std::size_t kPayersInHead = 2;
  constexpr std::size_t kPayers = 4;
  const Text figure =
      most.payers.empty() ? Text{"资金不变", "No payer's costs change"} : payers_text(most, kPayersInHead) + Text{" 万元", " ×10,000 CNY"};
  std::vector<Text> sentences{change_of(comparison, "money.public")};
  if (most.payers.size() > kPayersInHead)
    sentences.push_back(Text{"谁多付、谁少付（万元）：", "Who pays more, who less (10,000 CNY): "} + payers_text(most, kPayers) +
                        Text{"。", "."});
  const Text unpaid = unpaid_text(most, comparison);
  if (!unpaid.zh.empty()) sentences.push_back(unpaid);
  sentences.push_back(change_of(comparison, "care_cost.public"));
  for (Text& line : price_lines(comparison)) sentences.push_back(std::move(line));
  return card({"代价是什么？", "At what cost?"}, figure, told(sentences));
}

/// What is told of every scenario: reach, care, beds, who pays, what is owed.
std::vector<std::string> overview_ids(const ComparedData& data) {
  std::vector<std::string> ids{"residents_covered.effective", "cared_months", "bed_shortfall", "money.all", "money.public"};
  const OwnNames& names = data.runs.front().description.names;
  for (const Payer payer : all_of<Payer>(names)) ids.push_back("money." + std::string(name_of(payer, names)));
  for (const char* id : {"grants_waiting.city", "grants_waiting.district_budget", "lottery_fund", "recurrent.public", "care_cost.public"})
    ids.emplace_back(id);
  return ids;
}

/// Those that pay in any of the runs: the program's, and those that scenarios name.
std::vector<std::pair<std::string, Text>> payers_of(const ComparedData& data) {
  std::vector<std::pair<std::string, Text>> out;
  for (const ComparedRun& run : data.runs) {
    const OwnNames& names = run.description.names;
    for (const Payer payer : all_of<Payer>(names)) {
      std::string id(name_of(payer, names));
      const bool known = std::any_of(out.begin(), out.end(), [&](const auto& one) { return one.first == id; });
      if (!known) out.emplace_back(std::move(id), words_of(payer, names));
    }
  }
  return out;
}

}  // namespace

std::string payers_chart(const ComparedData& data, bool wide) {
  StackedColumns chart;
  chart.text = {
      {"谁承担", "Who pays"}, kTenThousandYuan, {"各情景全程费用由谁承担。", "The costs of the run by payer, one column a scenario."}};
  chart.text.rows = {"情景", "scenario"};
  chart.text.wide = wide;
  for (std::size_t run = 0; run < data.runs.size(); ++run) chart.over.push_back(ComparedData::letter(run));
  std::size_t colour = 0;
  for (const auto& [id, words] : payers_of(data)) {
    StackedColumns::Part part{{words, std::string(part_colour(colour++))}, {}};
    bool any = false;
    for (std::size_t run = 0; run < data.runs.size(); ++run) {
      const Description& about = data.runs[run].description;
      const std::vector<Figure> figures = figures_of(about);
      const Figure* figure = find_figure(figures, "money." + id);
      part.values.push_back(data.samples[run].over(
          [&](const Headline& h) { return figure == nullptr ? 0.0 : whole_run(*figure, h, about) / kYuanPer10000; }));
      any = any || part.values.back().high != 0;
    }
    if (any) chart.parts.push_back(std::move(part));
  }
  return block(chart);
}

std::string in_short(const ComparedData& data, std::size_t run) {
  const Comparison& comparison = data.comparisons[run - 1];
  const std::string name = "<p><b>" + both(data.name(run)) + "</b> ";
  if (comparison.replicates == 0)
    return name + both({"没有一次重复模拟在两个情景中都正常结束。", "No replicate ended well in both: there is nothing to compare."}) +
           "</p>\n";
  const MostChanged most = most_changed(comparison);
  constexpr std::size_t kPayers = 3;
  Text out = payers_text(most, kPayers);
  out =
      out.zh.empty() ? Text{"各方承担不变。", "No payer's costs change. "} : out + Text{"（万元，全程）。", " (10,000 CNY over the run). "};
  out = out + unpaid_text(most, comparison);
  for (const Text& line : price_lines(comparison)) out = out + line + Text{"", " "};
  return name + both(out) + "</p>\n";
}

Text towns_that_change(const ComparedData& data, const FigureDifference& one, std::size_t most) {
  const std::vector<Difference>& towns = one.run_towns;
  std::vector<std::size_t> order;
  for (std::size_t t = 0; t < towns.size(); ++t) {
    if (direction_of(towns[t]) == Direction::certain) order.push_back(t);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return std::abs(towns[a].mean) > std::abs(towns[b].mean); });
  Text out;
  for (std::size_t i = 0; i < std::min(order.size(), most); ++i) {
    const TownLine& town = data.runs.front().description.towns[order[i]];
    const std::string change = fmt::format(" {}{}", towns[order[i]].mean > 0 ? "+" : "", figure_number(one.figure, towns[order[i]].mean));
    out = out + (i == 0 ? Text{} : Text{"、", ", "}) +
          Text{town.name_zh + change, (town.name_en.empty() ? town.name_zh : town.name_en) + change};
  }
  return out;
}

std::string mean_text(const FigureDifference& one) {
  const std::string text = difference_text(one.figure, one.run);
  return text.substr(0, text.find(' '));
}

std::string figures_at_a_glance(const ComparedData& data, const std::vector<std::string>& ids) {
  std::vector<Text> header{{"指标", "figure"}};
  for (std::size_t run = 0; run < data.runs.size(); ++run) header.push_back(data.name(run));
  HtmlTable table(std::move(header));
  std::vector<std::string> judged{both({"由模型判断的目标：达标/未定/不达标", "targets that the model decides: met / open / missed"})};
  for (const TargetReport& targets : data.targets) {
    const PerEnum<TargetVerdict, int> counts = counts_of(targets).by_model;
    judged.push_back(fmt::format("{} / {} / {}", counts[TargetVerdict::met], counts[TargetVerdict::open], counts[TargetVerdict::missed]));
  }
  table.add(judged);
  for (const std::string& id : ids) {
    const FigureDifference* first = find_difference(data.comparisons.front(), id);
    if (first == nullptr) continue;
    bool any = first->run.a != 0;
    std::vector<std::string> cells{both(figure_text(first->figure)), figure_number(first->figure, first->run.a)};
    for (const Comparison& comparison : data.comparisons) {
      const FigureDifference* one = find_difference(comparison, id);
      cells.push_back(one == nullptr ? "–" : change_cell(one->figure, one->run, data.comparisons.size() == 1));
      any = any || (one != nullptr && one->run.b != 0);
    }
    if (any) table.add(cells);
  }
  return "<div class=\"glance\">" + table.html({"各情景一览", "The scenarios at a glance"}) + "</div>";
}

Text how_to_read(const ComparedData& data) {
  const bool paired = std::all_of(data.comparisons.begin(), data.comparisons.end(), [](const Comparison& one) { return one.paired; });
  const Text how = paired ? Text{"各情景使用同一随机种子，逐次配对相减，偶然因素在差值中抵消。",
                                 "Runs share their seed and are paired replicate by replicate, so that chance cancels out of differences. "}
                          : Text{"各情景的随机种子不同，差值没有配对，区间较宽。",
                                 "Runs have different seeds: differences are not paired and their intervals are wide. "};
  return how +
         Text{
             "方括号内是90%的模拟所在的区间，即本区可能看到的变化。“改善”“变差”和没有记号的变化：二十次模拟中至多一次相反；“平均”或“~”："
             "只有均值的方向确定；“?”：方向不确定。价格后的方括号是该价格的90%区间。",
             "Square brackets hold 90% of the replicates: what this district may see. Better, worse, and a change without a mark: at most "
             "one replicate in twenty goes the other way; on average or ~: the mean alone is certain; ?: not even that. Brackets behind a "
             "price hold its own 90% interval."};
}

std::string compared_answer(const ComparedData& data) {
  const bool cards = data.comparisons.size() == 1 && data.comparisons.front().replicates > 0;
  std::string changes;
  for (std::size_t run = 1; run < data.runs.size() && !cards; ++run) changes += in_short(data, run);
  const Comparison& first = data.comparisons.front();
  return (cards ? "<div class=\"cards\">" + what_card(first) + whom_card(data, first) + cost_card(first) + "</div>\n" : "") +
         figures_at_a_glance(data, overview_ids(data)) + "<div class=\"charts\">" + payers_chart(data, false) + "<div>" +
         (cards ? relative_chart(data, 1) : changes) + paragraph(how_to_read(data), "note") + "</div></div>";
}

}  // namespace eldercast
