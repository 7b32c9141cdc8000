// Projects ranked by what their delay costs, on the toy.
#include <algorithm>
#include <cmath>

#include "output/figures/figures.hpp"
#include "study/stress/stress.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

constexpr std::int32_t kReplicates = 3;

Ranking rank(const std::shared_ptr<const Scenario>& scenario, const std::function<void(RankingOptions&)>& change = {}, int threads = 2) {
  RunOptions run;
  run.seed = 1;
  run.full_detail_replicates = 0;
  run.arena = Arena(threads);
  DrawnRunner runner(scenario, test::host(), run);
  RankingOptions options;
  options.replicates = kReplicates;
  options.first_replicates = 2;
  options.leading = 2;
  if (change) change(options);
  return rank_projects(runner, options);
}

const ProjectLoss& of(const Ranking& ranking, const std::string& id) {
  return *std::find_if(ranking.projects.begin(), ranking.projects.end(), [&](const ProjectLoss& one) { return one.id == id; });
}

/// Served person-months of one replicate in which one project is late.
double served(const District& district, std::span<const RuleEntry> rules, std::int32_t replicate, Delay delay) {
  const Description description = describe(district.scenario());
  const std::vector<Figure> figures = figures_of(description);
  RunOptions options;
  options.seed = 1;
  options.arena = Arena();
  const std::vector<Job> jobs{{replicate, delay}};
  double out = 0;
  ReplicateRunner(district, rules, options).run(jobs, [&](std::size_t, Outcome&& outcome) {
    out = whole_run(*find_figure(figures, "cared_months"), outcome.headline, description);
  });
  return out;
}

}  // namespace

TEST_CASE("a project's loss is what a run with it alone late serves less, with the same chance") {
  const auto scenario = test::scenario("scenarios/toy/toy.toml");
  const std::vector<RuleEntry> rules = rules_of(*scenario, test::host());
  const District district(scenario);
  const Ranking ranking = rank(scenario);
  CHECK(ranking.projects.size() == scenario->projects.size());
  for (std::size_t p = 0; p < scenario->projects.size(); ++p) {
    const ProjectLoss& one = of(ranking, scenario->projects[p].id);
    double loss = 0;
    for (std::int32_t r = 0; r < one.replicates; ++r) {
      loss += served(district, rules, r, {}) - served(district, rules, r, {ProjectId(p), 6});
    }
    INFO(one.id);
    CHECK(one.loss == Approx(loss / one.replicates));
  }
}

TEST_CASE("the leading projects come first, have all replicates, and lose something") {
  const Ranking ranking = rank(test::scenario("scenarios/toy/toy.toml"));
  CHECK(ranking.leading == 2);
  CHECK(ranking.projects[0].loss > 0);
  CHECK(ranking.projects[0].loss >= ranking.projects[1].loss);
  for (std::size_t p = 0; p < ranking.projects.size(); ++p) {
    const ProjectLoss& one = ranking.projects[p];
    CHECK(one.replicates == (p < 2 ? kReplicates : 2));
    CHECK(one.loss_low <= one.loss);
    CHECK(one.loss <= one.loss_high);
    if (p >= 3) CHECK(one.loss <= ranking.projects[p - 1].loss);
  }
  // Without delay, two of each of eight projects, one more of two.
  CHECK(ranking.simulated == kReplicates + 2 * ranking.projects.size() + 2);
}

TEST_CASE("a project that is never built loses nothing, and is not run") {
  const auto scenario = test::scenario("scenarios/toy/toy.toml", {"schedule.never_built_share=1"});
  const Ranking ranking = rank(scenario);
  std::size_t never = 0;
  for (std::size_t p = 0; p < scenario->projects.size(); ++p) {
    const ProjectLoss& one = of(ranking, scenario->projects[p].id);
    if (scenario->projects[p].built) continue;
    ++never;
    CHECK(one.loss == 0);
    CHECK(one.opens_share == 0);
  }
  CHECK(never > 0);
  CHECK(ranking.simulated < kReplicates + 2 * ranking.projects.size() + 2);
}

TEST_CASE("a longer delay costs more, and threads change nothing") {
  const auto scenario = test::scenario("scenarios/toy/toy.toml");
  const Ranking six = rank(scenario);
  const Ranking twelve = rank(scenario, [](RankingOptions& options) { options.slip_months = 12; });
  const Ranking one_thread = rank(scenario, {}, 1);
  CHECK(of(twelve, six.projects[0].id).loss > six.projects[0].loss);
  for (std::size_t p = 0; p < six.projects.size(); ++p) {
    CHECK(six.projects[p].id == one_thread.projects[p].id);
    CHECK(six.projects[p].loss == one_thread.projects[p].loss);
  }
}
