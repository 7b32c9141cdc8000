#include "whatif/page/world.hpp"

#include <nlohmann/json.hpp>

#include <bit>
#include <cmath>
#include <limits>

#include "model/targets.hpp"
#include "output/description.hpp"
#include "output/figures/figures.hpp"
#include "output/figures/target_basis.hpp"
#include "output/page/base64.hpp"
#include "output/page/html.hpp"
#include "output/render/words.hpp"
#include "whatif/page/record.hpp"

namespace eldercast {
namespace {

using Json = nlohmann::ordered_json;

/// The file of the page's own file system that is run.
constexpr const char* kScenarioFile = "scenario.toml";

Json text(std::string_view zh, std::string_view en) { return {{"zh", plain(zh)}, {"en", plain(en)}}; }
Json text(const Text& both) { return text(both.zh, both.en); }

Json number(const std::optional<double>& value) { return value && std::isfinite(*value) ? Json(*value) : Json(nullptr); }

/// Numbers as little-endian doubles: exact, and NaN among them.
std::string packed(const std::vector<double>& numbers) {
  static_assert(std::endian::native == std::endian::little);
  return base64({reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(double)});
}

Json scenario_of(const WhatifContent& content, const Description& description) {
  const Scenario& scenario = content.scenario;
  Json out{{"id", scenario.id},
           {"name", text(scenario.name_zh, scenario.name_en)},
           {"file", plain(content.file_name)},
           {"start", text_of(description.start)},
           {"months", description.months()},
           {"seed", std::to_string(scenario.seed)},
           {"uncertain", content.uncertain},
           {"replicates", content.baseline.size()},
           {"replicates_a_draw", content.replicates_a_draw},
           {"digest", scenario.digest},
           {"decided", scenario.decided},
           {"gaps", Json::array()}};
  for (std::size_t i = 0; i < scenario.data_gaps.size(); ++i) out["gaps"].push_back(text(scenario.data_gaps_zh[i], scenario.data_gaps[i]));
  return out;
}

Json files_of(const Scenario& scenario) {
  Json out{{kScenarioFile, scenario.resolved_text}};
  for (const DataTable& table : *scenario.tables) out[table.path] = table.text;
  return out;
}

Json levers_of(const WhatifContent& content) {
  Json out = Json::array();
  for (const WhatifLever& lever : content.levers) {
    out.push_back({{"id", lever.id},
                   {"key", lever.key},
                   {"name", text(lever.name_zh, lever.name_en)},
                   {"unit", text(lever.unit_zh, lever.unit_en)},
                   {"group", lever.group},
                   {"min", lever.min},
                   {"max", lever.max},
                   {"step", lever.step},
                   {"per", lever.shown_per},
                   {"base", lever.base},
                   {"low", number(lever.evidence_low)},
                   {"high", number(lever.evidence_high)},
                   {"source", plain(lever.source)},
                   {"inert", lever.inert ? text(*lever.inert) : Json(nullptr)}});
  }
  return out;
}

Json figures_json(const std::vector<Figure>& figures, const std::vector<std::string>& ids) {
  Json out = Json::array();
  for (const std::string& id : ids) {
    const Figure& figure = *find_figure(figures, id);
    const char* better = figure.better == Better::more ? "more" : figure.better == Better::less ? "less" : "neither";
    out.push_back({{"id", figure.id}, {"name", text(figure.name_zh, figure.name_en)}, {"unit", figure.unit}, {"better", better}});
  }
  return out;
}

Json targets_of(const Description& description) {
  Json out = Json::array();
  const std::vector<TargetBasis> bases = target_bases(description);
  for (const JudgedTarget& row : judged_targets(description)) {
    const TargetBasis& basis = bases[static_cast<std::size_t>(row.target)];
    const bool judged = row.threshold.has_value() && row.due >= description.start && row.due <= description.end;
    out.push_back({{"id", row.id},
                   {"name", text(row.zh, row.en)},
                   {"unit", row.unit == TargetUnit::share   ? "share"
                            : row.unit == TargetUnit::count ? "count"
                                                            : "m2"},
                   {"scale", scale_of(row.unit)},
                   {"at_most", row.at_most},
                   {"threshold", number(row.threshold)},
                   {"due", text_of(row.due)},
                   {"judged", judged},
                   {"by", name_of(basis.by)},
                   {"why", text(basis.why)}});
  }
  return out;
}

Json towns_of(const Description& description) {
  Json out = Json::array();
  std::vector<int> communities(description.towns.size(), 0);
  std::vector<int> villages(description.towns.size(), 0);
  for (const SettlementLine& place : description.settlements) {
    ++(place.kind == SettlementKind::community ? communities : villages)[place.town.index()];
  }
  for (std::size_t t = 0; t < description.towns.size(); ++t) {
    const TownLine& town = description.towns[t];
    out.push_back({{"name", text(town.name_zh, town.name_en)},
                   {"lon", town.lon},
                   {"lat", town.lat},
                   {"communities", communities[t]},
                   {"villages", villages[t]}});
  }
  return out;
}

template <class Enum>
Json words_json() {
  Json out = Json::array();
  for (std::size_t i = 0; i < kCount<Enum>; ++i)
    out.push_back({{"id", name_of(static_cast<Enum>(i))}, {"name", text(words_of(static_cast<Enum>(i)))}});
  return out;
}

/// Those that the scenario names come last.
Json payers_json(const OwnNames& names) {
  Json out = Json::array();
  for (const Payer payer : all_of<Payer>(names)) out.push_back({{"id", name_of(payer, names)}, {"name", text(words_of(payer, names))}});
  return out;
}

/// Bounds and words of verdicts, so that a page judges as the program does.
Json verdicts() {
  Json out{{"met_from", kMetFrom}, {"missed_to", kMissedTo}};
  for (const TargetVerdict one : {TargetVerdict::met, TargetVerdict::open, TargetVerdict::missed}) {
    out[std::string(name_of(one))] = text(verdict_words(one));
  }
  return out;
}

}  // namespace

std::string world_json(const WhatifContent& content) {
  const Description description = describe(content.scenario);
  const std::vector<Figure> figures = figures_of(description);
  const RecordPlan plan = record_plan(description, figures);
  Json cells = Json::array();
  for (const CellPick& pick : plan.cells) cells.push_back({{"path", pick.path}, {"at", pick.at}});
  std::vector<double> baseline;
  std::size_t length = 0;
  for (const Outcome& outcome : content.baseline) {
    std::vector<double> row = record_of(plan, figures, outcome.headline, description);
    if (!outcome.failure.empty()) std::fill(row.begin(), row.end(), std::numeric_limits<double>::quiet_NaN());
    length = row.size();
    baseline.insert(baseline.end(), row.begin(), row.end());
  }
  const Json world{{"format", "eldercast-whatif"},
                   {"version", 1},
                   {"program", content.program_version},
                   {"scenario", scenario_of(content, description)},
                   {"levers", levers_of(content)},
                   {"groups", kLeverGroups},
                   {"figures", figures_json(figures, plan.ids)},
                   {"town_figures", figures_json(figures, plan.town_ids)},
                   {"targets", targets_of(description)},
                   {"towns", towns_of(description)},
                   {"payers", payers_json(description.names)},
                   {"causes", words_json<ShortfallCause>()},
                   {"verdicts", verdicts()},
                   {"record", {{"figures", plan.figures}, {"cells", cells}, {"length", length}}},
                   {"first", kScenarioFile},
                   {"files", files_of(content.scenario)},
                   {"draws", content.draws},
                   {"baseline", packed(baseline)}};
  return world.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace eldercast
