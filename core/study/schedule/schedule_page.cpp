#include "study/schedule/schedule_page.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "output/description.hpp"
#include "output/page/charts.hpp"
#include "output/page/svg.hpp"
#include "output/render/text_cells.hpp"
#include "output/render/words.hpp"
#include "study/schedule/schedule_words.hpp"
#include "study/uncertainty/shared_draws.hpp"

namespace eldercast {
namespace {

constexpr double kShare = 100;

std::string month(const std::optional<YearMonth>& month) { return month ? escape(text_of(*month)) : both({"不建", "not built"}); }
Estimate estimate_of(const MeanInterval& value, double unit = 1) {
  return {value.mean * unit, value.mean * unit, (std::isnan(value.low) ? value.mean : value.low) * unit,
          (std::isnan(value.high) ? value.mean : value.high) * unit};
}

Text unit_of(const ScheduleResult& result) {
  const GoalRow& row = row_of(result.goal.kind);
  return {std::string(row.unit_zh), std::string(row.unit_en)};
}
Text goal_of(const ScheduleResult& result) {
  const GoalRow& row = row_of(result.goal.kind);
  return {std::string(row.zh), std::string(row.en)};
}

std::string answer(const ScheduleResult& result) {
  const Text goal = goal_of(result);
  const Text unit = unit_of(result);
  std::string out = paragraph(
      {fmt::format("目标：{}。在{}次全新的重复模拟上，规划为{}，排期为{}{}；改善{}（平均值的90%区间）。", goal.zh, result.fresh_replicates,
                   decimal_text(result.plan_value), decimal_text(result.schedule_value), unit.zh, interval_text(result.fresh_gain)),
       fmt::format("Goal: {}. On {} fresh replicates the plan gives {} and the schedule {} {}; the gain is {} (90% interval of the mean).",
                   goal.en, result.fresh_replicates, decimal_text(result.plan_value), decimal_text(result.schedule_value), unit.en,
                   interval_text(result.fresh_gain))});
  out += paragraph(held_words(result.draws));
  out +=
      paragraph({fmt::format("预计建设费用：规划{}万元，排期{}万元。搜索所用的重复模拟上改善为{}，已看过这些随机数，不作依据。",
                             wan_text(result.plan_yuan), wan_text(result.schedule_yuan), interval_text(result.search_gain)),
                 fmt::format("Expected cost of building: plan {}, schedule {} (10,000 yuan). On the replicates of the search the gain was "
                             "{}; it had seen them, so the fresh ones count.",
                             wan_text(result.plan_yuan), wan_text(result.schedule_yuan), interval_text(result.search_gain))});
  HtmlTable table({{"年份", "year"},
                   {"可用（万元）", "money, 10,000 CNY"},
                   {"规划", "plan"},
                   {"排期", "schedule"},
                   {"至多开放", "may open"},
                   {"规划开放", "plan opens"},
                   {"排期开放", "schedule opens"}});
  for (const ScheduleYear& one : result.years) {
    table.add({std::to_string(one.year), wan_text(one.money_yuan), wan_text(one.plan_yuan), wan_text(one.schedule_yuan),
               std::to_string(one.openings), std::to_string(one.plan_openings), std::to_string(one.schedule_openings)});
  }
  return out + table.html({"年度资金与开放数", "Money and openings by year"});
}

std::string frontier(const ScheduleResult& result) {
  if (result.frontier.empty()) return paragraph({"限定的时间不够计算。", "There was no time for it within the budget."});
  Scatter chart;
  chart.text = {
      {"费用与效果", "Cost against effect"},
      unit_of(result),
      {"按价值排序的前若干步，以及规划；效果相对于可移动的项目都不建。",
       "The first steps of the order of worth, and the plan; the effect is that over building none of the projects that can be moved."}};
  chart.text.rows = {"步数", "steps"};
  chart.x = {"预计建设费用（万元）", "expected cost of building, 10,000 CNY"};
  chart.y = {"效果", "effect"};
  chart.colour = kAccent;
  HtmlTable table({{"步数", "steps"}, {"项目", "projects"}, {"万元", "10,000 CNY"}, {"效果 [90%]", "effect [90%]"}});
  for (const FrontierPoint& one : result.frontier) {
    const Text name = one.steps ? Text{fmt::format("前{}步", *one.steps), fmt::format("{} steps", *one.steps)} : Text{"规划", "plan"};
    if (!one.steps) {
      chart.points.insert(chart.points.begin(), {name, one.cost_yuan / kYuanPer10000, std::max(one.gain.mean, 0.0)});
    } else {
      chart.points.push_back({name, one.cost_yuan / kYuanPer10000, std::max(one.gain.mean, 0.0)});
    }
    table.add({both(name), std::to_string(one.projects), wan_text(one.cost_yuan), interval_text(one.gain)});
  }
  chart.named = 1;
  return "<div class=\"charts\">" + block(chart) + "</div>" + table.html({"费用与效果", "Cost against effect"});
}

std::string order(const ScheduleResult& result) {
  HtmlTable table(
      {{"步", "step"}, {"项目", "projects"}, {"开放（规划）", "opens (plan)"}, {"万元", "10,000 CNY"}, {"增加 [90%]", "adds [90%]"}}, 3);
  std::size_t place = 0;
  for (const ScheduleStep& step : result.order) {
    std::string names;
    std::string months;
    for (const std::string& id : step.projects) {
      const auto found =
          std::find_if(result.projects.begin(), result.projects.end(), [&](const ScheduledProject& one) { return one.id == id; });
      if (found == result.projects.end()) continue;
      names += (names.empty() ? "" : "<br>") +
               both(Text{found->town_zh, found->town_en} + same(" ") + words_of(found->kind) + same(fmt::format(" ({})", found->id)));
      months += (months.empty() ? "" : "<br>") + month(found->opens) + " (" + (found->plan ? escape(text_of(*found->plan)) : "-") + ")";
    }
    table.add({std::to_string(++place), names, months, wan_text(step.cost_yuan), interval_text(step.gain)});
  }
  return paragraph(
             {fmt::format("每一步在前面各步之上增加多少，按每元的增加排序；搜索的{}次重复模拟，只作次序参考。", result.screen_replicates),
              fmt::format("What each step adds to those before, best gain per yuan first, on {} replicates of the search: good for "
                          "the order, not for the size.",
                          result.screen_replicates)}) +
         table.html({"价值排序", "Order of worth"});
}

std::string changed(const ScheduleResult& result) {
  HtmlTable table({{"项目", "project"}, {"镇街", "town"}, {"类型", "kind"}, {"规划", "plan"}, {"排期", "schedule"}, {"万元", "10,000 CNY"}},
                  5);
  for (const ScheduledProject& one : result.projects) {
    if (!one.changed()) continue;
    table.add({"<code>" + escape(one.id) + "</code>", both(Text{one.town_zh, one.town_en}), both(words_of(one.kind)), month(one.plan),
               month(one.opens) + (one.resized() ? fmt::format(" {}%", one.size_percent) : ""), wan_text(one.cost_yuan)});
  }
  if (table.empty()) return paragraph({"没有一个项目与规划不同。", "No project differs from the plan."});
  return folded({"与规划不同的项目", "Projects that differ from the plan"},
                table.html({"与规划不同的项目", "Projects that differ from the plan"}));
}

std::string towns(const ScheduleResult& result) {
  Bars chart;
  chart.text = {{"各镇街的得失", "Towns that gain or lose"},
                Text{result.town_figure_zh, result.town_figure_en},
                {"排期减规划，线为平均值的90%区间。", "Schedule less plan; the line is the 90% interval of the mean."}};
  chart.colour = kAccent;
  chart.dots = true;
  for (const ScheduleTown& one : result.towns) chart.rows.push_back({same(one.name_zh), estimate_of(one.change), ""});
  return "<div class=\"charts\">" + block(chart) + "</div>";
}

std::string figures(const ScheduleResult& result) {
  HtmlTable table({{"指标", "figure"}, {"规划", "plan"}, {"排期", "schedule"}, {"变化 [90%]", "change [90%]"}});
  for (const ScheduleFigure& one : result.figures) {
    const double unit = one.unit == "CNY" ? 1 / kYuanPer10000 : one.unit == "1" ? kShare : 1.0;
    const Text what = one.unit == "CNY" ? Text{"（万元）", ", 10,000 CNY"} : one.unit == "1" ? Text{"（%）", ", %"} : Text{};
    table.add({both(Text{one.name_zh, one.name_en} + what), decimal_text(one.plan * unit), decimal_text(one.schedule * unit),
               interval_text(one.change, unit)});
  }
  HtmlTable targets({{"目标", "target"}, {"规划达标", "met, plan"}, {"排期达标", "met, schedule"}, {"要求保持", "to be kept"}});
  for (const ScheduleTarget& one : result.targets) {
    const TargetRow& row = row_of(one.target);
    targets.add({both({fmt::format("{} {}", name_of(one.target), row.zh), fmt::format("{} {}", name_of(one.target), row.en)}),
                 percent_text(one.met_plan) + "%", percent_text(one.met_schedule) + "%", one.kept ? both({"是", "yes"}) : std::string()});
  }
  return table.html({"主要指标", "Main figures"}) + folded({"达标情况", "Targets met when due"}, targets.html({"达标情况", "Targets"}));
}

std::string trust(const ScheduleResult& result, const SchedulePageOptions& options) {
  const std::string ended{result.local_finished ? "no single move is better" : "ended by its budget"};
  std::string out = paragraph(
      {fmt::format("搜索用了{}次重复模拟；先按每元的边际增加贪心选择，再做局部搜索（尝试{}步，采纳{}步，{}）。这是启发式方法，不保证最优；"
                   "期末之后的效果不计入；只有模型里有的东西才会影响结果。",
                   result.counted, result.moves_tried, result.moves.size(), result.local_finished ? "已无更好的单步" : "受预算所限而止"),
       fmt::format(
           "The search took {} replicates: a greedy choice by gain per yuan, then local search ({} moves tried, {} taken, {}). It is a "
           "heuristic and promises no optimum; what happens after the end of the run does not count, and nothing counts that the "
           "model does not have.",
           result.counted, result.moves_tried, result.moves.size(), ended)});
  HtmlTable table({{"项目", "item"}, {"内容", "content"}}, 2);
  table.add({both({"情景", "scenario"}), escape(result.scenario_id)});
  table.add({both({"最早开工", "no project starts before"}), escape(text_of(result.first_start))});
  table.add({both({"不能移动的项目", "projects that cannot be moved"}), std::to_string(result.fixed_projects)});
  table.add({both({"搜索种子与重复", "search: seed, replicates"}), fmt::format("{}, {}", result.search_seed, result.search_replicates)});
  table.add({both({"判定种子与重复", "fresh: seed, replicates"}), fmt::format("{}, {}", result.fresh_seed, result.fresh_replicates)});
  table.add({both({"写出的情景", "scenario that was written"}), escape(result.written)});
  table.add({both({"报告程序", "page made by"}), escape("eldercast " + options.report_version)});
  return out + table.html({"来源", "Sources"});
}

}  // namespace

std::string render_schedule_page(const ScheduleResult& result, const SchedulePageOptions& options) {
  Page page;
  page.interactive = options.interactive;
  page.title = {result.scenario_zh, result.scenario_en};
  page.subtitle = {"排期：先建什么、何时建", "A schedule: what to build when"};
  page.about = {fmt::format("{} 至 {}", text_of(result.start), text_of(result.end)),
                fmt::format("{} to {}", text_of(result.start), text_of(result.end))};
  page.sections.push_back({"answer", {"结论", "The answer"}, answer(result)});
  page.sections.push_back({"frontier", {"费用与效果", "Cost against effect"}, frontier(result)});
  page.sections.push_back({"order", {"排序", "The order"}, order(result) + changed(result)});
  page.sections.push_back({"towns", {"谁得谁失", "Who gains, who loses"}, towns(result)});
  page.sections.push_back({"figures", {"其他变化", "What else changes"}, figures(result)});
  page.sections.push_back({"trust", {"可信到什么程度", "What to trust"}, trust(result, options)});
  return page_html(page, options.language);
}

}  // namespace eldercast
