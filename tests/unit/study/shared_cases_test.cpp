/// Cases of a study share what their values leave as it was; none may feel the others.
#include <array>

#include "engine/memory.hpp"
#include "scenario/reader.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

constexpr const char* kToy = "scenarios/toy/toy.toml";

/// What cases may vary: money alone, people, the way, beds and who comes first, a rule, and shocks.
const std::vector<std::vector<std::string>> kCases{
    {},
    {"finance.operator_share=0.2"},
    {"population.mortality_multiplier.male=1.04"},
    {"network.overflow_minutes=90", "network.detour_factor=1.1"},
    {"standards.town_centre.beds=35"},
    {"allocation.priority=['others','living_alone','aged_80_plus','partial','full','special_hardship']"},
    {"scenario.end=2022-10"},
    {"schedule.never_built_share=0.1"},
    {},
};

struct Run {
  Headline headline;
  std::string failure;
};

Run fresh(const std::vector<std::string>& sets) {
  Outcome outcome = test::run(test::scenario(kToy, sets), 1, 1, 7, 0).front();
  return {std::move(outcome.headline), outcome.failure};
}

}  // namespace

TEST_CASE("a case that shares files, district and memory with earlier ones gives what it gives alone") {
  const RuleCatalog catalog = test::host().catalog();
  const ScenarioReader reader(kToy, {}, catalog);
  const District base(test::scenario(kToy));
  std::unique_ptr<const District> last;
  Workspace workspace;
  for (const std::vector<std::string>& sets : kCases) {
    INFO("case " << (sets.empty() ? "unchanged" : sets.front()));
    ReadResult read = reader.read(sets);
    REQUIRE(read.scenario);
    const auto scenario = std::make_shared<const Scenario>(std::move(*read.scenario));
    auto district = std::make_unique<const District>(scenario, std::array{&base, static_cast<const District*>(last.get())});
    RunOptions options;
    options.seed = 7;
    options.replicates = 1;
    options.full_detail_replicates = 0;
    Run shared;
    const std::vector<RuleEntry> rules = rules_of(*scenario, test::host());
    ReplicateRunner runner(*district, rules, options, std::move(workspace));
    runner.run([&](Outcome&& outcome) { shared = {std::move(outcome.headline), outcome.failure}; });
    workspace = std::move(runner).release();
    const Run alone = fresh(sets);
    CHECK(shared.failure.empty());
    CHECK((shared.headline.residents == alone.headline.residents));
    CHECK((shared.headline.demand == alone.headline.demand));
    CHECK((shared.headline.beds == alone.headline.beds));
    CHECK((shared.headline.bed_shortfall == alone.headline.bed_shortfall));
    CHECK((shared.headline.accrued_fen == alone.headline.accrued_fen));
    CHECK((shared.headline.town_targets == alone.headline.town_targets));
    CHECK((shared.headline.settlement_unserved == alone.headline.settlement_unserved));
    last = std::move(district);
  }
}

TEST_CASE("cases share people and ways only while nothing about them changes") {
  const District base(test::scenario(kToy));
  const std::array<const District*, 1> likes{&base};
  const auto shares_people = [&](const std::vector<std::string>& sets) {
    return &District(test::scenario(kToy, sets), likes).base() == &base.base();
  };
  CHECK(shares_people({"finance.operator_share=0.2"}));
  CHECK(shares_people({"staff.carers_at_start=3"}));
  CHECK_FALSE(shares_people({"population.living_alone_share=0.3"}));
  CHECK_FALSE(shares_people({"scenario.end=2022-10"}));
  const District slower(test::scenario(kToy, {"network.detour_factor=1.9"}), likes);
  CHECK(slower.network().ways() != base.network().ways());
  CHECK(&slower.base() == &base.base());
}

TEST_CASE("a reader of cases finds the same mistakes as a reader of files") {
  const RuleCatalog catalog = test::host().catalog();
  const ScenarioReader reader(kToy, {}, catalog);
  for (const char* set : {"schedule.slip_ratio.median=0", "no.such=1", "scenario.end=2000-01", "data.towns=no.csv"}) {
    const ReadResult by_case = reader.read({set});
    const ReadResult by_file = read_scenario(kToy, {{set}, &catalog});
    CHECK_FALSE(by_case.scenario);
    CHECK(by_case.diagnostics.render(false) == by_file.diagnostics.render(false));
  }
}

TEST_CASE("the memory of a run is told from its cohorts, not far from the people that there are") {
  const auto jiangjin = test::scenario("scenarios/jiangjin/baseline.toml");
  const MemoryNeed need = memory_need(*jiangjin);
  const auto individuals = static_cast<double>(District(jiangjin).base().slots());
  CHECK(static_cast<double>(need.individuals) == Approx(individuals).epsilon(0.01));
  CHECK(need.bytes(2) - need.bytes(1) == need.worker_bytes);
  CHECK(need.worker_bytes > 13 * need.individuals);
}
