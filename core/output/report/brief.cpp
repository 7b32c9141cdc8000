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

constexpr std::size_t kInTheWay = 8;
constexpr std::size_t kHelps = 6;
constexpr std::size_t kServices = 4;
constexpr std::size_t kGroups = 3;

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
  std::string out =
      card({"规划目标", "Targets of the plan"},
           {fmt::format("{}项中{}项达标", decided, counts.by_model[TargetVerdict::met]),
            fmt::format("{} of {} met", counts.by_model[TargetVerdict::met], decided)},
           paragraph({fmt::format("{}项未定，{}项不达标；另有{}项取决于设定，{}。", counts.by_model[TargetVerdict::open],
                                  counts.by_model[TargetVerdict::missed], counts.by_assumption, cannot_be_met(counts).zh),
                      fmt::format("{} open, {} missed; {} more restate an assumption, {}.", counts.by_model[TargetVerdict::open],
                                  counts.by_model[TargetVerdict::missed], counts.by_assumption, cannot_be_met(counts).en)}));
  const Estimate& hub = summary.years.back().residents_covered[CoverageStrength::effective];
  out += card(
      {"可及运转中心的老年人", "Older people in reach of a working hub"}, same(percent_text(hub.mean) + "%"),
      paragraph(Text{fmt::format("{}年底，60岁及以上。", summary.end.year()), fmt::format("Aged 60+, end of {}. ", summary.end.year())} +
                per_cent_range(hub)));
  Estimate money = data.sample.over([&](const Headline& h) { return public_fen(data, h) / 100.0; });
  const Text private_money = money_text(summary.money.accrued.mean - money.mean);
  const Text low = money_text(money.low);
  const Text high = money_text(money.high);
  out +=
      card({"公共资金", "Public money"}, money_text(money.mean),
           paragraph({fmt::format("市、区、镇街、福彩、医保和长护险，{}–{}年应计；90%区间{}至{}。另有老年人和运营方支付{}。",
                                  summary.start.year(), summary.end.year(), low.zh, high.zh, private_money.zh),
                      fmt::format("City, district, towns, lottery fund and insurances, {}–{}, accrued; 90% interval {} to {}. Older people "
                                  "and operators pay {} more.",
                                  summary.start.year(), summary.end.year(), low.en, high.en, private_money.en)}));
  return "<div class=\"cards\">" + out + "</div>\n";
}

std::string asked(const TargetLine& line) {
  return fmt::format("{}{}", line.about.at_most ? "≤" : "≥", target_value_text(line.about.unit, *line.about.threshold));
}

std::string expected(const RunData& data, const TargetLine& line) {
  return target_value_text(line.about.unit, when_due(data.summary.targets, line).mean);
}

std::string name_of_line(const TargetLine& line) { return both(target_name(line.about)); }

/// What the model decides and is not met for certain, furthest from what is asked first.
std::string in_the_way(const RunData& data) {
  const TargetReport& report = data.summary.targets;
  std::vector<const TargetLine*> lines;
  for (const TargetLine& line : report.lines) {
    if (line.met && line.basis.by == DecidedBy::model && line.verdict() != TargetVerdict::met) lines.push_back(&line);
  }
  std::stable_sort(lines.begin(), lines.end(), [&](const auto* a, const auto* b) {
    return std::pair(part_reached(report, *a), *a->met) < std::pair(part_reached(report, *b), *b->met);
  });
  const Text title{"差在哪里（差距最大的在前）", "What falls short, the furthest first"};
  std::string out = "<h3>" + both(title) + "</h3>";
  if (lines.empty()) return out + paragraph({"由模型判断的目标全部达标。", "All targets that the model decides are met."});
  HtmlTable table({{"目标", "target"}, {"期限", "due"}, {"要求", "asked"}, {"届时预计", "expected then"}, {"达标概率", "chance"}}, 1);
  for (std::size_t i = 0; i < std::min(kInTheWay, lines.size()); ++i) {
    const TargetLine& line = *lines[i];
    table.add({name_of_line(line), std::to_string(line.about.due.year()), asked(line), expected(data, line),
               fmt::format("{:.0f}%", 100 * *line.met)});
  }
  out += table.html(title);
  if (lines.size() <= kInTheWay) return out;
  return out + paragraph({fmt::format("未定和不达标共{}项，列出差距最大的{}项。", lines.size(), kInTheWay),
                          fmt::format("{} are open or missed; these {} are furthest from what is asked.", lines.size(), kInTheWay)},
                         "note");
}

/// Targets that no run of the scenario can meet, with what forbids it.
std::string cannot(const RunData& data) {
  const Text title{"按现有数据不可能达到", "Cannot be met as written"};
  HtmlTable table({{"目标", "target"}, {"期限", "due"}, {"要求", "asked"}, {"届时预计", "expected then"}, {"原因", "why"}}, 5);
  for (const TargetLine& line : data.summary.targets.lines) {
    if (!line.met || line.basis.by != DecidedBy::input) continue;
    table.add({name_of_line(line), std::to_string(line.about.due.year()), asked(line), expected(data, line), both(line.basis.why)});
  }
  return table.empty() ? "" : "<h3>" + both(title) + "</h3>" + table.html(title);
}

void add_waiting(const std::vector<SummaryDemand>& lines, std::size_t most, const Text& what, HtmlTable& table) {
  std::vector<const SummaryDemand*> waiting;
  for (const SummaryDemand& line : lines) {
    if (!line.list && line.counts[DemandCount::waiting].mean >= 0.5) waiting.push_back(&line);
  }
  std::stable_sort(waiting.begin(), waiting.end(), [](const auto* a, const auto* b) {
    return a->counts[DemandCount::waiting].mean > b->counts[DemandCount::waiting].mean;
  });
  for (std::size_t i = 0; i < std::min(most, waiting.size()); ++i) {
    const SummaryDemand& line = *waiting[i];
    std::vector<std::string> cells{both(what + Text{line.name_zh, line.name_en.empty() ? line.name_zh : line.name_en})};
    for (const DemandCount count : {DemandCount::wanting, DemandCount::seeking, DemandCount::served, DemandCount::waiting})
      cells.push_back(grouped_text(line.counts[count].mean));
    table.add(cells);
  }
}

/// Services for which most wait, and the groups that wait for a bed.
std::string who_waits(const RunData& data) {
  const Text title{fmt::format("谁在等待（{}，人）", text_of(data.summary.end)),
                   fmt::format("Who waits ({}, persons)", text_of(data.summary.end))};
  HtmlTable table(
      {{"服务或群体", "service or group"}, {"有需要", "want it"}, {"寻求", "seek it"}, {"得到", "are served"}, {"等待", "wait"}}, 1);
  add_waiting(data.summary.demand_by_service, kServices, {}, table);
  add_waiting(data.summary.bed_demand_by_group, kGroups, {"床位：", "a bed: "}, table);
  return table.empty() ? "" : "<h3>" + both(title) + "</h3>" + table.html(title);
}

/// What it takes to repeat the numbers.
std::string foot(const RunData& data) {
  const Summary& summary = data.summary;
  const std::string digest = summary.digest.substr(0, 12);
  return paragraph(
      {fmt::format("情景 {}（校验值 {}），模拟期{}至{}，{}次模拟，种子{}，eldercast {}。", summary.scenario_id, digest,
                   text_of(summary.start), text_of(summary.end), summary.replicates, summary.seed, data.options.program_version),
       fmt::format("Scenario {} (digest {}), {} to {}, {}, seed {}, eldercast {}.", summary.scenario_id, digest, text_of(summary.start),
                   text_of(summary.end), counted(summary.replicates, "replicate"), summary.seed, data.options.program_version)});
}

std::string who_and_what(const std::vector<std::vector<Text>>& sentences) {
  std::string out;
  for (std::size_t i = 2; i < sentences.size(); ++i) out += paragraph(put_together(sentences[i]));
  return out;
}

}  // namespace

std::string what_helps(const Summary& summary, const BriefHelps& helps) {
  std::string out = "<h3>" + both({"什么有帮助", "What would help"}) + "</h3>";
  if (helps.list.empty())
    return out +
           paragraph({"达到各项目标所需的措施和费用尚未测算。", "What it would take to meet the targets has not been worked out."}, "note");
  HtmlTable table({{"目标", "target"}, {"费用最低的办法", "cheapest way"}, {"效果", "with it"}}, 2);
  for (std::size_t i = 0; i < std::min(kHelps, helps.list.size()); ++i) {
    const BriefHelp& help = helps.list[i];
    table.add({both(help.target), both(help.way.en.empty() ? Text{"所列措施都达不到", "none of the levers tried"} : help.way),
               both(help.result)});
  }
  out += table.html({"什么有帮助", "What would help"});
  const bool drawn = summary.uncertain_parameters > 0;
  if (drawn == helps.drawn) return out;
  const Text fixed{"措施按情景中的固定参数值测算，本表其他数字还包含参数的不确定性，两者的概率不能直接相比。",
                   "These were worked out at the fixed values of the scenario; all other numbers here hold what is unknown of the "
                   "parameters, too: their chances do not compare."};
  const Text wider{"措施的测算包含参数的不确定性，本表其他数字按固定参数值，两者的概率不能直接相比。",
                   "These hold what is unknown of the parameters; all other numbers here are at the fixed values of the scenario: their "
                   "chances do not compare."};
  return out + paragraph(drawn ? fixed : wider, "note");
}

std::string render_brief(const Description& description, std::span<const Outcome> outcomes, const ReportOptions& options,
                         const BriefHelps& helps) {
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
       paragraph(put_together(sentences.front()), "verdict") + three_numbers(data) + coverage_overview(data) + in_the_way(data)});
  page.footer = foot(data);
  page.sections.push_back({"help",
                           {"何处、何人、怎么办", "Where, who, and what to do"},
                           cannot(data) + what_helps(summary, helps) + "<div class=\"charts\">" + map_figure(data) + "<div>" +
                               who_waits(data) + who_and_what(sentences) + "</div></div>"});
  return page_html(page, options.language);
}

}  // namespace eldercast
