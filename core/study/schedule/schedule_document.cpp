#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "output/description.hpp"
#include "output/figures/figure_text.hpp"
#include "output/render/text_cells.hpp"
#include "output/render/words.hpp"
#include "study/schedule/result.hpp"
#include "study/schedule/schedule_words.hpp"
#include "study/uncertainty/shared_draws.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kStepsOnTerminals = 20;
constexpr std::size_t kTownsOnTerminals = 12;

const ScheduledProject& project_of(const ScheduleResult& result, const std::string& id) {
  return *std::find_if(result.projects.begin(), result.projects.end(), [&](const ScheduledProject& one) { return one.id == id; });
}

Cell month_cell(const std::optional<YearMonth>& month) { return month ? Cell{text_of(*month)} : Cell{Text{"不建", "not built"}}; }
Cell interval_cell(const MeanInterval& value) { return Estimate{value.mean, kUnknown, value.low, value.high}; }
Cell count_cell(std::int64_t count) { return static_cast<double>(count); }

void add_answer(Document& out, const ScheduleResult& result) {
  const GoalRow& row = row_of(result.goal.kind);
  const bool by = result.goal.kind == GoalKind::coverage;
  out.say(fmt::format("目标：{}{}，{}", row.zh, by ? "，截至" + text_of(result.goal.by) : "", row.more ? "越多越好" : "越少越好"),
          fmt::format("Goal: {}{}, {} is better", row.en, by ? " by " + text_of(result.goal.by) : "", row.more ? "more" : "less"));
  out.say(fmt::format("原计划{}，新排期{}{}：增益{}，由{}次新的模拟判定（种子{}）", decimal_text(result.plan_value),
                      decimal_text(result.schedule_value), row.unit_zh, interval_text(result.fresh_gain), result.fresh_replicates,
                      result.fresh_seed),
          fmt::format("plan {}, schedule {} {}: gain {} on {} fresh replicates (seed {})", decimal_text(result.plan_value),
                      decimal_text(result.schedule_value), row.unit_en, interval_text(result.fresh_gain), result.fresh_replicates,
                      result.fresh_seed),
          2);
  out.say(held_words(result.draws), 2);
  out.say(fmt::format("搜索所用{}次模拟中为{}；应以新的模拟为准", result.search_replicates, interval_text(result.search_gain)),
          fmt::format("on the {} replicates of the search it was {}; the fresh ones are those to be believed", result.search_replicates,
                      interval_text(result.search_gain)),
          2);
  out.say(fmt::format("预期建设费用：原计划{}万元，新排期{}万元", wan_text(result.plan_yuan), wan_text(result.schedule_yuan)),
          fmt::format("expected cost of building, 10,000 yuan: plan {}, schedule {}", wan_text(result.plan_yuan),
                      wan_text(result.schedule_yuan)),
          2);
}

Table years_table(const ScheduleResult& result) {
  Table out{"years", "年份", "", "", {}, {}, {}};
  out.title_zh = fmt::format("年份（{}）", result.carry_over ? "结余结转下年" : "结余作废");
  out.title_en = fmt::format("Years ({})", result.carry_over ? "what is left carries over" : "what is left lapses");
  out.columns = {{"year", "年份", "year", "", CellFormat::year},
                 {"money", "可用资金", "money", "CNY", CellFormat::money},
                 {"plan", "原计划", "plan", "CNY", CellFormat::money},
                 {"schedule", "新排期", "schedule", "CNY", CellFormat::money},
                 {"may_open", "可开放", "may open", "1", CellFormat::whole},
                 {"plan_opens", "原计划开放", "plan opens", "1", CellFormat::whole},
                 {"schedule_opens", "新排期开放", "schedule opens", "1", CellFormat::whole}};
  for (const ScheduleYear& one : result.years) {
    out.rows.push_back({static_cast<double>(one.year), one.money_yuan, one.plan_yuan, one.schedule_yuan, count_cell(one.openings),
                        count_cell(one.plan_openings), count_cell(one.schedule_openings)});
  }
  return out;
}

Table order_table(const ScheduleResult& result) {
  const GoalRow& row = row_of(result.goal.kind);
  Table out{"order", "排序", "", "", {}, {}, {}};
  out.title_zh = fmt::format("排序：每一步在前面各步之上的增益（{}，搜索用{}次模拟）", row.unit_zh, result.screen_replicates);
  out.title_en = fmt::format("Order: what each step adds to those before, in {}, on {} replicates of the search", row.unit_en,
                             result.screen_replicates);
  out.rows_on_terminals = kStepsOnTerminals;
  out.columns = {{"step", "序", "", "1", CellFormat::whole},
                 {"projects", "项目", "projects", "", CellFormat::text},
                 {"kind", "类型", "kind", "", CellFormat::text},
                 {"town", "镇街", "town", "", CellFormat::text},
                 {"opens", "开放", "opens", "", CellFormat::text},
                 {"plan", "原计划", "plan", "", CellFormat::text},
                 {"cost", "费用", "cost", "CNY", CellFormat::money},
                 {"gain_shown", "增益", "gain", "", CellFormat::whole, false, ShownIn::screens},
                 {"gain", "增益", "gain", std::string(row.unit_en), CellFormat::decimal, true, ShownIn::files}};
  double place = 0;
  for (const ScheduleStep& step : result.order) {
    const ScheduledProject& first = project_of(result, step.projects.front());
    std::string names = fmt::format("{}", fmt::join(step.projects, " "));
    if (first.size_percent != 100) names += fmt::format(" {}%", first.size_percent);
    out.rows.push_back({++place, names, words_of(first.kind), Text{first.town_zh, first.town_en}, month_cell(first.opens),
                        month_cell(first.plan), step.cost_yuan, signed_text(step.gain.mean), interval_cell(step.gain)});
  }
  return out;
}

void add_changes(Document& out, const ScheduleResult& result) {
  std::size_t earlier = 0;
  std::size_t later = 0;
  std::size_t same = 0;
  std::size_t resized = 0;
  std::vector<std::string> dropped;
  std::vector<std::string> added;
  for (const ScheduledProject& one : result.projects) {
    resized += one.resized() ? 1U : 0U;
    if (one.plan == one.opens) {
      same += one.resized() ? 0U : 1U;
    } else if (!one.opens) {
      dropped.push_back(one.id);
    } else if (!one.plan) {
      added.push_back(one.id);
    } else {
      ++(*one.opens < *one.plan ? earlier : later);
    }
  }
  out.begin(fmt::format("变动：提前{}个，推迟{}个，不变{}个，不建{}个，新增{}个；{}个不可移动", earlier, later, same, dropped.size(),
                        added.size(), result.fixed_projects),
            fmt::format("Changes: {} earlier, {} later, {} as planned, {} not built, {} added; {} could not be moved", earlier, later, same,
                        dropped.size(), added.size(), result.fixed_projects));
  if (resized > 0) out.say(fmt::format("{}个改变规模", resized), fmt::format("{} in another size", resized), 2);
  if (!dropped.empty())
    out.say(fmt::format("不建：{}", fmt::join(dropped, "、")), fmt::format("not built: {}", fmt::join(dropped, ", ")), 2);
  if (!added.empty()) out.say(fmt::format("新增：{}", fmt::join(added, "、")), fmt::format("added: {}", fmt::join(added, ", ")), 2);
}

Table projects_table(const ScheduleResult& result) {
  Table out{"projects", "项目", "每个可移动的项目", "Every project that can be moved", {}, {}, {}};
  out.shown = ShownIn::files;
  out.columns = {{"project", "项目", "project", "", CellFormat::text}, {"kind", "类型", "kind", "", CellFormat::text},
                 {"town", "镇街", "town", "", CellFormat::text},       {"plan", "原计划", "plan", "", CellFormat::text},
                 {"opens", "新排期", "opens", "", CellFormat::text},   {"size", "规模", "size", "per cent", CellFormat::whole},
                 {"cost", "费用", "cost", "CNY", CellFormat::money}};
  for (const ScheduledProject& one : result.projects) {
    out.rows.push_back({one.id, words_of(one.kind), Text{one.town_zh, one.town_en}, month_cell(one.plan), month_cell(one.opens),
                        count_cell(one.size_percent), one.cost_yuan});
  }
  return out;
}

void add_towns(Document& out, const ScheduleResult& result) {
  Table all{"towns", "镇街", "镇街：" + result.town_figure_zh, "Towns: " + result.town_figure_en, {}, {}, {}};
  all.columns = {{"code", "代码", "code", "", CellFormat::text, false, ShownIn::files},
                 {"town", "镇街", "town", "", CellFormat::text},
                 {"plan", "原计划", "plan", "", CellFormat::decimal},
                 {"schedule", "新排期", "schedule", "", CellFormat::decimal},
                 {"change_shown", "变化 [均值的90%区间]", "change [90% of the mean]", "", CellFormat::whole, false, ShownIn::screens},
                 {"change", "变化", "change", "", CellFormat::decimal, true, ShownIn::files}};
  Table told = all;
  told.shown = ShownIn::screens;
  told.rows_on_terminals = kTownsOnTerminals;
  all.shown = ShownIn::files;
  for (const ScheduleTown& one : result.towns) {
    all.rows.push_back(
        {one.code, Text{one.name_zh, one.name_en}, one.plan, one.schedule, interval_text(one.change), interval_cell(one.change)});
    if (one.change.low > 0 || one.change.high < 0) told.rows.push_back(all.rows.back());
  }
  const std::size_t unclear = all.rows.size() - told.rows.size();
  out.add(std::move(told));
  out.add(std::move(all));
  out.say(fmt::format("{}个镇街中有{}个变化方向不确定", result.towns.size(), unclear),
          fmt::format("{} of {} towns change in no certain direction", unclear, result.towns.size()), 2);
}

void add_figures(Document& out, const ScheduleResult& result) {
  Table table{"figures", "指标", "指标（新的模拟）", "Figures, on fresh replicates", {}, {}, {}};
  table.columns = difference_columns({"原计划", "plan"}, {"新排期", "schedule"}, Brackets::mean);
  for (const ScheduleFigure& one : result.figures) {
    if (one.change.low == 0 && one.change.high == 0) continue;
    Figure figure;
    figure.id = one.id;
    figure.name_zh = one.name_zh;
    figure.name_en = one.name_en;
    figure.unit = one.unit;
    Difference change;
    change.a = one.plan;
    change.b = one.schedule;
    change.mean = one.change.mean;
    change.mean_low = one.change.low;
    change.mean_high = one.change.high;
    change.replicates = result.fresh_replicates;
    table.rows.push_back(difference_cells(figure, change, Brackets::mean));
  }
  out.add(std::move(table));
  Table targets{"targets", "目标", "达标占比有变的目标", "Targets whose chance changes", {}, {}, {}};
  targets.columns = {{"target", "目标", "target", "", CellFormat::text},
                     {"kept", "须保持", "to be kept", "", CellFormat::text},
                     {"plan", "原计划", "plan", "1", CellFormat::share},
                     {"schedule", "新排期", "schedule", "1", CellFormat::share}};
  for (const ScheduleTarget& one : result.targets) {
    if (!one.kept && one.met_plan == one.met_schedule) continue;
    targets.rows.push_back({std::string(name_of(one.target)), one.kept ? Cell{Text{"是", "yes"}} : Cell{}, one.met_plan, one.met_schedule});
  }
  out.add(std::move(targets));
}

Table frontier_table(const ScheduleResult& result) {
  Table out{"frontier",
            "费用与效果",
            "费用与效果：相对于可移动项目一个不建的增益（新的模拟）",
            "Cost and gain over building none of the projects that can be moved, fresh replicates",
            {},
            {},
            {}};
  out.columns = {{"steps", "步数", "steps", "1", CellFormat::whole},
                 {"projects", "项目", "projects", "1", CellFormat::whole},
                 {"cost", "费用", "cost", "CNY", CellFormat::money},
                 {"gain_shown", "增益 [均值的90%区间]", "gain [90% of the mean]", "", CellFormat::whole, false, ShownIn::screens},
                 {"gain", "增益", "gain", std::string(row_of(result.goal.kind).unit_en), CellFormat::decimal, true, ShownIn::files}};
  for (const FrontierPoint& one : result.frontier) {
    out.rows.push_back({one.steps ? count_cell(*one.steps) : Cell{Text{"原计划", "plan"}}, count_cell(one.projects), one.cost_yuan,
                        interval_text(one.gain), interval_cell(one.gain)});
  }
  return out;
}

void add_search(Document& out, const ScheduleResult& result) {
  out.begin(fmt::format("搜索：{}次模拟，种子{}；贪心选择{}，比原计划{}", grouped_text(static_cast<double>(result.counted)),
                        result.search_seed, result.greedy_finished ? "已完成" : "因预算中止", interval_text(result.search_greedy_gain)),
            fmt::format("Search: {} replicates of seed {}; greedy choice {}: {} over the plan",
                        grouped_text(static_cast<double>(result.counted)), result.search_seed,
                        result.greedy_finished ? "finished" : "ended by the budget", interval_text(result.search_greedy_gain)));
  out.say(fmt::format("从{}开始局部搜索：尝试{}步，采纳{}步，{}", result.started_from_plan ? "原计划" : "贪心选择", result.moves_tried,
                      result.moves.size(), result.local_finished ? "再无单步改进" : "因预算中止"),
          fmt::format("local search from {}: {} of {} moves taken, {}", result.started_from_plan ? "the plan" : "the greedy choice",
                      result.moves.size(), result.moves_tried, result.local_finished ? "no single move is better" : "ended by the budget"),
          2);
  if (!result.order_finished)
    out.say("排序因预算中止：最后一步为其余全部", "the order of worth was ended by the budget: its last step is all the rest", 2);
  if (result.fresh_replicates < result.fresh_wanted) {
    out.say(fmt::format("预算只够{}次新的模拟（原定{}次）", result.fresh_replicates, result.fresh_wanted),
            fmt::format("the budget left time for {} of {} fresh replicates", result.fresh_replicates, result.fresh_wanted), 2);
  }
  if (!result.grouped.empty()) {
    out.say(fmt::format("{}个镇街的村级站点合并考虑：{}次模拟分不清各自的增益", result.grouped.size(), result.screen_replicates),
            fmt::format("village points of {} towns are taken together: their gains could not be told apart on {} replicates",
                        result.grouped.size(), result.screen_replicates),
            2);
  }
  if (!result.kept)
    out.say("须保持的目标比原计划更差：限制之下没有能保持它们的排期",
            "targets to be kept are missed by more than under the plan: the limits leave no schedule that keeps them", 2);
  if (result.failed > 0)
    out.say(fmt::format("{}次模拟失败，未计入", result.failed), fmt::format("{} replicates failed and are left out", result.failed), 2);
  if (!result.written.empty()) out.say("已写入：" + result.written, "written: " + result.written);
}

}  // namespace

Document document_of(const ScheduleResult& result) {
  Document out;
  out.title = {"排期：" + result.scenario_zh, "Schedule: " + result.scenario_en};
  out.say(fmt::format("{} 至 {}；可移动的项目{}个，均不早于{}开工", text_of(result.start), text_of(result.end), result.projects.size(),
                      text_of(result.first_start)),
          fmt::format("{} to {}; {} projects can be moved, none starts before {}", text_of(result.start), text_of(result.end),
                      result.projects.size(), text_of(result.first_start)));
  add_answer(out, result);
  out.add(years_table(result));
  out.add(order_table(result));
  add_changes(out, result);
  out.add(projects_table(result));
  add_towns(out, result);
  add_figures(out, result);
  out.add(frontier_table(result));
  add_search(out, result);
  return out;
}

}  // namespace eldercast
