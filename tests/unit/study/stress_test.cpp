// A whole stress test of the toy, and its screens.
#include <nlohmann/json.hpp>

#include <sstream>

#include "scenario/reader.hpp"
#include "study/stress/stress.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"
#include "text/width.hpp"

using namespace eldercast;

namespace {

const std::string kToy = "scenarios/toy/toy.toml";
constexpr std::int32_t kReplicates = 3;

const StressResult& toy_result() {
  static const StressResult result = [] {
    const auto scenario = test::scenario(kToy);
    const RuleCatalog catalog = test::host().catalog();
    const Simulate simulate = [](const ScenarioWithSets& one, const std::string&) {
      return test::run(one.scenario, kReplicates, 1, one.scenario->seed, 0);
    };
    StressResult out;
    out.scenario_zh = scenario->name_zh;
    out.scenario_en = scenario->name_en;
    out.start = scenario->start;
    out.end = scenario->end;
    out.seed = scenario->seed;
    out.replicates = kReplicates;
    const ComparedRun alone = run_alone({scenario, {}}, simulate);
    for (const char* name : {"late_building", "staff_exodus"}) {
      Diagnostics diagnostics;
      const std::optional<Pack> pack = read_pack(pack_folder(kToy) / (std::string(name) + ".toml"), name, diagnostics);
      REQUIRE(pack);
      out.packs.push_back(run_pack(*pack, 1, alone, simulate, [&](double severity) {
        Diagnostics none;
        TomlValue layer = layer_of(*pack, severity, *scenario, catalog, none);
        return ScenarioWithSets{std::make_shared<const Scenario>(*read_scenario(kToy, {{}, &catalog, {std::move(layer)}}).scenario), {}};
      }));
    }
    RankingOptions options;
    options.replicates = kReplicates;
    DrawnRunner runner(scenario, test::host(), {});
    out.ranking = rank_projects(runner, options);
    return out;
  }();
  return result;
}

const StressedTarget& target_of(const PackResult& pack, Target target) {
  return *std::find_if(pack.targets.begin(), pack.targets.end(), [&](const StressedTarget& one) { return one.about.target == target; });
}

}  // namespace

TEST_CASE("late building breaks what depends on building, and a search says where") {
  const PackResult& late = toy_result().packs[0];
  const StressedTarget& communities = target_of(late, Target::g1_own);
  REQUIRE(communities.met_without == 1.0);
  CHECK(communities.met_with == 0.0);
  REQUIRE(communities.breaking.breaks_at);
  CHECK(*communities.breaking.breaks_at - communities.breaking.holds_at <= late.severity_max / kBreakSteps);
  for (const Evaluated& one : late.evaluated) {
    const auto position = static_cast<std::size_t>(&communities - late.targets.data());
    if (one.severity <= communities.breaking.holds_at) CHECK(*one.shares[position] >= 0.5);
    if (one.severity == *communities.breaking.breaks_at) CHECK(*one.shares[position] < 0.5);
  }
  const auto served = std::find_if(late.comparison.figures.begin(), late.comparison.figures.end(),
                                   [](const FigureDifference& one) { return one.figure.id == "served_months"; });
  CHECK(served->run.mean < 0);
  CHECK(served->run.replicates == kReplicates);
}

TEST_CASE("targets of the table that have a threshold and fall due in the run are judged, and those alone") {
  for (const PackResult& pack : toy_result().packs) {
    for (const StressedTarget& one : pack.targets) {
      CHECK(one.about.threshold);
      CHECK(one.about.due <= toy_result().end);
    }
    for (const Evaluated& one : pack.evaluated) CHECK(one.shares.size() == pack.targets.size());
  }
}

TEST_CASE("what an input sets is told apart with the reason, and is no sign of how much the plan bears") {
  const PackResult& late = toy_result().packs[0];
  const StressedTarget& beds = target_of(late, Target::m1_nursing_beds);
  CHECK(beds.basis.by == DecidedBy::assumption);
  CHECK(beds.met_without.has_value());
  CHECK_FALSE(beds.breaking.judged);
  CHECK(target_of(late, Target::g1_own).breaking.judged);
  std::istringstream words(document_text(document_of(toy_result()), {Language::en, 80, false}));
  std::string text;
  for (std::string word; words >> word;) text += word + " ";
  const auto apart = text.find("Set by an input, not by the model");
  REQUIRE(apart != std::string::npos);
  CHECK(text.find("M1 ", apart) != std::string::npos);
  CHECK(text.substr(0, apart).find("M1 ") == std::string::npos);
  CHECK(text.find("Cannot be met as written") != std::string::npos);
  const auto json = nlohmann::json::parse(render_json(toy_result()));
  for (const auto& one : json["packs"][0]["targets"]) {
    if (one["met_at_0"].is_null()) continue;
    CHECK((one["decided_by"] == "model") == !one["holds_at_0"].is_null());
  }
}

TEST_CASE("the screen keeps to its width in both languages and says what was run") {
  std::vector<Pack> packs;
  for (const std::string& name : pack_names(pack_folder("scenarios/jiangjin/baseline.toml"))) {
    Diagnostics none;
    packs.push_back(*read_pack(pack_folder("scenarios/jiangjin/baseline.toml") / (name + ".toml"), name, none));
  }
  for (const Language language : {Language::zh, Language::en}) {
    const TextForm form{language, 80, false};
    std::istringstream stream(document_text(document_of(toy_result()), form) + document_text(packs_document(packs), form));
    for (std::string line; std::getline(stream, line);) {
      INFO(line);
      CHECK(display_width(line) <= 80);
      CHECK((line.empty() || line.back() != ' '));
    }
  }
  const std::string text = document_text(document_of(toy_result()), {Language::en, 80, true});
  CHECK(text.find("Pack late_building: ") != std::string::npos);
  CHECK(text.find("breaks at") != std::string::npos);
  // Lines break where they are full.
  std::istringstream words(text);
  std::string joined;
  for (std::string word; words >> word;) joined += word + " ";
  CHECK(joined.find("if one alone opens 6 months later") != std::string::npos);
}

TEST_CASE("the tables of a stress test hold every target, severity and project of all packs") {
  const std::vector<Table> tables = tables_of(document_of(toy_result()));
  const auto rows_of = [&](const std::string& key) {
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const Table& one) { return one.key == key; });
    return found == tables.end() ? std::size_t{0} : found->rows.size();
  };
  std::size_t targets = 0;
  std::size_t severities = 0;
  for (const PackResult& pack : toy_result().packs) {
    targets += pack.targets.size();
    severities += pack.evaluated.size() * pack.targets.size();
  }
  CHECK(rows_of("targets") == targets);
  CHECK(rows_of("severities") == severities);
  CHECK(rows_of("projects") == toy_result().ranking->projects.size());
}

TEST_CASE("the JSON is versioned and holds every target, severity, figure and project") {
  const auto json = nlohmann::json::parse(render_json(toy_result()));
  CHECK(json.at("format") == "eldercast-stress");
  CHECK(json.at("version") == 1);
  REQUIRE(json.at("packs").size() == 2);
  const auto& late = json.at("packs")[0];
  CHECK(late.at("pack") == "late_building");
  CHECK(late.at("targets").size() == toy_result().packs[0].targets.size());
  CHECK(late.at("severities").size() == toy_result().packs[0].evaluated.size());
  CHECK(late.at("severities")[0].at("severity") == 0);
  CHECK_FALSE(late.at("figures").empty());
  CHECK(json.at("ranking").at("projects").size() == toy_result().ranking->projects.size());
}

TEST_CASE("the tables of the file fit their axes") {
  const ArrayFile file = stress_file(toy_result());
  CHECK(file.filetype == "eldercast-stress");
  std::vector<std::string> names;
  for (const ArrayGroup& group : file.groups) {
    names.push_back(group.name);
    for (const ArrayData& array : group.arrays) {
      std::size_t cells = 1;
      for (const std::string& axis : array.axes) {
        const auto found = std::find_if(group.axes.begin(), group.axes.end(), [&](const ArrayAxis& one) { return one.name == axis; });
        REQUIRE(found != group.axes.end());
        cells *= length(found->coordinates);
      }
      INFO(group.name << "/" << array.name);
      CHECK(array.cells.size() == cells);
    }
  }
  CHECK(names == std::vector<std::string>{"run", "district", "towns", "targets", "severities", "projects"});
}
