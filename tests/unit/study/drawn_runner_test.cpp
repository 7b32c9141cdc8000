// Lists of replicates on draws of the parameters.
#include <algorithm>

#include "study/uncertainty/drawn_runner.hpp"
#include "study/uncertainty/shared_draws.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

const std::string kDrawnToy = "scenarios/toy/toy.toml";
const std::vector<std::string> kDrawing{"scenario.draw_parameters=true"};
/// More than the runner keeps at a time.
constexpr std::int32_t kTenDraws = 10;

RunOptions of_threads(int threads) {
  RunOptions out;
  out.seed = 3;
  out.full_detail_replicates = 0;
  out.arena = Arena(threads);
  return out;
}

bool same_numbers(const Outcome& a, const Outcome& b) {
  return a.headline.accrued_fen.cells() == b.headline.accrued_fen.cells() &&
         a.headline.residents_covered.cells() == b.headline.residents_covered.cells() &&
         a.headline.staff.cells() == b.headline.staff.cells();
}

}  // namespace

TEST_CASE("a list in any order has the replicates of the run that draws, on any number of threads") {
  const auto scenario = test::scenario(kDrawnToy, kDrawing);
  const SharedDraws draws = shared_draws(*scenario, kTenDraws * kReplicatesOfADraw, false);
  REQUIRE(draws.points == kTenDraws);
  const UncertainRequest request = request_of(draws, kDrawnToy, kDrawing, of_threads(1));
  const UncertainRows rows = std::get<UncertainRows>(run_uncertain(request, *scenario, test::host()));
  for (const int threads : {1, 2}) {
    DrawnRunner runner(scenario, test::host(), of_threads(threads), std::get<StudyPlan>(plan_uncertain(request, *scenario, test::host())),
                       draws.replicates);
    std::vector<Job> jobs;
    for (std::int32_t r = draws.all_replicates(0) - 1; r >= 0; r -= 3) jobs.push_back({r, {}});
    // Lists may follow each other, and go back to a draw that was there before.
    for (int round = 0; round < 2; ++round) {
      std::size_t found = 0;
      CHECK(runner.run(jobs, [&](std::size_t job, Outcome&& outcome) {
        found += same_numbers(outcome, rows.outcomes[static_cast<std::size_t>(jobs[job].replicate)]) ? 1U : 0U;
      }) == jobs.size());
      CHECK(found == jobs.size());
    }
  }
}

TEST_CASE("without a plan every replicate has the scenario's own values") {
  const auto scenario = test::scenario(kDrawnToy, kDrawing);
  const std::vector<Outcome> alone = test::run(scenario, 3, 1, 3, 0);
  DrawnRunner runner(scenario, test::host(), of_threads(1));
  const std::vector<Job> jobs{{2, {}}, {0, {}}};
  runner.run(jobs, [&](std::size_t job, Outcome&& outcome) {
    CHECK(same_numbers(outcome, alone[static_cast<std::size_t>(jobs[job].replicate)]));
  });
}

TEST_CASE("draws are as the scenario says, two replicates each, and none where there would be less than two") {
  const auto drawn = test::scenario(kDrawnToy, kDrawing);
  CHECK(shared_draws(*drawn, 9, false).all_replicates(9) == 8);
  CHECK_FALSE(shared_draws(*drawn, 3, false).any());
  CHECK_FALSE(shared_draws(*drawn, 100, true).any());
  CHECK_FALSE(shared_draws(*test::scenario(kDrawnToy), 100, false).any());
}
