#include "study/meet/meet_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/page/charts.hpp"
#include "output/page/svg.hpp"
#include "output/render/text_cells.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "study/meet/meet_words.hpp"
#include "study/uncertainty/shared_draws.hpp"

namespace eldercast {
namespace {

constexpr Verdict kFailing[] = {Verdict::not_at_any_size, Verdict::not_on_fresh_chance, Verdict::changes_nothing};

Text lever_name(const Lever& lever) { return {lever.name_zh, lever.name_en}; }

std::string share_cell(const JudgedShare& judged) { return escape(judged_text(judged)); }

std::string money_text(double yuan) {
  const double amount = yuan / kYuanPer10000;
  return std::abs(amount) < 10 ? fmt::format("{:.1f}", amount) : grouped_text(amount);
}

std::string books_cell(const AnswerCost& cost) {
  std::string out = money_text(cost.books.mean);
  if (!std::isnan(cost.books.mean_low)) out += fmt::format(" [{}, {}]", money_text(cost.books.mean_low), money_text(cost.books.mean_high));
  return out;
}

std::string stated_cell(const AnswerCost& cost) {
  if (cost.stated == 0) return "-";
  return fmt::format("{} [{}, {}]", money_text(cost.stated), money_text(cost.stated_low), money_text(cost.stated_high));
}

std::string goal_name(const GoalResult& goal) { return both(Text{goal.id + " " + goal.name_zh, goal.id + " " + goal.name_en}); }

std::string list_of(const std::vector<std::string>& ids) {
  std::string out;
  for (const std::string& id : ids) out += (out.empty() ? "" : ", ") + id;
  return out.empty() ? "-" : escape(out);
}

std::string overview(const MeetResult& result) {
  const Text wanted{
      fmt::format(
          "要求：目标在至少{:.4g}%的重复模拟中达到。力度用{}次重复模拟搜索，用另外{}次判定。费用为全程“{}”的变化，加上措施文件所述费用。",
          100 * result.probability, result.search_replicates, result.fresh_replicates, result.money_zh),
      fmt::format("Wanted: the target is met in at least {:.4g}% of the replicates. Sizes are searched with {} replicates and judged "
                  "on {} others. Cost is the change of \"{}\" over the run, and what the levers state beside it.",
                  100 * result.probability, result.search_replicates, result.fresh_replicates, result.money_en)};
  HtmlTable table({{"目标", "target"},
                   {"费用最低的办法", "cheapest way"},
                   {"要求", "rule"},
                   {"现在", "today"},
                   {"届时", "with it"},
                   {"费用，万元", "cost, 10,000 CNY"}},
                  2);
  for (const GoalResult& goal : result.goals) {
    const Answer* best = cheapest_answer(goal);
    const Text way = goal.met_already  ? Text{"已达到", "met already"}
                     : best == nullptr ? Text{"所列措施都达不到", "not by any of the levers"}
                                       : answer_words(*best, result, true);
    table.add({goal_name(goal), both(way), escape(rule_text(goal.at_most, goal.unit, goal.threshold)), share_cell(goal.today),
               best == nullptr ? "-" : share_cell(best->fresh), best == nullptr ? "-" : money_text(best->cost.total())});
  }
  return paragraph(wanted) + paragraph(held_words(result.draws, true)) + table.html({"要做到需要什么", "What it would take"});
}

std::string answers_table(const GoalResult& goal, const MeetResult& result) {
  HtmlTable table({{"措施", "lever"},
                   {"最小力度", "smallest size"},
                   {"达到的比例", "met in"},
                   {"账上费用，万元", "cost in the books, 10,000 CNY"},
                   {"另述费用，万元", "stated cost, 10,000 CNY"},
                   {"照护人月", "person-months of care"},
                   {"随之达到", "also met"},
                   {"不再达到", "no longer met"}},
                  2);
  const auto add = [&](const Answer& answer) {
    Text sizes;
    for (const PulledLever& one : answer.levers)
      sizes = sizes + (sizes.zh.empty() ? Text{} : Text{"，", ", "}) + size_words(result.levers[one.lever], one.size);
    table.add({both(answer_words(answer, result, false)), both(sizes), share_cell(answer.fresh), books_cell(answer.cost),
               stated_cell(answer.cost), signed_text(answer.care.mean), list_of(answer.also_meets), list_of(answer.no_longer)});
  };
  for (const LeverResult& one : goal.levers) {
    if (one.answer) add(*one.answer);
  }
  for (const PairResult& one : goal.pairs) {
    if (one.answer && one.answer->levers.size() > 1) add(*one.answer);
  }
  return table.empty() ? paragraph({"没有一项措施能达到。", "No lever meets it."}) : table.html({"能达到的措施", "What meets it"});
}

std::string failing_table(const GoalResult& goal, const MeetResult& result) {
  HtmlTable table(
      {{"措施", "lever"}, {"结果", "outcome"}, {"最多达到", "met in at most"}, {"此时力度", "at size"}, {"平均值", "mean value"}}, 2);
  for (const Verdict verdict : kFailing) {
    for (const LeverResult& one : goal.levers) {
      if (one.verdict != verdict) continue;
      const bool nothing = verdict == Verdict::changes_nothing;
      const Lever& lever = result.levers[one.lever];
      table.add({both(lever_name(lever)), both(words_of(verdict)),
                 nothing || std::isnan(one.best.share) ? "-" : percent_text(one.best.share) + "%",
                 nothing ? "-" : both(size_words(lever, one.best.size)), nothing ? "-" : amount_text(goal.unit, one.best_value)});
    }
  }
  return table.empty() ? ""
                       : folded({"达不到的措施", "Levers that do not meet it"}, table.html({"达不到的措施", "Levers that do not meet it"}));
}

std::string cost_chart(const GoalResult& goal, const MeetResult& result) {
  Bars bars;
  bars.text = {Text{goal.id, goal.id} + Text{"：各措施的费用", ": what each way costs"},
               {"万元", "10,000 CNY"},
               {"达到目标的最小力度的全程费用；细线为账上费用均值的90%区间加另述费用的上下限。",
                "Cost over the run of the smallest size that meets it; thin line: 90% interval of the mean of the books with the stated "
                "cost at its ends."},
               Show::number,
               {"措施", "lever"}};
  bars.note = {"力度", "size"};
  bars.colour = kAccent;
  const auto add = [&](const Answer& answer) {
    const AnswerCost& cost = answer.cost;
    const double low = std::isnan(cost.books.mean_low) ? cost.books.mean : cost.books.mean_low;
    const double high = std::isnan(cost.books.mean_high) ? cost.books.mean : cost.books.mean_high;
    std::string sizes;
    for (const PulledLever& one : answer.levers) sizes += fmt::format("{}{:.6g}", sizes.empty() ? "" : " + ", one.size);
    bars.rows.push_back({answer_words(answer, result, false),
                         {cost.total() / kYuanPer10000, cost.total() / kYuanPer10000, (low + cost.stated_low) / kYuanPer10000,
                          (high + cost.stated_high) / kYuanPer10000},
                         sizes});
  };
  for (const LeverResult& one : goal.levers) {
    if (one.answer) add(*one.answer);
  }
  for (const PairResult& one : goal.pairs) {
    if (one.answer && one.answer->levers.size() > 1) add(*one.answer);
  }
  return bars.rows.size() < 2 ? "" : block(bars);
}

/// The sizes of two levers that meet a goal together; empty with fewer than two.
std::string frontier_chart(const GoalResult& goal, const PairResult& pair, const MeetResult& result) {
  const Lever& a = result.levers[pair.a];
  const Lever& b = result.levers[pair.b];
  Scatter plane;
  plane.text = {
      Text{goal.id, goal.id} + same(": ") + lever_name(a) + Text{"和", " and "} + lever_name(b),
      {"点旁为费用，万元", "beside each point: cost, 10,000 CNY"},
      {"每一点：左右为第一项措施的力度，上下为与之并用时第二项的最小力度；标出的是费用，万元。",
       "Each point: the size of the first lever, and the smallest size of the second one that meets the target beside it; written "
       "is the cost in 10,000 CNY."},
      Show::number,
      {"费用，万元", "cost, 10,000 CNY"}};
  plane.x = lever_name(a) + Text{"，" + a.unit_zh, ", " + a.unit_en};
  plane.y = lever_name(b) + Text{"，" + b.unit_zh, ", " + b.unit_en};
  plane.colour = kAccent;
  for (const PairPoint& point : pair.frontier) {
    if (point.b) plane.points.push_back({same(money_text(point.cost)), point.a, *point.b});
  }
  plane.named = plane.points.size();
  return plane.points.size() < 2 ? "" : block(plane);
}

std::string goal_section(const GoalResult& goal, const MeetResult& result) {
  std::string out = paragraph(
      {fmt::format("{}：{}，截至{}。现在在{}%的重复模拟中达到。", goal.name_zh, rule_text(goal.at_most, goal.unit, goal.threshold),
                   year_month_text(goal.due), percent_text(goal.today.share)),
       fmt::format("{}: {} by {}. Today {}% of the replicates meet it.", goal.name_en, rule_text(goal.at_most, goal.unit, goal.threshold),
                   year_month_text(goal.due), percent_text(goal.today.share))});
  if (goal.met_already) return out + paragraph({"已经达到，不需要改变。", "It is met already: nothing is to be changed."});
  out += answers_table(goal, result);
  std::string charts = cost_chart(goal, result);
  for (const PairResult& pair : goal.pairs) charts += frontier_chart(goal, pair, result);
  if (!charts.empty()) out += "<div class=\"charts\">" + charts + "</div>";
  return out + failing_table(goal, result);
}

/// What a lever states beside the books, and where that comes from.
std::string stated_text(const Lever& lever) {
  if (!lever.stated) return both({"账上已有", "all in the books"});
  const StatedCost& cost = *lever.stated;
  const Text per = cost.per == CostPer::size ? Text{"元/单位", " yuan a unit"} : Text{"元/护理员月", " yuan a carer-month"};
  return both(same(fmt::format("{} [{}, {}]", grouped_text(cost.yuan), grouped_text(cost.low), grouped_text(cost.high))) + per) + "; " +
         escape(cost.quality + ": " + cost.source);
}

std::string levers(const MeetResult& result) {
  HtmlTable table({{"措施", "lever"}, {"问题", "question"}, {"力度", "size"}, {"另述费用", "stated cost"}}, 4);
  for (const Lever& lever : result.levers) {
    table.add({both(lever_name(lever)), both(Text{lever.question_zh, lever.question}),
               both(Text{"0 – ", "0 to "} + size_words(lever, lever.size_max)), stated_text(lever)});
  }
  return table.html({"措施", "Levers"});
}

std::string sources(const MeetResult& result, const MeetPageOptions& options) {
  HtmlTable table({{"项目", "item"}, {"内容", "content"}}, 2);
  table.add({both({"情景", "scenario"}), escape(result.scenario_id)});
  table.add({both({"随机种子（判定、搜索）", "seeds (judging, search)"}), fmt::format("{}, {}", result.seed, result.search_seed)});
  table.add({both({"重复模拟总数", "replicates run"}), grouped_text(static_cast<double>(result.replicates_run))});
  table.add({both({"报告程序", "page made by"}), escape("eldercast " + options.report_version)});
  return table.html({"版本", "Versions"});
}

}  // namespace

std::string render_meet_page(const MeetResult& result, const MeetPageOptions& options) {
  Page page;
  page.interactive = options.interactive;
  page.title = {result.scenario_zh, result.scenario_en};
  page.subtitle = {"要达到目标需要什么", "What it would take to meet the targets"};
  const std::string months = fmt::format("{} – {}", year_month_text(result.start), year_month_text(result.end));
  page.about = same(months);
  page.sections.push_back({"answer", {"结论", "The answer"}, overview(result)});
  std::vector<std::string> ids;
  ids.reserve(result.goals.size());
  for (const GoalResult& goal : result.goals) {
    ids.push_back(fmt::format("target-{}", ids.size() + 1));
    page.sections.push_back({ids.back(), {goal.id + " " + goal.name_zh, goal.id + " " + goal.name_en}, goal_section(goal, result)});
  }
  page.sections.push_back({"levers", {"措施", "Levers"}, levers(result)});
  page.sections.push_back({"sources", {"来源与版本", "Sources and versions"}, sources(result, options)});
  return page_html(page, options.language);
}

}  // namespace eldercast
