#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "output/description.hpp"
#include "output/render/chinese.hpp"
#include "output/render/text_cells.hpp"
#include "study/schedule/result.hpp"
#include "study/schedule/schedule_words.hpp"
#include "text/width.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kStepsShown = 20;
constexpr std::size_t kTownsShown = 6;

void add(std::string& out, std::string_view text) {
  const std::string cut = shorten(text, kColumns);
  out += cut.substr(0, cut.find_last_not_of(' ') + 1) + "\n";
}

std::string month_or_never(const std::optional<YearMonth>& month) { return month ? text_of(*month) : "not built"; }

const ScheduledProject& project_of(const ScheduleResult& result, const std::string& id) {
  return *std::find_if(result.projects.begin(), result.projects.end(), [&](const ScheduledProject& one) { return one.id == id; });
}

std::string goal_text(const ScheduleResult& result) {
  const GoalRow& row = row_of(result.goal.kind);
  std::string out = fmt::format("{} {}", row.zh, row.en);
  if (result.goal.kind == GoalKind::coverage) out += " by " + text_of(result.goal.by);
  return out + (row.more ? ", more is better" : ", less is better");
}

void add_answer(std::string& out, const ScheduleResult& result) {
  const GoalRow& row = row_of(result.goal.kind);
  add(out, "GOAL 目标: " + goal_text(result));
  add(out, fmt::format("  plan {}, schedule {} {}: gain {} on {} fresh replicates (seed {})", rounded_text(result.plan_value),
                       rounded_text(result.schedule_value), row.unit_en, interval_text(result.fresh_gain), result.fresh_replicates,
                       result.fresh_seed));
  add(out, fmt::format("  on the {} replicates of the search it was {}; the fresh ones are those to be believed", result.search_replicates,
                       interval_text(result.search_gain)));
  add(out, fmt::format("  expected cost of building: plan {} 万元, schedule {} 万元", wan_text(result.plan_yuan),
                       wan_text(result.schedule_yuan)));
}

void add_years(std::string& out, const ScheduleResult& result) {
  add(out, "");
  add(out, fmt::format("YEARS 年份, money in 万元{}", result.carry_over ? ", what is left carries over" : ", what is left lapses"));
  std::vector<std::vector<std::string>> rows{{"  year", "money", "plan", "schedule", "may open", "plan opens", "schedule opens"}};
  for (const ScheduleYear& one : result.years) {
    rows.push_back({fmt::format("  {}", one.year), wan_text(one.money_yuan), wan_text(one.plan_yuan), wan_text(one.schedule_yuan),
                    std::to_string(one.openings), std::to_string(one.plan_openings), std::to_string(one.schedule_openings)});
  }
  out += table_text(rows);
}

void add_order(std::string& out, const ScheduleResult& result) {
  const GoalRow& row = row_of(result.goal.kind);
  add(out, "");
  add(out, fmt::format("ORDER 排序: what each step adds to those before, in {}, on {} replicates of the search", row.unit_en,
                       result.screen_replicates));
  constexpr std::size_t kPlace = 4;
  constexpr std::size_t kId = 26;
  constexpr std::size_t kKind = 24;
  add(out, pad_left("", kPlace) + "  " + pad_right("project", kId) + pad_right("kind, town", kKind) + pad_right("opens (plan)", 19) +
               pad_left("万元", 7) + pad_left("gain", 18));
  for (std::size_t s = 0; s < std::min(kStepsShown, result.order.size()); ++s) {
    const ScheduleStep& step = result.order[s];
    const ScheduledProject& first = project_of(result, step.projects.front());
    const std::size_t more = step.projects.size() - 1;
    std::string name = more == 0 ? first.id : fmt::format("{} +{}", first.id, more);
    if (first.size_percent != 100) name += fmt::format(" {}%", first.size_percent);
    add(out, pad_left(std::to_string(s + 1), kPlace) + "  " + pad_right(shorten(name, kId - 1), kId) +
                 pad_right(shorten(fmt::format("{} {}", first.town_zh, chinese_of(first.kind)), kKind - 1), kKind) +
                 pad_right(fmt::format("{} ({})", month_or_never(first.opens), first.plan ? text_of(*first.plan) : "-"), 19) +
                 pad_left(wan_text(step.cost_yuan), 7) + pad_left(signed_text(step.gain.mean), 18));
  }
  if (result.order.size() > kStepsShown) {
    add(out, fmt::format("  and {} more steps; all of them, with intervals: --json", result.order.size() - kStepsShown));
  }
}

void add_changes(std::string& out, const ScheduleResult& result) {
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
  add(out, "");
  add(out, fmt::format("CHANGES 变动: {} earlier, {} later, {} as planned, {} not built, {} added; {} could not be moved", earlier, later,
                       same, dropped.size(), added.size(), result.fixed_projects));
  if (resized > 0) add(out, fmt::format("  {} in another size", resized));
  if (!dropped.empty()) add(out, "  not built: " + list_text(dropped, kColumns - 14));
  if (!added.empty()) add(out, "  added: " + list_text(added, kColumns - 10));
}

void add_towns(std::string& out, const ScheduleResult& result) {
  add(out, "");
  add(out, fmt::format("TOWNS 镇街: {} {}", result.town_figure_zh, result.town_figure_en));
  const auto certain = [](const ScheduleTown& one) { return one.change.low > 0 || one.change.high < 0; };
  std::vector<ScheduleTown> towns;
  std::copy_if(result.towns.begin(), result.towns.end(), std::back_inserter(towns), certain);
  const auto line = [&](const ScheduleTown& one) {
    add(out, "  " + pad_right(shorten(one.name_zh, 17), 18) + pad_left(rounded_text(one.plan), 10) +
                 pad_left(rounded_text(one.schedule), 10) + pad_left(interval_text(one.change), 32));
  };
  const std::size_t shown = std::min(towns.size(), 2 * kTownsShown);
  for (std::size_t t = 0; t < (shown + 1) / 2; ++t) line(towns[t]);
  if (towns.size() > shown) add(out, fmt::format("  … {} between", towns.size() - shown));
  for (std::size_t t = towns.size() - shown / 2; t < towns.size(); ++t) line(towns[t]);
  add(out, fmt::format("  {} of {} towns change in no certain direction", result.towns.size() - towns.size(), result.towns.size()));
}

void add_figures(std::string& out, const ScheduleResult& result) {
  add(out, "");
  add(out, pad_right("FIGURES 指标, on fresh replicates", 36) + pad_left("plan", 12) + pad_left("schedule", 12) +
               pad_left("change [90% of the mean]", 34));
  for (const ScheduleFigure& one : result.figures) {
    if (one.change.low == 0 && one.change.high == 0) continue;
    const double unit = one.unit == "CNY" ? 1 / kYuanPer10000 : one.unit == "1" ? 100.0 : 1.0;
    const char* what = one.unit == "CNY" ? ", 万元" : one.unit == "1" ? ", %" : "";
    add(out, "  " + pad_right(shorten(one.name_zh + what, 33), 34) + pad_left(rounded_text(one.plan * unit), 12) +
                 pad_left(rounded_text(one.schedule * unit), 12) + pad_left(interval_text(one.change, unit), 34));
  }
  std::string changed;
  for (const ScheduleTarget& one : result.targets) {
    if (!one.kept && one.met_plan == one.met_schedule) continue;
    add(changed, fmt::format("  {}{}: met in {}% of the replicates under the plan, in {}% under the schedule", name_of(one.target),
                             one.kept ? " (to be kept)" : "", percent_text(one.met_plan), percent_text(one.met_schedule)));
  }
  if (!changed.empty()) out += "TARGETS 目标\n" + changed;
}

void add_frontier(std::string& out, const ScheduleResult& result) {
  if (result.frontier.empty()) return;
  add(out, "");
  add(out, "FRONTIER 费用与效果: gain over building none of the projects that can be moved, fresh replicates");
  std::vector<std::vector<std::string>> rows{{"  steps", "projects", "万元", "gain [90% of the mean]"}};
  for (const FrontierPoint& one : result.frontier) {
    rows.push_back({one.steps ? fmt::format("  {}", *one.steps) : "  plan", std::to_string(one.projects), wan_text(one.cost_yuan),
                    interval_text(one.gain)});
  }
  out += table_text(rows);
}

void add_search(std::string& out, const ScheduleResult& result) {
  add(out, "");
  add(out, fmt::format("SEARCH 搜索: {} replicates of seed {}; greedy choice {}: {} over the plan",
                       grouped_text(static_cast<double>(result.counted)), result.search_seed,
                       result.greedy_finished ? "finished" : "ended by the budget", interval_text(result.search_greedy_gain)));
  add(out,
      fmt::format("  local search from {}: {} of {} moves taken, {}", result.started_from_plan ? "the plan" : "the greedy choice",
                  result.moves.size(), result.moves_tried, result.local_finished ? "no single move is better" : "ended by the budget"));
  if (!result.order_finished) add(out, "  the order of worth was ended by the budget: its last step is all the rest");
  if (result.fresh_replicates < result.fresh_wanted) {
    add(out, fmt::format("  the budget left time for {} of {} fresh replicates", result.fresh_replicates, result.fresh_wanted));
  }
  if (!result.grouped.empty()) {
    add(out, fmt::format("  village points of {} towns are taken together: their gains could not be told apart on {} replicates",
                         result.grouped.size(), result.screen_replicates));
  }
  if (!result.kept) add(out, "  targets to be kept are missed by more than under the plan: the limits leave no schedule that keeps them");
  if (result.failed > 0) add(out, fmt::format("  {} replicates failed and are left out", result.failed));
  if (!result.written.empty()) add(out, fmt::format("written: {}", result.written));
}

}  // namespace

std::string render_text(const ScheduleResult& result) {
  std::string out;
  add(out, fmt::format("SCHEDULE 排期  {}  {}", result.scenario_zh, result.scenario_en));
  add(out, fmt::format("{} to {}; {} projects can be moved, none starts before {}", text_of(result.start), text_of(result.end),
                       result.projects.size(), text_of(result.first_start)));
  add_answer(out, result);
  add_years(out, result);
  add_order(out, result);
  add_changes(out, result);
  add_towns(out, result);
  add_figures(out, result);
  add_frontier(out, result);
  add_search(out, result);
  return out;
}

}  // namespace eldercast
