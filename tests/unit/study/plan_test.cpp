/// Plans: what a user may vary, batches that cover every row once, the split of spread into parameters and chance.
#include <cmath>
#include <limits>
#include <set>

#include "study/cluster/job_script.hpp"
#include "study/plan/plan.hpp"
#include "study/uncertainty/uncertain_run.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

SweepableParameter known(const std::string& id, double low, double high, double base, bool ranged = true) {
  SweepableParameter out;
  out.parameter.id = id;
  out.parameter.axis.low = low;
  out.parameter.axis.high = high;
  out.parameter.axis.base = base;
  out.ranged = ranged;
  return out;
}

std::vector<SweepableParameter> all() {
  return {known("schedule.slip_ratio.median", 1, 2, 1.2), known("schedule.slip_ratio.low", 0, 10, 1.0, false),
          known("schedule.slip_ratio.high", 0, 10, 1.8, false), known("staff.hours", 0, 1, 0.5, false)};
}

VariedParameter granted(const std::string& request) {
  const auto read = read_request(request, all());
  REQUIRE(std::holds_alternative<VariedParameter>(read));
  return std::get<VariedParameter>(read);
}

StudyMistake refused(const std::string& request) {
  const auto read = read_request(request, all());
  REQUIRE(std::holds_alternative<StudyMistake>(read));
  return std::get<StudyMistake>(read);
}

/// A plan over two axes, `points` base points of a saltelli design.
StudyPlan plan_of(int points, std::int32_t replicates, double seconds_a_replicate = 0.01) {
  StudyPlan plan;
  for (const char* id : {"a", "b"}) {
    VariedParameter one;
    one.id = id;
    plan.parameters.push_back(one);
  }
  plan.design.kind = DesignKind::saltelli;
  plan.design.axes = design_axes(plan.parameters);
  plan.cost.seconds_a_replicate = seconds_a_replicate;
  add_part(plan, points, replicates, 2);
  return plan;
}

/// Every row of a plan as often as its batches have it.
std::multiset<std::pair<int, int>> rows_of(const StudyPlan& plan) {
  std::multiset<std::pair<int, int>> out;
  for (const Batch& batch : plan.batches()) {
    for (int c = batch.first_case; c < batch.first_case + batch.cases; ++c) {
      for (std::int32_t r = batch.first_replicate; r < batch.first_replicate + batch.replicates; ++r) out.emplace(c, r);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a request takes the range of the data, a range of its own, or the values of a grid") {
  CHECK(granted("schedule.slip_ratio.median").axis.high == 2);
  const VariedParameter own = granted("staff.hours=0.2..0.4");
  CHECK(own.axis.low == 0.2);
  CHECK(own.axis.high == 0.4);
  CHECK(granted("staff.hours=0.1,0.5,0.2").values == std::vector<double>{0.1, 0.5, 0.2});
}

TEST_CASE("a request that cannot be met says why, and what was probably meant") {
  CHECK(refused("schedule.slip_ratio.mediann").help.find("schedule.slip_ratio.median") != std::string::npos);
  CHECK(refused("staff.hours").message.find("no range") != std::string::npos);
  CHECK(refused("staff.hours=0.4..0.2").message.find("not below") != std::string::npos);
  CHECK(refused("staff.hours=0.4..x").message.find("'x'") != std::string::npos);
  CHECK(refused("staff.hours=").message.find("no number") != std::string::npos);
}

TEST_CASE("low and high of a distribution follow a varied median, unless they are varied themselves") {
  std::vector<VariedParameter> parameters{granted("schedule.slip_ratio.median")};
  add_followers(parameters, all());
  CHECK(parameters[0].settings(2.4) ==
        std::vector<std::string>{"schedule.slip_ratio.median=2.4", "schedule.slip_ratio.low=2", "schedule.slip_ratio.high=3.6"});
  std::vector<VariedParameter> both{granted("schedule.slip_ratio.median"), granted("schedule.slip_ratio.high=1.5..2")};
  add_followers(both, all());
  REQUIRE(both[0].followers.size() == 1);
  CHECK(both[0].followers[0].id == "schedule.slip_ratio.low");
}

TEST_CASE("batches hold every row of a plan once, before and after points and replicates were added") {
  StudyPlan plan = plan_of(5, 3);
  CHECK(plan.cases.size() == 5 * 4);
  const auto first = rows_of(plan);
  CHECK(first.size() == 20 * 3);
  CHECK(first.count({19, 2}) == 1);
  const std::vector<Batch> before = plan.batches();

  add_part(plan, 0, 2, 2);
  add_part(plan, 2, 0, 2);
  CHECK(plan.replicates() == 5);
  CHECK(plan.cases.size() == 28);
  const auto all_rows = rows_of(plan);
  CHECK(all_rows.size() == 28 * 5);
  for (int c = 0; c < 28; ++c) {
    for (int r = 0; r < 5; ++r) CHECK(all_rows.count({c, r}) == 1);
  }
  const std::vector<Batch> after = plan.batches();
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(after[i].name() == before[i].name());
    CHECK(after[i].first_case == before[i].first_case);
    CHECK(after[i].rows() == before[i].rows());
  }
}

TEST_CASE("added points are those that a larger plan would have had") {
  StudyPlan grown = plan_of(3, 1);
  add_part(grown, 4, 0, 2);
  const StudyPlan whole = plan_of(7, 1);
  REQUIRE(grown.cases.size() == whole.cases.size());
  for (std::size_t i = 0; i < whole.cases.size(); ++i) CHECK(grown.cases[i].point == whole.cases[i].point);
}

TEST_CASE("long rows make small batches") {
  for (const Batch& batch : plan_of(50, 5, 10.0).batches()) CHECK(batch.cases == 1);
  CHECK(plan_of(500, 5, 0.0001).batches().front().cases > 10);
}

TEST_CASE("spread is split as the analysis of variance says") {
  // Means 2 and 6, within squares 2 + 2, between 2 x (4 + 4).
  const VarianceSplit split = split_variance({1, 3, 5, 7}, 2);
  CHECK(split.chance == Approx(2));
  CHECK(split.parameters == Approx((16 - 2) / 2.0));
  CHECK(split.share == Approx(7.0 / 9));
  CHECK(split.points == 2);
  // Points that differ by less than their noise show no parameters at all.
  CHECK(split_variance({0, 10, 1, 9}, 2).parameters == 0);
  CHECK(split_variance({5, 5, 8, 8}, 2).share == 1);
}

TEST_CASE("a point with a failed replicate is left out of the split, and one replicate cannot be split") {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const VarianceSplit split = split_variance({1, 3, none, 4, 5, 7}, 2);
  CHECK(split.points == 2);
  CHECK(split.chance == Approx(2));
  CHECK(std::isnan(split_variance({1, 2, 3}, 1).share));
  CHECK(std::isnan(split_variance({4, 4, 4, 4}, 2).share));
}

TEST_CASE("names with quotes and spaces stay one word in a job file") {
  StudyPlan plan = plan_of(1, 1);
  plan.folder = "/tmp/it's a study";
  const std::string text = job_script(plan, {JobEngine::parallel, 3, 1, "eldercast", "", 60});
  CHECK(text.find("'/tmp/it'\\''s a study'") != std::string::npos);
}

TEST_CASE("a study has limits, and says them") {
  StudyPlan plan = plan_of(2, 1);
  CHECK_FALSE(part_mistake(plan, 1000, 0));
  CHECK(part_mistake(plan, 1'000'000, 0)->message == "a study of 4000008 cases is too large: at most 1000000 are planned");
  CHECK_FALSE(part_mistake(plan, 0, kMostReplicates - 1));
  CHECK(part_mistake(plan, 0, kMostReplicates)->message ==
        "a study of 100001 replicates of a case is too large: at most 100000 are planned");
  plan.parameters.resize(1000);
  CHECK(limit_mistake(plan, 20'000, 1)->message.find("at most 20000000") != std::string::npos);
  plan.design.kind = DesignKind::list;
  CHECK(limit_mistake(plan, 4'000, 1)->message.find("at most 4000000") != std::string::npos);
}
