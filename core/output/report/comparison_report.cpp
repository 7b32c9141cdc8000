#include "output/report/comparison_report.hpp"

#include <fmt/format.h>

#include "output/page/page.hpp"
#include "output/report/compared_data.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

Text gaps_of(const ComparedData& data) {
  Text out;
  const Description& about = data.runs.front().description;
  for (std::size_t i = 0; i < about.data_gaps.size(); ++i)
    out = out + (out.zh.empty() ? Text{} : Text{"；", "; "}) + Text{about.data_gaps_zh.at(i), about.data_gaps[i]};
  return out;
}

std::string sources(const ComparedData& data, const ReportOptions& options) {
  const Text gaps = gaps_of(data);
  return compared_inputs(data) + "<h3>" + both({"数据缺口", "Gaps in the data"}) + "</h3>" +
         paragraph(gaps.zh.empty() ? Text{"情景没有列出数据缺口。", "The scenario lists none."} : gaps) +
         paragraph(
             {fmt::format("模拟程序 eldercast {}，报告程序 eldercast {}。", options.program_version, options.report_version),
              fmt::format("A simulated by eldercast {}, page made by eldercast {}.", options.program_version, options.report_version)},
             "note");
}

}  // namespace

Page comparison_frame(const ComparedData& data) {
  const Description& first = data.runs.front().description;
  Page page;
  page.interactive = data.options.interactive;
  page.title = Text{"情景比较", "Scenarios compared"};
  if (!data.common.zh.empty()) page.title.zh += "：" + data.common.zh;
  if (!data.common.en.empty()) page.title.en += ": " + data.common.en;
  for (std::size_t run = 0; run < data.runs.size(); ++run)
    page.subtitle = page.subtitle + (run == 0 ? Text{} : Text{"；", "; "}) + data.name(run);
  page.about = {
      fmt::format("模拟期{}至{}，{}次重复模拟", text_of(first.start), text_of(first.end), data.comparisons.front().replicates),
      fmt::format("{} to {}, {}", text_of(first.start), text_of(first.end), counted(data.comparisons.front().replicates, "replicate"))};
  return page;
}

std::string render_comparison_report(std::span<const ComparedRun> runs, const ReportOptions& options) {
  const ComparedData data(runs, options);
  Page page = comparison_frame(data);
  page.sections.push_back({"answer", {"结论", "The answer"}, compared_answer(data)});
  page.sections.push_back({"months", {"逐月", "Month by month"}, compared_months(data)});
  page.sections.push_back({"figures", {"指标", "Figures"}, compared_figures(data)});
  page.sections.push_back({"targets", {"目标", "Targets"}, compared_targets(data)});
  page.sections.push_back({"towns", {"镇街", "Towns"}, compared_towns(data)});
  page.sections.push_back({"sources", {"情景差别、数据缺口与版本", "What differs, gaps, versions"}, sources(data, options)});
  return page_html(page, options.language);
}

}  // namespace eldercast
