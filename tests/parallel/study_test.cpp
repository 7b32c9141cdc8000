// Studies, points of uncertain runs: equal on one thread and on several, and ended by the first thing that goes wrong.
#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "files/part_file.hpp"
#include "output/batches/batch_file.hpp"
#include "study/execute/study_runner.hpp"
#include "study/plan/planner.hpp"
#include "study/uncertainty/uncertain_run.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

namespace fs = std::filesystem;

constexpr const char* kToy = "scenarios/toy/toy.toml";

/// A study of the toy in a folder of its own, in batches of one case.
StudyPlan plan_in(const fs::path& folder) {
  fs::remove_all(folder);
  StudyRequest request;
  request.folder = folder;
  request.scenario_file = kToy;
  request.vary = {"finance.operator_share=0.1..0.3", "schedule.slip_ratio.median=1..2"};
  request.points = 12;
  request.replicates = 2;
  request.seed = 5;
  auto made = choose_cases(request, *test::scenario(kToy), test::host());
  REQUIRE(std::holds_alternative<StudyPlan>(made));
  StudyPlan& plan = std::get<StudyPlan>(made);
  write_part(plan);
  return read_plan(folder);
}

/// What the batches of a study hold: money accrued, row by row.
std::vector<std::vector<std::int64_t>> money_of(const StudyPlan& plan) {
  std::vector<std::vector<std::int64_t>> out;
  const Description description = describe(*test::scenario(kToy));
  const auto cells = static_cast<std::size_t>(description.months()) * kCount<Payer> * kCount<Purpose>;
  for (const Batch& batch : plan.batches()) {
    const BatchReader reader(batch_path(plan, batch).string());
    for (std::size_t row = 0; row < reader.rows().size(); ++row) {
      out.emplace_back(cells);
      reader.read_row("/district/accrued", row, out.back());
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a study is the same on one thread and on several") {
  const fs::path folder = fs::temp_directory_path() / "eldercast-study-threads";
  std::vector<std::vector<std::vector<std::int64_t>>> results;
  for (const int threads : {1, 2, 5}) {
    const StudyPlan plan = plan_in(folder);
    StudyRunOptions options;
    options.arena = Arena(threads);
    std::int64_t told = 0;
    options.row_done = [&](const std::string& failure) { told += failure.empty() ? 1 : 0; };
    const StudyRunResult result = run_study(plan, test::host(), options);
    CHECK(result.end == StudyEnd::done);
    CHECK(result.rows == 24);
    CHECK(told == 24);
    results.push_back(money_of(plan));
  }
  CHECK(results[0].size() == 24);
  CHECK((results[1] == results[0]));
  CHECK((results[2] == results[0]));
  fs::remove_all(folder);
}

TEST_CASE("a file that cannot be written ends a study on all threads, and comes out") {
  const fs::path folder = fs::temp_directory_path() / "eldercast-study-broken";
  const StudyPlan plan = plan_in(folder);
  fs::create_directory(part_name(batch_path(plan, plan.batches()[3]).string()));
  StudyRunOptions options;
  options.arena = Arena(3);
  std::atomic<int> rows = 0;
  options.row_done = [&](const std::string&) { ++rows; };
  CHECK_THROWS(run_study(plan, test::host(), options));
  CHECK(rows < 24);
  fs::remove_all(folder);
}

TEST_CASE("points of an uncertain run are the same on one thread and on several, and what goes wrong first comes out") {
  const fs::path folder = fs::temp_directory_path() / "eldercast-points-threads";
  const StudyPlan plan = plan_in(folder);
  UncertainRequest request;
  request.replicates = 2;
  std::vector<std::vector<Outcome>> runs;
  for (const int threads : {1, 3}) {
    request.arena = Arena(threads);
    runs.push_back(run_points(plan, test::host(), request));
  }
  REQUIRE(runs[0].size() == 24);
  REQUIRE(runs[1].size() == 24);
  for (std::size_t i = 0; i < 24; ++i) {
    CHECK(runs[1][i].replicate == static_cast<std::int32_t>(i));
    CHECK((runs[1][i].headline.accrued_fen == runs[0][i].headline.accrued_fen));
    CHECK((runs[1][i].headline.demand == runs[0][i].headline.demand));
  }
  int told = 0;
  request.row_done = [&] {
    if (++told == 5) throw std::runtime_error("the screen is gone");
  };
  CHECK_THROWS_WITH(run_points(plan, test::host(), request), "the screen is gone");
  CHECK(told < 24);
  fs::remove_all(folder);
}
