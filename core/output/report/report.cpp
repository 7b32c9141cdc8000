#include "output/report/report.hpp"

#include <fmt/format.h>

#include "output/page/page.hpp"
#include "output/report/report_sections.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

Page frame_of(const RunData& data) {
  const Summary& summary = data.summary;
  Page page;
  page.interactive = data.options.interactive;
  page.title = {summary.name_zh.empty() ? summary.scenario_id : summary.name_zh,
                summary.name_en.empty() ? summary.scenario_id : summary.name_en};
  page.subtitle = {"规划模拟报告", "What the plan would bring: results of a simulation"};
  page.about = {
      fmt::format("模拟期{}至{}，{}次重复模拟，随机种子{}", text_of(summary.start), text_of(summary.end), summary.replicates, summary.seed),
      fmt::format("{} to {}, {}, seed {}", text_of(summary.start), text_of(summary.end), counted(summary.replicates, "replicate"),
                  summary.seed)};
  if (summary.replicates_failed > 0) {
    page.about = page.about + Text{fmt::format("；{}次失败，未计入", summary.replicates_failed),
                                   fmt::format("; {} failed and are left out", summary.replicates_failed)};
  }
  if (summary.uncertain_parameters > 0) {
    page.about = page.about + Text{fmt::format("；区间同时包含{}个不确定参数", summary.uncertain_parameters),
                                   fmt::format("; intervals hold {} uncertain parameters as well as chance", summary.uncertain_parameters)};
  }
  if (data.options.boundaries)
    page.footer = "<p>" + both({"审图号：", "Map approval number: "}) + escape(data.options.boundaries->approval) + "</p>";
  return page;
}

void add_story(const RunData& data, Page& page) {
  page.sections.push_back({"answer", {"结论", "The answer"}, answer_section(data)});
  page.sections.push_back({"targets", {"目标", "Targets"}, targets_section(data)});
  page.sections.push_back({"coverage", {"覆盖", "Coverage"}, coverage_section(data)});
  page.sections.push_back({"beds", {"床位与等待", "Beds and who waits"}, beds_section(data)});
  page.sections.push_back({"money", {"资金", "Money"}, money_section(data)});
  page.sections.push_back({"staff", {"人员", "Staff"}, staff_section(data)});
  page.sections.push_back({"centres", {"中心保本与纸面覆盖", "Do centres pay, and what is on paper only"}, centres_section(data)});
  page.sections.push_back({"priced", {"费用与养老金", "Fees against pensions"}, priced_section(data)});
  page.sections.push_back({"advances", {"镇街的建设资金", "What towns pay for building"}, advances_section(data)});
  page.sections.push_back({"risk", {"有多大把握", "How sure"}, risk_section(data)});
  page.sections.push_back({"equity", {"是否均衡", "Who gets it"}, equity_section(data)});
  if (!data.description.rule_figures.empty())
    page.sections.push_back({"rules", {"规则自定指标", "What rules tell of their own"}, rules_section(data)});
  page.sections.push_back({"map", data.options.boundaries ? Text{"地图", "Map"} : Text{"示意图", "Schematic map"}, map_section(data)});
}

}  // namespace

std::string render_report(const Description& description, std::span<const Outcome> outcomes, const ReportOptions& options) {
  const RunData data(description, outcomes, options);
  Page page = frame_of(data);
  if (data.sample.outcomes.empty()) {
    page.sections.push_back({"answer",
                             {"结论", "The answer"},
                             paragraph({"没有一次重复模拟正常结束：没有结果。", "No replicate ended well: there are no results."})});
  } else {
    add_story(data, page);
  }
  page.sections.push_back({"sources", {"数据缺口、假定与版本", "Gaps, assumptions and versions"}, sources_section(data)});
  if (!data.sample.outcomes.empty()) {
    page.sections.push_back({"schedule", {"附录：建设进度", "Appendix: build schedule"}, schedule_section(data)});
    page.sections.push_back({"town-money", {"附录：各镇街资金", "Appendix: money by town"}, town_money_section(data)});
  }
  if (!data.description.origins.empty())
    page.sections.push_back({"parameters", {"附录：参数", "Appendix: parameters"}, parameters_section(data)});
  return page_html(page, options.language);
}

}  // namespace eldercast
