#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "output/answer/target_report.hpp"
#include "output/figures/figure_text.hpp"
#include "output/render/text_cells.hpp"
#include "output/render/words.hpp"
#include "study/stress/stress.hpp"
#include "study/uncertainty/shared_draws.hpp"
#include "text/counted.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kProjectsOnTerminals = 20;

Text breaking_text(const StressedTarget& target, double severity_max) {
  const Breaking& breaking = target.breaking;
  if (target.basis.by == DecidedBy::input) return {"不可能", "cannot"};
  if (target.basis.by == DecidedBy::assumption) return {"取决于设定", "set by an input"};
  if (!breaking.holds_at_zero) return {"0级已不成立", "fails at 0"};
  if (!breaking.breaks_at) return {fmt::format("至{:.4g}级仍成立", severity_max), fmt::format("holds up to {:.4g}", severity_max)};
  return {fmt::format("{:.4g}级起不成立", *breaking.breaks_at), fmt::format("breaks at {:.4g}", *breaking.breaks_at)};
}

/// Targets that fail from the start and that the pack does not touch are named only.
bool worth_a_line(const StressedTarget& one) { return one.breaking.holds_at_zero || one.met_without != one.met_with; }

/// Targets that the model does not decide are told apart, with the reason: that they hold says nothing of the plan.
void add_not_decided(Document& out, const PackResult& pack, DecidedBy by, const Text& head) {
  Text list;
  for (const StressedTarget& one : pack.targets) {
    if (one.basis.by != by) continue;
    const bool moved = one.met_without && one.met_with && one.met_without != one.met_with;
    const std::string shares =
        moved ? fmt::format(" ({}% → {}%)", percent_text(*one.met_without), percent_text(*one.met_with)) : std::string();
    list.zh += (list.zh.empty() ? "" : "；") + one.about.id + shares + " " + one.basis.why.zh;
    list.en += (list.en.empty() ? "" : "; ") + one.about.id + shares + " " + one.basis.why.en;
  }
  if (!list.en.empty()) out.say(head.zh + list.zh, head.en + list.en, 2);
}

Cell share_cell(const std::optional<double>& share) { return share ? Cell{*share} : Cell{}; }

Table targets_table(const PackResult& pack) {
  Table out{"targets", "目标", "达到目标的模拟占比", "Targets: replicates that meet them", {}, {}, {}};
  out.columns = {{"pack", "压力包", "pack", "", CellFormat::text, false, ShownIn::files},
                 {"target", "编号", "id", "", CellFormat::text},
                 {"name", "目标", "target", "", CellFormat::text},
                 {"due", "期限", "due", "", CellFormat::text, false, ShownIn::files},
                 {"asked", "要求", "asked", "", CellFormat::whole},
                 {"at_0", "0级", "at 0", "1", CellFormat::share},
                 {"at_severity", fmt::format("{:.4g}级", pack.severity), fmt::format("at {:.4g}", pack.severity), "1", CellFormat::share},
                 {"severity", "强度", "severity", "1", CellFormat::decimal, false, ShownIn::files},
                 {"decided_by", "由何决定", "decided by", "", CellFormat::text, false, ShownIn::files},
                 {"until", "半数成立至", "half of them do so until", "", CellFormat::text},
                 {"breaks_at", "不成立起点", "breaks at", "1", CellFormat::decimal, false, ShownIn::files}};
  for (const StressedTarget& one : pack.targets) {
    const JudgedTarget& row = one.about;
    const std::string asked = fmt::format("{}{}", row.at_most ? "≤" : "≥", target_value_text(row.unit, *one.about.threshold));
    out.rows.push_back({pack.id, one.about.id, Text{row.zh, row.en}, text_of(one.about.due), asked, share_cell(one.met_without),
                        share_cell(one.met_with), pack.severity, std::string(name_of(one.basis.by)), breaking_text(one, pack.severity_max),
                        share_cell(one.breaking.breaks_at)});
  }
  return out;
}

void add_targets(Document& out, const PackResult& pack) {
  Table told = targets_table(pack);
  Table all = told;
  all.shown = ShownIn::files;
  told.shown = ShownIn::screens;
  std::vector<std::string> failing;
  std::vector<std::vector<Cell>> rows;
  for (std::size_t i = 0; i < pack.targets.size(); ++i) {
    if (pack.targets[i].basis.by != DecidedBy::model) continue;
    if (worth_a_line(pack.targets[i])) {
      rows.push_back(told.rows[i]);
    } else {
      failing.emplace_back(pack.targets[i].about.id);
    }
  }
  told.rows = std::move(rows);
  out.add(std::move(told));
  out.add(std::move(all));
  if (!failing.empty()) {
    out.say(fmt::format("{}项在0级已不成立，受压后未达标占比不变：{}", failing.size(), fmt::join(failing, "、")),
            fmt::format("{} fail at severity 0, and as often under the pack: {}", failing.size(), fmt::join(failing, ", ")), 2);
  }
  add_not_decided(out, pack, DecidedBy::assumption, {"取决于设定而非模型，不计：", "Set by an input, not by the model, and not counted: "});
  add_not_decided(out, pack, DecidedBy::input, {"按现有数据不可能达到，不计：", "Cannot be met as written, and not counted: "});
}

void add_figures(Document& out, const PackResult& pack) {
  Table table{"figures", "指标", "主要指标", "Main figures", {}, {}, {}};
  table.columns = difference_columns({"0级", "severity 0"}, {fmt::format("{:.4g}级", pack.severity), fmt::format("{:.4g}", pack.severity)});
  table.columns.insert(table.columns.begin(), {"pack", "压力包", "pack", "", CellFormat::text, false, ShownIn::files});
  int equal = 0;
  for (const std::string_view id : main_figures()) {
    const auto found = std::find_if(pack.comparison.figures.begin(), pack.comparison.figures.end(),
                                    [&](const FigureDifference& one) { return one.figure.id == id; });
    if (found == pack.comparison.figures.end()) continue;
    if (found->run.zero) {
      ++equal;
      continue;
    }
    std::vector<Cell> row = difference_cells(found->figure, found->run);
    row.insert(row.begin(), pack.id);
    table.rows.push_back(std::move(row));
  }
  out.add(std::move(table));
  if (equal > 0)
    out.say(fmt::format("{}项主要指标完全相同", equal), fmt::format("{} exactly equal", counted(equal, "more main figure")), 2);
}

Table severities_table(const PackResult& pack) {
  Table out{"severities", "强度", "各强度下达到目标的模拟占比", "Replicates that meet a target, by severity", {}, {}, {}};
  out.shown = ShownIn::files;
  out.columns = {{"pack", "压力包", "pack", "", CellFormat::text},
                 {"severity", "强度", "severity", "1", CellFormat::decimal},
                 {"target", "目标", "target", "", CellFormat::text},
                 {"met", "达标占比", "met", "1", CellFormat::share}};
  for (const Evaluated& one : pack.evaluated) {
    for (std::size_t i = 0; i < pack.targets.size(); ++i)
      out.rows.push_back({pack.id, one.severity, pack.targets[i].about.id, share_cell(one.shares[i])});
  }
  return out;
}

void add_pack(Document& out, const PackResult& pack, int replicates) {
  out.begin(fmt::format("压力包 {}：{}", pack.id, pack.name_zh), fmt::format("Pack {}: {}", pack.id, pack.name_en));
  out.say(pack.question_zh, pack.question, 2);
  if (pack.comparison.replicates == 0) {
    out.say("没有一次模拟在两者中都正常结束：无可说明", "no replicate ended well in both runs: there is nothing to say", 2);
    return;
  }
  add_targets(out, pack);
  add_figures(out, pack);
  out.add(severities_table(pack));
  out.say(fmt::format("在0至{:.4g}之间模拟了{}个强度，每个{}次；不成立的起点精确到{:.4g}。", pack.severity_max, pack.evaluated.size(),
                      replicates, pack.severity_max / kBreakSteps),
          fmt::format("{} severities from 0 to {:.4g} were run, {} replicates each; breaks are found to within {:.4g}.",
                      pack.evaluated.size(), pack.severity_max, replicates, pack.severity_max / kBreakSteps),
          2);
}

Table projects_table(const Ranking& ranking) {
  Table out{"projects", "项目排序", "", "", {}, {}, {}};
  out.rows_on_terminals = kProjectsOnTerminals;
  out.columns = {{"place", "序", "", "1", CellFormat::whole},
                 {"project", "项目", "project", "", CellFormat::text},
                 {"kind", "类型", "kind", "", CellFormat::text},
                 {"town", "镇街", "town", "", CellFormat::text},
                 {"planned_year", "计划年份", "year", "", CellFormat::year},
                 {"opens", "开放", "opens", "1", CellFormat::share},
                 {"loss", "损失", "loss", ranking.figure.unit, CellFormat::decimal, true},
                 {"replicates", "模拟次数", "replicates", "1", CellFormat::whole, false, ShownIn::files}};
  double place = 0;
  for (const ProjectLoss& one : ranking.projects) {
    out.rows.push_back({++place, one.id, words_of(one.kind), Text{one.town_zh, one.town_en}, static_cast<double>(one.planned_year),
                        one.opens_share, Estimate{one.loss, kUnknown, one.loss_low, one.loss_high}, static_cast<double>(one.replicates)});
  }
  return out;
}

void add_ranking(Document& out, const Ranking& ranking) {
  out.begin(fmt::format("项目：若单独延误{}个月，全程“{}”的损失", ranking.slip_months, ranking.figure.name_zh),
            fmt::format("Projects: what is lost of \"{}\" over the run if one alone opens {} months later", ranking.figure.name_en,
                        ranking.slip_months));
  out.say(fmt::format("全部{}个项目各模拟{}次，居前{}个各{}次，共{}次；无延误时为{}。",
                      grouped_text(static_cast<double>(ranking.projects.size())), ranking.first_replicates, ranking.leading,
                      ranking.leading_replicates, grouped_text(static_cast<double>(ranking.simulated)),
                      figure_number(ranking.figure, ranking.without_delay)),
          fmt::format("{} replicates of all {}, {} of the first {}: {} were run; without delay it is {}.", ranking.first_replicates,
                      grouped_text(static_cast<double>(ranking.projects.size())), ranking.leading_replicates, ranking.leading,
                      grouped_text(static_cast<double>(ranking.simulated)), figure_number(ranking.figure, ranking.without_delay)),
          2);
  Table all = projects_table(ranking);
  Table told = all;
  all.shown = ShownIn::files;
  told.shown = ShownIn::screens;
  told.rows.clear();
  std::size_t better = 0;
  std::size_t nothing = 0;
  for (std::size_t i = 0; i < ranking.projects.size(); ++i) {
    const double loss = ranking.projects[i].loss;
    if (loss > 0) told.rows.push_back(all.rows[i]);
    better += loss < 0 ? 1U : 0U;
    nothing += loss == 0 ? 1U : 0U;
  }
  out.add(std::move(told));
  out.add(std::move(all));
  out.say(fmt::format("其余：{}个延误后反而略好，{}个毫无影响", better, nothing),
          fmt::format("the others: {} make it better by being late, {} change nothing", better, nothing), 2);
}

}  // namespace

Document packs_document(std::span<const Pack> packs) {
  Document out;
  for (const Pack& pack : packs) {
    out.say(fmt::format("{}：{}，强度至{:.4g}", pack.id, pack.name_zh, pack.severity_max),
            fmt::format("{}: {}, severity up to {:.4g}", pack.id, pack.name_en, pack.severity_max));
    out.say(pack.question_zh, pack.question, 2);
  }
  return out;
}

Document document_of(const StressResult& result) {
  Document out;
  out.title = {"压力测试：" + result.scenario_zh, "Stress test: " + result.scenario_en};
  out.say(fmt::format("{} 至 {}，{}次模拟，种子{}；各强度使用同样的随机数", text_of(result.start), text_of(result.end), result.replicates,
                      result.seed),
          fmt::format("{} to {}, {} replicates, seed {}; chance is the same at every severity", text_of(result.start), text_of(result.end),
                      result.replicates, result.seed));
  out.say(held_words(result.draws, !result.packs.empty()));
  for (const PackResult& pack : result.packs) add_pack(out, pack, result.replicates);
  if (!result.packs.empty()) {
    out.say("冲击加重，达标比例未必逐级下降：所列为已模拟强度中，达标次数不足一半的最低强度。",
            "More severe shocks do not always meet fewer targets. Shown is the smallest tested severity at which fewer than half of the "
            "replicates meet the target.");
  }
  if (result.ranking) add_ranking(out, *result.ranking);
  return out;
}

}  // namespace eldercast
