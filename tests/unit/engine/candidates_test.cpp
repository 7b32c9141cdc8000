/// Candidates: facilities that the plan does not have, built or offered by choice.
#include <algorithm>

#include "engine/build/building_site.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

const std::string kBaseline = "scenarios/jiangjin/baseline.toml";

std::size_t candidates_in(const Scenario& scenario) {
  return static_cast<std::size_t>(
      std::count_if(scenario.projects.begin(), scenario.projects.end(), [](const Project& one) { return one.candidate; }));
}

}  // namespace

TEST_CASE("the first candidates are built beside the plan, and move nothing of it") {
  const auto plan = test::scenario(kBaseline);
  const auto more = test::scenario(kBaseline, {"schedule.candidates_built=3"});
  REQUIRE(plan->candidates.size() == 19);
  CHECK(candidates_in(*plan) == 0);
  REQUIRE(more->projects.size() == plan->projects.size() + 3);
  const std::vector<Month> before = planned_openings(*plan);
  const std::vector<Month> after = planned_openings(*more);
  CHECK(std::equal(before.begin(), before.end(), after.begin()));
  for (std::size_t i = 0; i < 3; ++i) {
    const Project& project = more->projects[plan->projects.size() + i];
    CHECK(project.id == plan->candidates[i].id);
    CHECK(after[plan->projects.size() + i] != kNever);
  }
}

TEST_CASE("candidates that are offered are projects that are not built") {
  const auto offered = test::scenario(kBaseline, {"schedule.candidates_built=2", "schedule.candidates_offered=5"});
  CHECK(candidates_in(*offered) == 7);
  const std::vector<Month> planned = planned_openings(*offered);
  std::size_t built = 0;
  for (std::size_t p = 0; p < offered->projects.size(); ++p) built += offered->projects[p].candidate && planned[p] != kNever ? 1U : 0U;
  CHECK(built == 2);
}

TEST_CASE("an offered candidate gives its town no credit: only what is built is part of its programme") {
  const std::vector<std::string> one{"scenario.draw_parameters=false"};
  const auto plan = test::scenario(kBaseline, one);
  const auto offered = test::scenario(kBaseline, {one.front(), "schedule.candidates_offered=19"});
  const Headline a = test::run(plan, 1, 1, 1, 0).front().headline;
  const Headline b = test::run(offered, 1, 1, 1, 0).front().headline;
  CHECK(a.projects_waiting == b.projects_waiting);
  CHECK(a.prefinancing_fen == b.prefinancing_fen);
  CHECK(a.accrued_fen == b.accrued_fen);
}

TEST_CASE("every settlement is covered by one plan with all candidates, as far as it is built") {
  const auto all = test::scenario(kBaseline, {"schedule.candidates_built=100"});
  CHECK(candidates_in(*all) == 19);
  std::vector<bool> covered(all->settlements.size(), false);
  for (const ExistingFacility& one : all->existing) {
    if (one.kind == FacilityKind::community_station || one.kind == FacilityKind::village_point) covered[one.settlement.index()] = true;
  }
  for (const Project& one : all->projects) {
    if (one.kind == FacilityKind::community_station || one.kind == FacilityKind::village_point) covered[one.settlement.index()] = true;
  }
  CHECK(std::all_of(covered.begin(), covered.end(), [](bool one) { return one; }));
}

TEST_CASE("candidates cover more, and nobody is born or dies of it") {
  const auto plan = test::scenario(kBaseline, {"scenario.draw_parameters=false"});
  const auto more = test::scenario(kBaseline, {"scenario.draw_parameters=false", "schedule.candidates_built=19"});
  const std::vector<Outcome> before = test::run(plan, 2, 2, 1, 0);
  const std::vector<Outcome> after = test::run(more, 2, 2, 1, 0);
  const int last = plan->months() - 1;
  for (std::size_t r = 0; r < before.size(); ++r) {
    const Headline& a = before[r].headline;
    const Headline& b = after[r].headline;
    CHECK(std::equal(a.residents.cells().begin(), a.residents.cells().end(), b.residents.cells().begin()));
    CHECK(std::equal(a.life_flows.cells().begin(), a.life_flows.cells().end(), b.life_flows.cells().begin()));
    CHECK(b.settlements_covered(last, SettlementKind::village, CoverageReading::own) >
          a.settlements_covered(last, SettlementKind::village, CoverageReading::own));
  }
}
