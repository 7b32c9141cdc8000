#include "app/validation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "model/people/town_people.hpp"
#include "output/figures/target_basis.hpp"
#include "output/file/schema.hpp"
#include "scenario/checks/late_changes.hpp"
#include "scenario/checks/rule_years.hpp"
#include "scenario/checks/sums.hpp"
#include "study/plan/varied.hpp"
#include "text/counted.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kUnderTitle = 2;

void tell_size(const Scenario& scenario, const MemoryNeed& need, Document& out) {
  out.say(fmt::format("{}（{}）有效。", scenario.id, scenario.name_zh), fmt::format("{} ({}) is valid.", scenario.id, scenario.name_en));
  out.say(fmt::format("自{0:04}-{1:02}起{2}个月，{3}次重复模拟，随机种子{4}", scenario.start.year(), scenario.start.month(),
                      scenario.months(), scenario.replicates, scenario.seed),
          fmt::format("{} from {:04}-{:02}, {}, seed {}", counted(scenario.months(), "month"), scenario.start.year(),
                      scenario.start.month(), counted(scenario.replicates, "replicate"), scenario.seed),
          kUnderTitle);
  const auto size = [&](fmt::format_string<std::size_t&, std::size_t&, std::size_t&, std::size_t&, std::size_t&, std::size_t&> words) {
    std::array counts{scenario.towns.size(),    scenario.settlements.size(), scenario.existing.size(),
                      scenario.projects.size(), scenario.services.size(),    scenario.rules.size()};
    return fmt::format(words, counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
  };
  out.say(size("{}个镇街、{}个村和社区、{}处现有设施、{}个项目、{}项服务、{}条规则"),
          size("{} towns, {} settlements, {} facilities, {} projects, {} services, {} rules"), kUnderTitle);
  out.say(worded("约{}名个体：居民、期内满60岁者、可能迁入者", "about {} individuals: residents, and those who may turn 60 or arrive",
                 need.individuals),
          kUnderTitle);
  if (!scenario.changes.empty()) {
    out.say(worded("{}项设施变动计划", "{} planned changes of facilities", scenario.changes.size()), kUnderTitle);
  }
  const auto assumptions = std::count_if(scenario.origins.begin(), scenario.origins.end(),
                                         [](const ParameterOrigin& origin) { return origin.quality == "assumption"; });
  out.say(worded("{}个有出处的参数，其中{}个是带范围的假设", "{} parameters with an origin, {} of them assumptions with a range",
                 scenario.origins.size(), assumptions),
          kUnderTitle);
}

/// What a run draws, what it does not because somebody decided it, and which values lie in the outer tenth of what is drawn around them.
struct DrawnParameters {
  std::size_t drawn = 0;
  std::vector<std::string> decided;
  std::vector<std::string> at_edge;
};

DrawnParameters draws_of(const Scenario& scenario, const RuleCatalog& rules) {
  constexpr double kEdge = 0.1;
  DrawnParameters out;
  const std::vector<SweepableParameter> known = sweepable_parameters(scenario, rules);
  for (const SweepableParameter& one : known) {
    const Axis& axis = one.parameter.axis;
    if (!one.ranged || follows_median(one.parameter.id, known)) continue;
    if (one.decided) {
      out.decided.push_back(one.parameter.id);
    } else if (axis.low <= axis.base && axis.base <= axis.high) {
      ++out.drawn;
      const double place = (axis.base - axis.low) / (axis.high - axis.low);
      if (place < kEdge || place > 1 - kEdge) out.at_edge.push_back(one.parameter.id);
    }
  }
  return out;
}

nlohmann::ordered_json as_json(const DrawnParameters& draws) {
  return {{"drawn", draws.drawn}, {"decided", draws.decided}, {"at_edge", draws.at_edge}};
}

void tell_draws(const DrawnParameters& draws, Document& out) {
  const auto many = [](std::size_t count) { return static_cast<std::int64_t>(count); };
  out.say(fmt::format("运行时抽取{}个参数", draws.drawn), "a run draws " + counted(many(draws.drawn), "parameter"), kUnderTitle);
  if (!draws.decided.empty()) {
    out.say(fmt::format("{}个有范围而已定，不抽取：{}", draws.decided.size(), fmt::join(draws.decided, "、")),
            fmt::format("{} with a range {} decided and not drawn: {}", draws.decided.size(), draws.decided.size() == 1 ? "is" : "are",
                        fmt::join(draws.decided, ", ")),
            kUnderTitle);
  }
  if (!draws.at_edge.empty()) {
    out.say(fmt::format("{}个抽取参数的值在其范围边缘，抽取的均值偏离该值：{}", draws.at_edge.size(), fmt::join(draws.at_edge, "、")),
            fmt::format("{} at the edge of the range that is drawn, so that the mean of the draws is another: {}",
                        counted(many(draws.at_edge.size()), "value") + (draws.at_edge.size() == 1 ? " lies" : " lie"),
                        fmt::join(draws.at_edge, ", ")),
            kUnderTitle);
  }
}

std::vector<Text> notes_of(const Scenario& scenario, const RuleCatalog& rules) {
  std::vector<Text> notes = notes_on_sums(scenario);
  for (const std::vector<Text>& more : {notes_on_rule_years(scenario, rules), notes_on_late_changes(scenario)}) {
    notes.insert(notes.end(), more.begin(), more.end());
  }
  return notes;
}

/// People of all ages and of 60 and over by town at the second census: what the model makes of towns and census.
struct TownPeople {
  std::vector<double> people;
  std::vector<double> aged_60_plus;
};

TownPeople town_people(const Scenario& scenario) {
  double of_towns = 0;
  double census = 0;
  for (const Town& town : scenario.towns) of_towns += town.population_2020;
  for (const CensusGroup& group : scenario.census) census += static_cast<double>(group.population_second);
  TownPeople out{{}, town_60plus_at_census(scenario)};
  for (const Town& town : scenario.towns) out.people.push_back(town.population_2020 * census / of_towns);
  return out;
}

nlohmann::ordered_json towns_json(const Scenario& scenario) {
  const TownPeople shared = town_people(scenario);
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
    const Town& town = scenario.towns[t];
    out.push_back({{"town", town.code},
                   {"people", std::llround(shared.people[t])},
                   {"aged_60_plus", std::llround(shared.aged_60_plus[t])},
                   {"own_number", town.residents_60_plus.has_value()}});
  }
  return out;
}

/// Targets that no run of the scenario can meet, and those that restate an input.
void tell_targets_of_input(const Scenario& scenario, Document& out) {
  const Description description = describe(scenario);
  const std::vector<TargetBasis> bases = target_bases(description);
  for (const JudgedTarget& row : judged_targets(description)) {
    const TargetBasis& basis = bases[index_of(row.target)];
    if (!row.threshold || basis.by == DecidedBy::model) continue;
    const bool forbidden = basis.by == DecidedBy::input;
    const std::string parameter = basis.parameter.empty() ? "" : " (" + basis.parameter + ")";
    out.say(fmt::format("注意：{}（{}）{}：{}{}", row.id, row.zh, forbidden ? "按现文本无法达成" : "不是预测", basis.why.zh, parameter),
            fmt::format("note: {} ({}) {}: {}{}", row.id, row.en, forbidden ? "cannot be met as written" : "is no forecast", basis.why.en,
                        parameter),
            kUnderTitle);
  }
}

/// Where every town has a number, their sum need not be that of the census.
Text source_of(const Town& town, double aged_60_plus) {
  if (!town.residents_60_plus) return {"按比例", "share of the district"};
  if (std::abs(*town.residents_60_plus - aged_60_plus) < 0.5) return {"自报", "own number"};
  return {"自报，按普查折算", "own number, scaled to the census"};
}

}  // namespace

Document validation_document(const Scenario& scenario, const MemoryNeed& need, const RuleCatalog& rules) {
  Document out;
  tell_size(scenario, need, out);
  if (scenario.draw_parameters) tell_draws(draws_of(scenario, rules), out);
  for (const Text& note : notes_of(scenario, rules)) out.say("注意：" + note.zh, "note: " + note.en, kUnderTitle);
  tell_targets_of_input(scenario, out);
  return out;
}

Table people_of_towns(const Scenario& scenario) {
  constexpr std::size_t kTownsOnTerminals = 12;
  const YearMonth census = scenario.population.second_census;
  Table out{"people",
            "人口",
            fmt::format("{:04}-{:02}普查时各镇街人口（模型分配）", census.year(), census.month()),
            fmt::format("People of towns at the census of {:04}-{:02}, as the model shares them", census.year(), census.month()),
            {{"town", "镇街", "town", "", CellFormat::text},
             {"people", "人口", "people", "persons"},
             {"aged_60_plus", "60岁及以上", "60 and over", "persons"},
             {"share", "占比", "share", "1", CellFormat::share},
             {"from", "来源", "from", "", CellFormat::text}},
            {},
            {}};
  out.rows_on_terminals = kTownsOnTerminals;
  const TownPeople shared = town_people(scenario);
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
    const Town& town = scenario.towns[t];
    out.rows.push_back({Text{town.name_zh, town.name_en}, std::round(shared.people[t]), std::round(shared.aged_60_plus[t]),
                        shared.aged_60_plus[t] / shared.people[t], source_of(town, shared.aged_60_plus[t])});
  }
  return out;
}

nlohmann::ordered_json validation_json(const Scenario& scenario, const MemoryNeed& need, const RuleCatalog& rules) {
  nlohmann::ordered_json notes = nlohmann::ordered_json::array();
  for (const Text& note : notes_of(scenario, rules)) notes.push_back(note.en);
  return {
      {"format", "eldercast-validation"},
      {"version", 1},
      {"valid", true},
      {"scenario", scenario.id},
      {"digest", scenario.digest},
      {"months", scenario.months()},
      {"towns", scenario.towns.size()},
      {"settlements", scenario.settlements.size()},
      {"projects", scenario.projects.size()},
      {"memory", {{"individuals", need.individuals}, {"bytes", need.bytes(1) + headline_bytes(describe(scenario)) * scenario.replicates}}},
      {"towns_at_census", towns_json(scenario)},
      {"gaps", scenario.data_gaps},
      {"draws", scenario.draw_parameters ? as_json(draws_of(scenario, rules)) : nlohmann::ordered_json(nullptr)},
      {"notes", std::move(notes)}};
}

}  // namespace eldercast
