#include <cmath>

#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

// A fit, not a validation: the base population is made from the same census.
TEST_CASE("residents at 1 November 2020 are within one percent of the census, groups within three") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  const int october = test::month_of(*scenario, 2020, 10);
  constexpr int kReplicates = 6;
  const std::vector<Outcome> outcomes = test::run(scenario, kReplicates, 2);
  double all = 0;
  double census_all = 0;
  for (const CensusGroup& group : scenario->census) {
    if (group.age_from < 60) continue;
    double mean = 0;
    for (const Outcome& outcome : outcomes) {
      mean += outcome.headline.residents_by_age(october, group.sex, (group.age_from - 60) / 5) / static_cast<double>(kReplicates);
    }
    const auto census = static_cast<double>(group.population_second);
    INFO(name_of(group.sex) << " from " << group.age_from << ": " << mean << " against " << census);
    CHECK(std::abs(mean / census - 1) < 0.03);
    all += mean;
    census_all += census;
  }
  CHECK(census_all == 340077);
  CHECK(std::abs(all / census_all - 1) < 0.01);
}
