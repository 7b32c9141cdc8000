#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "output/render/text_cells.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "study/meet/goal.hpp"
#include "study/meet/meet.hpp"
#include "study/meet/meet_words.hpp"
#include "study/uncertainty/shared_draws.hpp"

namespace eldercast {
namespace {

/// Columns that files need to tell rows apart, and what an answer or a failing lever has in both.
std::vector<TableColumn> answer_columns() {
  return {{"target", "目标", "target", "", CellFormat::text, false, ShownIn::files},
          {"mark", "", "", "", CellFormat::text, false, ShownIn::screens},
          {"levers", "措施编号", "levers", "", CellFormat::text, false, ShownIn::files},
          {"name", "措施", "lever", "", CellFormat::text},
          {"size", "最小力度", "smallest size", "", CellFormat::text},
          {"met_shown", "达标占比 [90%]", "met in [90%]", "", CellFormat::whole, false, ShownIn::screens},
          {"met", "达标占比", "met in", "1", CellFormat::share, true, ShownIn::files},
          {"cost", "费用", "cost", "CNY", CellFormat::money},
          {"stated", "其中账外费用", "of it stated", "CNY", CellFormat::money},
          {"care", "照护人月", "months of care", "person-months", CellFormat::whole, true},
          {"outcome", "结果", "outcome", "", CellFormat::text, false, ShownIn::files},
          {"also_meets", "随之达到", "also met", "", CellFormat::text, false, ShownIn::files},
          {"no_longer", "不再达到", "no longer met", "", CellFormat::text, false, ShownIn::files}};
}

std::vector<Cell> answer_row(const GoalResult& goal, const Answer& answer, const MeetResult& result, bool cheapest) {
  std::vector<std::string> ids;
  Text sizes;
  for (const PulledLever& one : answer.levers) {
    const Lever& lever = result.levers[one.lever];
    ids.push_back(lever.id);
    const Text size = size_words(lever, one.size);
    sizes.zh += (sizes.zh.empty() ? "" : "，") + size.zh;
    sizes.en += (sizes.en.empty() ? "" : ", ") + size.en;
  }
  const Difference& care = answer.care;
  return {goal.id,
          std::string(cheapest ? "*" : ""),
          fmt::format("{}", fmt::join(ids, "+")),
          answer_words(answer, result, false),
          sizes,
          judged_text(answer.fresh),
          Estimate{answer.fresh.share, kUnknown, answer.fresh.interval.low, answer.fresh.interval.high},
          number_cell(answer.cost.total()),
          answer.cost.stated == 0 ? Cell{} : Cell{answer.cost.stated},
          Estimate{care.mean, kUnknown, care.mean_low, care.mean_high},
          words_of(Verdict::meets),
          fmt::format("{}", fmt::join(answer.also_meets, " ")),
          fmt::format("{}", fmt::join(answer.no_longer, " "))};
}

Table what_meets(const GoalResult& goal, const MeetResult& result) {
  Table out{"answers", "措施", "", "", {}, {}, {}};
  out.columns = answer_columns();
  const Answer* best = cheapest_answer(goal);
  for (const LeverResult& one : goal.levers) {
    if (one.answer) out.rows.push_back(answer_row(goal, *one.answer, result, &*one.answer == best));
  }
  for (const PairResult& pair : goal.pairs) {
    if (pair.answer && pair.answer->levers.size() > 1) out.rows.push_back(answer_row(goal, *pair.answer, result, &*pair.answer == best));
  }
  return out;
}

/// Levers that do not answer, and how near each comes.
Table what_fails(const GoalResult& goal, const MeetResult& result) {
  Table out{"failing", "达不到", "达不到的措施", "Levers that do not meet it", {}, {}, {}};
  out.columns = {{"target", "目标", "target", "", CellFormat::text, false, ShownIn::files},
                 {"lever", "措施编号", "lever", "", CellFormat::text, false, ShownIn::files},
                 {"name", "措施", "lever", "", CellFormat::text},
                 {"outcome", "结果", "outcome", "", CellFormat::text},
                 {"most", "最多达到", "met in at most", "1", CellFormat::share},
                 {"mean", "均值", "mean", "", CellFormat::whole},
                 {"size", "此时力度", "at size", "", CellFormat::text}};
  for (const LeverResult& one : goal.levers) {
    if (one.verdict != Verdict::not_at_any_size && one.verdict != Verdict::not_on_fresh_chance) continue;
    const Lever& lever = result.levers[one.lever];
    out.rows.push_back({goal.id, lever.id, Text{lever.name_zh, lever.name_en}, words_of(one.verdict), number_cell(one.best.share),
                        amount_text(goal.unit, one.best_value), size_words(lever, one.best.size)});
  }
  return out;
}

/// What else an answer changes, and pairs that do not answer.
void add_notes(Document& out, const GoalResult& goal, const MeetResult& result) {
  const auto note = [&](const Answer& answer) {
    if (answer.also_meets.empty() && answer.no_longer.empty()) return;
    const Text name = answer_words(answer, result, false);
    Text said;
    if (!answer.also_meets.empty())
      said = {fmt::format("：还达到 {}", fmt::join(answer.also_meets, "、")),
              fmt::format(": also meets {}", fmt::join(answer.also_meets, ", "))};
    if (!answer.no_longer.empty()) {
      said.zh += fmt::format("{}不再达到 {}", said.zh.empty() ? "：" : "，", fmt::join(answer.no_longer, "、"));
      said.en += fmt::format("{} {} no longer", said.en.empty() ? ": does not meet" : ", and not", fmt::join(answer.no_longer, ", "));
    }
    out.say(name.zh + said.zh, name.en + said.en, 2);
  };
  for (const LeverResult& one : goal.levers) {
    if (one.answer) note(*one.answer);
  }
  Text alone;
  Text none;
  for (const PairResult& pair : goal.pairs) {
    const Lever& a = result.levers[pair.a];
    const Lever& b = result.levers[pair.b];
    if (pair.answer && pair.answer->levers.size() > 1) {
      note(*pair.answer);
      continue;
    }
    Text& list = pair.answer ? alone : none;
    list.zh += (list.zh.empty() ? "" : "；") + a.name_zh + "＋" + b.name_zh;
    list.en += (list.en.empty() ? "" : "; ") + a.name_en + " + " + b.name_en;
  }
  if (!alone.en.empty()) out.say("两项并用不比单用一项便宜：" + alone.zh, "no cheaper than one of the two alone: " + alone.en, 2);
  if (!none.en.empty()) out.say("两项并用也达不到：" + none.zh, "not met by two together: " + none.en, 2);
}

void add_goal(Document& out, const GoalResult& goal, const MeetResult& result) {
  out.begin(fmt::format("目标 {}：{}", goal.id, goal.name_zh), fmt::format("Target {}: {}", goal.id, goal.name_en));
  const std::string rule = rule_text(goal.at_most, goal.unit, goal.threshold);
  const std::string value = amount_text(goal.unit, goal.today.mean_value);
  out.say(fmt::format("要求 {}，截至{}；现在在{}的模拟中达到，均值{}", rule, year_month_text(goal.due), judged_text(goal.today), value),
          fmt::format("{} by {}; today met in {}, mean {}", rule, year_month_text(goal.due), judged_text(goal.today), value), 2);
  if (goal.met_already) {
    out.say("已经达到，不需要改变", "met already: nothing is to be changed", 2);
    return;
  }
  out.add(what_meets(goal, result));
  add_notes(out, goal, result);
  out.add(what_fails(goal, result));
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (const LeverResult& one : goal.levers) {
    if (one.verdict != Verdict::changes_nothing) continue;
    zh.push_back(result.levers[one.lever].name_zh);
    en.push_back(result.levers[one.lever].name_en);
  }
  if (en.empty()) return;
  if (en.size() == goal.levers.size()) {
    out.say("没有一项措施对它有影响", "no lever changes anything of it", 2);
  } else {
    out.say(fmt::format("{}项对它没有影响：{}", zh.size(), fmt::join(zh, "、")),
            fmt::format("{} change nothing of it: {}", en.size(), fmt::join(en, ", ")), 2);
  }
}

Table sizes_table(const MeetResult& result) {
  Table out{"sizes", "力度", "各力度下的达标占比（搜索用模拟）", "Share that meets, by size, on the search's replicates", {}, {}, {}};
  out.shown = ShownIn::files;
  out.columns = {{"target", "目标", "target", "", CellFormat::text},
                 {"lever", "措施编号", "lever", "", CellFormat::text},
                 {"unit", "单位", "unit", "", CellFormat::text},
                 {"size", "力度", "size", kUnitOfInput, CellFormat::decimal},
                 {"met", "达标占比", "met in", "1", CellFormat::share}};
  for (const GoalResult& goal : result.goals) {
    for (const LeverResult& one : goal.levers) {
      for (const SizeLooked& at : one.looked)
        out.rows.push_back({goal.id, result.levers[one.lever].id, result.levers[one.lever].unit_zh, at.size, number_cell(at.share)});
    }
  }
  return out;
}

}  // namespace

Document levers_document(const std::vector<Lever>& levers) {
  Document out;
  for (const Lever& lever : levers) {
    out.say(lever.id + "：" + lever.name_zh, lever.id + ": " + lever.name_en);
    out.say(lever.question_zh, lever.question, 2);
    Text size{fmt::format("0至{:.6g} {}，每级{:.6g}；费用见账", lever.size_max, lever.unit_zh, lever.step),
              fmt::format("0 to {:.6g} {}, by {:.6g}; cost in the books", lever.size_max, lever.unit_en, lever.step)};
    if (lever.stated) {
      const bool per_size = lever.stated->per == CostPer::size;
      const std::string yuan = grouped_text(lever.stated->yuan);
      size.zh += fmt::format("，另加每{}{}元（{}）", per_size ? "单位" : "护理员月", yuan, lever.stated->quality);
      size.en += fmt::format(" and {} yuan a {} ({})", yuan, per_size ? "unit" : "carer-month", lever.stated->quality);
    }
    out.say(size.zh, size.en, 2);
  }
  return out;
}

Document document_of(const MeetResult& result) {
  Document out;
  out.title = {"达标需要什么：" + result.scenario_zh, "What it would take: " + result.scenario_en};
  out.say(fmt::format("{} 至 {}；要求：在{}{:.4g}%的模拟中达到", year_month_text(result.start), year_month_text(result.end),
                      result.surely ? "确有把握的" : "", 100 * result.probability),
          fmt::format("{} to {}; wanted: met in {}{:.4g}% of the replicates", year_month_text(result.start), year_month_text(result.end),
                      result.surely ? "surely " : "", 100 * result.probability));
  out.say(fmt::format("力度用{}次模拟搜索，用另外{}次判定（种子{}）；费用：全程“{}”的变化与账外费用；照护人月：全程变化，不含家庭医生签约",
                      result.search_replicates, result.fresh_replicates, result.seed, result.money_zh),
          fmt::format("Sizes are searched with {} replicates and judged on {} others (seed {}). Cost: change of \"{}\" over the run, and "
                      "what levers state beside the books. Months of care: change over the run, doctors' lists not counted.",
                      result.search_replicates, result.fresh_replicates, result.seed, result.money_en));
  out.say(held_words(result.draws, true));
  for (const GoalResult& goal : result.goals) add_goal(out, goal, result);
  if (result.goals.empty()) out.say("可评判的目标都已达到。", "Every target that can be judged holds already.");
  out.add(sizes_table(result));
  const std::string runs = grouped_text(static_cast<double>(result.replicates_run));
  out.begin(fmt::format("* 费用最低。共模拟{}次。", runs), fmt::format("* costs least. {} replicates were run.", runs));
  return out;
}

}  // namespace eldercast
