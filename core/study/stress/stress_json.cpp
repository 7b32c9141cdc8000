#include "output/render/json_numbers.hpp"
#include "study/stress/stress.hpp"

namespace eldercast {
namespace {

Json as_json(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json as_json(const StressedTarget& one) {
  const Breaking& breaking = one.breaking;
  return {{"target", one.about.id},
          {"threshold", as_json(one.about.threshold)},
          {"due", text_of(one.about.due)},
          {"met_at_0", as_json(one.met_without)},
          {"met_at_severity", as_json(one.met_with)},
          {"decided_by", name_of(one.basis.by)},
          {"why", one.basis.why.en},
          {"why_zh", one.basis.why.zh},
          {"holds_at_0", breaking.judged ? Json(breaking.holds_at_zero) : Json(nullptr)},
          {"holds_at", breaking.holds_at_zero ? Json(breaking.holds_at) : Json(nullptr)},
          {"breaks_at", as_json(breaking.breaks_at)}};
}

Json as_json(const FigureDifference& one) {
  return {{"id", one.figure.id},
          {"name_zh", one.figure.name_zh},
          {"name_en", one.figure.name_en},
          {"unit", one.figure.unit},
          {"at_0", json_of(one.run.a)},
          {"at_severity", json_of(one.run.b)},
          {"change", json_of(one.run.mean)},
          {"interval", {json_of(one.run.low), json_of(one.run.high)}},
          {"mean_interval", {json_of(one.run.mean_low), json_of(one.run.mean_high)}},
          {"replicates", one.run.replicates}};
}

Json as_json(const PackResult& pack) {
  Json targets = Json::array();
  for (const StressedTarget& one : pack.targets) targets.push_back(as_json(one));
  Json severities = Json::array();
  for (const Evaluated& one : pack.evaluated) {
    Json shares;
    for (std::size_t i = 0; i < pack.targets.size(); ++i) shares[pack.targets[i].about.id] = as_json(one.shares[i]);
    severities.push_back({{"severity", one.severity}, {"met", std::move(shares)}});
  }
  Json figures = Json::array();
  for (const FigureDifference& one : pack.comparison.figures) figures.push_back(as_json(one));
  return {{"pack", pack.id},
          {"name_zh", pack.name_zh},
          {"name_en", pack.name_en},
          {"question", pack.question},
          {"question_zh", pack.question_zh},
          {"severity", pack.severity},
          {"severity_max", pack.severity_max},
          {"replicates", pack.comparison.replicates},
          {"targets", std::move(targets)},
          {"severities", std::move(severities)},
          {"figures", std::move(figures)}};
}

Json as_json(const Ranking& ranking) {
  Json projects = Json::array();
  for (const ProjectLoss& one : ranking.projects) {
    projects.push_back({{"project", one.id},
                        {"kind", std::string(name_of(one.kind))},
                        {"town_zh", one.town_zh},
                        {"town_en", one.town_en},
                        {"planned_year", one.planned_year},
                        {"replicates", one.replicates},
                        {"opens_share", one.opens_share},
                        {"loss", json_of(one.loss)},
                        {"mean_interval", {json_of(one.loss_low), json_of(one.loss_high)}}});
  }
  return {{"slip_months", ranking.slip_months},
          {"figure", ranking.figure.id},
          {"without_delay", json_of(ranking.without_delay)},
          {"first_replicates", ranking.first_replicates},
          {"leading_replicates", ranking.leading_replicates},
          {"leading_projects", ranking.leading},
          {"replicates_run", ranking.simulated},
          {"projects", std::move(projects)}};
}

}  // namespace

std::string render_json(const StressResult& result) {
  Json packs = Json::array();
  for (const PackResult& pack : result.packs) packs.push_back(as_json(pack));
  const Json out{{"format", "eldercast-stress"},
                 {"version", 1},
                 {"scenario_zh", result.scenario_zh},
                 {"scenario_en", result.scenario_en},
                 {"start", text_of(result.start)},
                 {"end", text_of(result.end)},
                 {"seed", json_of_large(result.seed)},
                 {"replicates", result.replicates},
                 {"draws", result.draws},
                 {"packs", std::move(packs)},
                 {"ranking", result.ranking ? as_json(*result.ranking) : Json(nullptr)}};
  return json_text(out);
}

}  // namespace eldercast
