#include "output/report/brief.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/answer/answer.hpp"
#include "output/page/page.hpp"
#include "output/page/svg.hpp"
#include "output/render/text_cells.hpp"
#include "output/report/report_sections.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

constexpr std::size_t kInTheWay = 6;
constexpr std::size_t kHelps = 6;

std::string number_card(const Text& question, const Text& figure, const Text& sentence) {
  return "<div class=\"card\"><h3>" + both(question) + "</h3><p class=\"figure\">" + both(figure) + "</p>" + paragraph(sentence) +
         "</div>\n";
}

Text per_cent_range(const Estimate& share) {
  if (std::isnan(share.low) || share.low == share.high) return {};
  const std::string low = percent_text(share.low);
  const std::string high = percent_text(share.high);
  return {fmt::format("90%区间{}%至{}%。", low, high), fmt::format("90% interval {}% to {}%.", low, high)};
}

std::string three_numbers(const RunData& data) {
  const Summary& summary = data.summary;
  const TargetCounts counts = counts_of(summary.targets);
  const int decided = counts.judged - counts.by_assumption - counts.by_input;
  std::string out = number_card({"规划目标", "Targets of the plan"},
                                {fmt::format("{}项中{}项达标", decided, counts.by_model[TargetVerdict::met]),
                                 fmt::format("{} of {} met", counts.by_model[TargetVerdict::met], decided)},
                                {fmt::format("{}项未定，{}项不达标；另有{}项现有数据不允许达到。", counts.by_model[TargetVerdict::open],
                                             counts.by_model[TargetVerdict::missed], counts.by_input),
                                 fmt::format("{} open, {} missed; {} more cannot be met as written.", counts.by_model[TargetVerdict::open],
                                             counts.by_model[TargetVerdict::missed], counts.by_input)});
  const Estimate& hub = summary.years.back().residents_covered[CoverageStrength::effective];
  out += number_card({"可及运转中心的老年人", "Older people in reach of a working hub"}, same(percent_text(hub.mean) + "%"),
                     Text{fmt::format("{}底，60岁及以上。", summary.end.year()), fmt::format("Aged 60+, end of {}. ", summary.end.year())} +
                         per_cent_range(hub));
  Estimate money = data.sample.over([&](const Headline& h) { return public_fen(data, h) / 100.0; });
  const Text low = money_text(money.low);
  const Text high = money_text(money.high);
  out += number_card({"公共资金", "Public money"}, money_text(money.mean),
                     {fmt::format("{}–{}年应计；90%区间{}至{}。", summary.start.year(), summary.end.year(), low.zh, high.zh),
                      fmt::format("{}–{}, accrued; 90% interval {} to {}.", summary.start.year(), summary.end.year(), low.en, high.en)});
  return "<div class=\"cards\">" + out + "</div>\n";
}

std::string in_the_way(const RunData& data) {
  std::vector<const TargetLine*> lines;
  for (const TargetLine& line : data.summary.targets.lines) {
    const bool other_reading = line.about.target == Target::g1_with_centre || line.about.target == Target::g2_with_centre;
    if (line.met && !other_reading && line.basis.by != DecidedBy::assumption && line.verdict() != TargetVerdict::met)
      lines.push_back(&line);
  }
  std::stable_sort(lines.begin(), lines.end(), [](const auto* a, const auto* b) { return *a->met < *b->met; });
  HtmlTable table({{"目标", "target"}, {"要求", "asked"}, {"预计", "expected"}, {"达标概率", "chance"}}, 1);
  for (std::size_t i = 0; i < std::min(kInTheWay, lines.size()); ++i) {
    const TargetLine& line = *lines[i];
    const JudgedTarget& row = line.about;
    const int year = std::clamp(line.about.due.year() - data.summary.start.year(), 0, static_cast<int>(line.years.size()) - 1);
    table.add({both({row.zh, row.en}), fmt::format("{}{}", row.at_most ? "≤" : "≥", target_value_text(row.unit, *line.about.threshold)),
               target_value_text(row.unit, line.years[static_cast<std::size_t>(year)].mean), fmt::format("{:.0f}%", 100 * *line.met)});
  }
  std::string out = "<h3>" + both({"差在哪里", "What stands in the way"}) + "</h3>";
  if (lines.empty()) return out + paragraph({"由模型判断的目标全部达标。", "All targets that the model decides are met."});
  out += table.html({"差在哪里", "What stands in the way"});
  if (lines.size() > kInTheWay)
    out += paragraph({fmt::format("另有{}项。", lines.size() - kInTheWay), fmt::format("{} more.", lines.size() - kInTheWay)}, "note");
  return out;
}

std::string what_helps(const std::vector<BriefHelp>& helps) {
  std::string out = "<h3>" + both({"什么有帮助", "What would help"}) + "</h3>";
  if (helps.empty())
    return out + paragraph({"尚未测算。运行 eldercast meet 情景 -o 文件夹，再把其中的 meet.json 与结果文件一并交给本命令。",
                            "Not worked out yet: run eldercast meet SCENARIO -o FOLDER, and give its meet.json to this command beside the "
                            "results."},
                           "note");
  HtmlTable table({{"目标", "target"}, {"费用最低的办法", "cheapest way"}, {"效果", "with it"}}, 2);
  for (std::size_t i = 0; i < std::min(kHelps, helps.size()); ++i) {
    const BriefHelp& help = helps[i];
    table.add({both(help.target), both(help.way.en.empty() ? Text{"所列措施都达不到", "none of the levers tried"} : help.way),
               both(help.result)});
  }
  return out + table.html({"什么有帮助", "What would help"});
}

Text all_of_it(const std::vector<Text>& sentence) {
  Text out;
  for (const Text& part : sentence) out = out + part;
  return out;
}

std::string who_and_what(const std::vector<std::vector<Text>>& sentences) {
  std::string out;
  for (std::size_t i = 2; i < sentences.size(); ++i) out += paragraph(all_of_it(sentences[i]));
  return out;
}

}  // namespace

std::string render_brief(const Description& description, std::span<const Outcome> outcomes, const ReportOptions& options,
                         const std::vector<BriefHelp>& helps) {
  ReportOptions still = options;
  still.interactive = false;
  const RunData data(description, outcomes, still);
  const Summary& summary = data.summary;
  Page page;
  page.form = PageForm::brief;
  page.interactive = false;
  page.title = {summary.name_zh.empty() ? summary.scenario_id : summary.name_zh,
                summary.name_en.empty() ? summary.scenario_id : summary.name_en};
  page.subtitle = {"决策简报", "Brief for decision"};
  page.about = {fmt::format("{}至{}，{}次模拟", text_of(summary.start), text_of(summary.end), summary.replicates),
                fmt::format("{} to {}, {}", text_of(summary.start), text_of(summary.end), counted(summary.replicates, "replicate"))};
  if (data.sample.outcomes.empty()) {
    page.sections.push_back({"answer",
                             {"结论", "The answer"},
                             paragraph({"没有一次模拟正常结束：没有结果。", "No replicate ended well: there are no results."})});
    return page_html(page, options.language);
  }
  const std::vector<std::vector<Text>> sentences = answer_sentences(summary);
  page.sections.push_back(
      {"answer",
       {"结论", "The answer"},
       paragraph(all_of_it(sentences.front()), "verdict") + three_numbers(data) + coverage_overview(data) + in_the_way(data)});
  page.sections.push_back(
      {"help", {"何处、何人、怎么办", "Where, who, and what to do"}, what_helps(helps) + map_figure(data) + who_and_what(sentences)});
  return page_html(page, options.language);
}

}  // namespace eldercast
