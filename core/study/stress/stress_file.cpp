#include <algorithm>

#include "output/statistics.hpp"
#include "study/stress/stress.hpp"

namespace eldercast {
namespace {

/// Texts and numbers of a list, as columns.
template <class Item, class Value>
auto column(const std::vector<Item>& items, Value value) {
  std::vector<decltype(value(items.front()))> out;
  for (const Item& item : items) out.push_back(value(item));
  return out;
}

ArrayAxis pack_axis(const StressResult& result) {
  return {
      "pack",
      "pack of shocks",
      "压力包",
      column(result.packs, [](const PackResult& pack) { return pack.id; }),
      {{"pack_name_zh", "1", "Chinese name", "中文名称", column(result.packs, [](const PackResult& pack) { return pack.name_zh; })},
       {"pack_name_en", "1", "English name", "英文名称", column(result.packs, [](const PackResult& pack) { return pack.name_en; })},
       {"pack_severity", "1", "severity asked for", "所问强度", column(result.packs, [](const PackResult& pack) { return pack.severity; })},
       {"pack_severity_max", "1", "largest severity", "最大强度",
        column(result.packs, [](const PackResult& pack) { return pack.severity_max; })}}};
}

ArrayAxis target_axis(const StressResult& result) {
  return {"target",
          "target of the plan",
          "目标",
          column(result.packs.front().targets, [](const StressedTarget& one) { return one.about.id; }),
          {}};
}

ArrayGroup targets(const StressResult& result) {
  ArrayGroup out{"targets", "targets under each pack", "各压力包下的目标", {pack_axis(result), target_axis(result)}, {}};
  const auto add = [&](const char* name, const char* long_name, const char* long_name_zh, auto value) {
    ArrayData array{name, {"pack", "target"}, "1", long_name, long_name_zh, {}};
    for (const PackResult& pack : result.packs) {
      for (const StressedTarget& one : pack.targets) array.cells.push_back(value(one));
    }
    out.arrays.push_back(std::move(array));
  };
  add("met_at_0", "share of replicates that meet it when due, at severity 0", "强度为零时达标比例",
      [](const StressedTarget& one) { return one.met_without.value_or(kUnknown); });
  add("met_at_severity", "the same at the severity asked for", "所问强度下达标比例",
      [](const StressedTarget& one) { return one.met_with.value_or(kUnknown); });
  add("holds_at", "largest severity run below the break at which half of the replicates meet it", "仍可达标的最大强度",
      [](const StressedTarget& one) { return one.breaking.holds_at_zero ? one.breaking.holds_at : kUnknown; });
  add("breaks_at", "lowest severity run at which fewer than half meet it; not known: none up to the largest", "失守的最小强度",
      [](const StressedTarget& one) { return one.breaking.breaks_at.value_or(kUnknown); });
  return out;
}

/// Packs are run at severities of their own: the table has every severity that any pack was run at.
ArrayGroup severities(const StressResult& result) {
  std::vector<double> all;
  for (const PackResult& pack : result.packs) {
    for (const Evaluated& one : pack.evaluated) all.push_back(one.severity);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  ArrayData met{"met", {"pack", "severity", "target"}, "1", "share of replicates that meet it when due", "达标比例", {}};
  for (const PackResult& pack : result.packs) {
    for (const double severity : all) {
      const auto found =
          std::find_if(pack.evaluated.begin(), pack.evaluated.end(), [&](const Evaluated& one) { return one.severity == severity; });
      for (std::size_t t = 0; t < pack.targets.size(); ++t) {
        met.cells.push_back(found == pack.evaluated.end() ? kUnknown : found->shares[t].value_or(kUnknown));
      }
    }
  }
  return {"severities",
          "every severity that was run",
          "逐级强度",
          {pack_axis(result), {"severity", "severity", "强度", all, {}}, target_axis(result)},
          {met}};
}

ArrayGroup projects(const Ranking& ranking) {
  const std::vector<ProjectLoss>& all = ranking.projects;
  ArrayAxis axis{"project",
                 "project, greatest loss first",
                 "项目",
                 column(all, [](const ProjectLoss& one) { return one.id; }),
                 {{"project_kind", "1", "kind of facility", "设施类型",
                   column(all, [](const ProjectLoss& one) { return std::string(name_of(one.kind)); })},
                  {"project_town_zh", "1", "town", "镇街", column(all, [](const ProjectLoss& one) { return one.town_zh; })},
                  {"project_planned_year", "1", "year in the plan", "计划年份",
                   column(all, [](const ProjectLoss& one) { return one.planned_year; })}}};
  ArrayGroup out{"projects", "loss over the run if the project alone is late", "项目延误损失", {std::move(axis)}, {}};
  const auto add = [&](const char* name, const char* units, const char* long_name, const char* long_name_zh, auto value) {
    out.arrays.push_back({name, {"project"}, units, long_name, long_name_zh, column(all, value)});
  };
  add("loss", "person-months", "mean loss", "平均损失", [](const ProjectLoss& one) { return one.loss; });
  add("loss_low", "person-months", "lower end of the 90% interval of the mean", "均值90%区间下限",
      [](const ProjectLoss& one) { return one.loss_low; });
  add("loss_high", "person-months", "upper end of the 90% interval of the mean", "均值90%区间上限",
      [](const ProjectLoss& one) { return one.loss_high; });
  add("opens_share", "1", "share of replicates in which it opens within the run", "期内开放比例",
      [](const ProjectLoss& one) { return one.opens_share; });
  add("replicates", "1", "replicates that the numbers come from", "重复次数",
      [](const ProjectLoss& one) { return static_cast<double>(one.replicates); });
  return out;
}

}  // namespace

ArrayFile stress_file(const StressResult& result) {
  ArrayFile out{
      std::string(kStressFiletype), "1.0", {{"scenario_name_zh", result.scenario_zh}, {"scenario_name_en", result.scenario_en}}, {}};
  if (!result.packs.empty()) {
    const std::vector<Comparison> comparisons = column(result.packs, [](const PackResult& pack) { return pack.comparison; });
    out.groups = comparison_file(comparisons).groups;
    out.groups.push_back(targets(result));
    out.groups.push_back(severities(result));
  }
  if (result.ranking) out.groups.push_back(projects(*result.ranking));
  return out;
}

}  // namespace eldercast
