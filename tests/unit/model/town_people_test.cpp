// How towns share the older people of a district: by their kind's share, and by numbers of their own.
#include <numeric>

#include "model/people/base_population.hpp"
#include "model/people/town_people.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

Scenario toy() { return *test::scenario("scenarios/toy/toy.toml"); }

double sum(const std::vector<double>& numbers) { return std::accumulate(numbers.begin(), numbers.end(), 0.0); }

}  // namespace

TEST_CASE("a town has its own number of older people, and the others share what it leaves") {
  Scenario scenario = toy();
  const std::vector<double> by_shares = town_60plus_at_census(scenario);
  // Three towns of 2,820, 1,700 and 1,500 people; 20% of a street against 35% of a town; 1,500 people of 60 and over.
  const double weights = 2820 * 0.20 + 1700 * 0.35 + 1500 * 0.35;
  CHECK(census_60plus(scenario) == 1500);
  CHECK(by_shares[0] == Approx(1500 * 2820 * 0.20 / weights));
  CHECK(by_shares[2] == Approx(1500 * 1500 * 0.35 / weights));

  scenario.towns[1].residents_60_plus = 810;
  const std::vector<double> own = town_60plus_at_census(scenario);
  CHECK(own[1] == 810);
  CHECK(own[0] == Approx(690 * 2820 * 0.20 / (2820 * 0.20 + 1500 * 0.35)));
  CHECK(sum(own) == Approx(1500));
}

TEST_CASE("where every town has a number the census is shared by them") {
  Scenario scenario = toy();
  scenario.towns[0].residents_60_plus = 500;
  scenario.towns[1].residents_60_plus = 300;
  scenario.towns[2].residents_60_plus = 200;
  CHECK(town_60plus_at_census(scenario)[0] == Approx(750));
  CHECK(town_60plus_at_census(scenario)[2] == Approx(300));
}

TEST_CASE("own numbers reach the residents at the start, and what the shares give anyway changes nobody") {
  const auto base_of = [](Scenario scenario) { return District(std::make_shared<const Scenario>(std::move(scenario))).base().town_60plus; };
  const std::vector<std::int64_t> by_shares = base_of(toy());
  Scenario same = toy();
  const std::vector<double> at_census = town_60plus_at_census(same);
  for (std::size_t t = 0; t < same.towns.size(); ++t) same.towns[t].residents_60_plus = at_census[t];
  CHECK(base_of(same) == by_shares);

  Scenario older = toy();
  older.towns[1].residents_60_plus = at_census[1] * 1.2;
  const std::vector<std::int64_t> people = base_of(older);
  const auto total = std::accumulate(by_shares.begin(), by_shares.end(), std::int64_t{0});
  CHECK(std::accumulate(people.begin(), people.end(), std::int64_t{0}) == total);
  // The town's growth since the census of 2010 is the same as before, so that its part of the district rises by about a fifth.
  CHECK(static_cast<double>(people[1]) == Approx(1.2 * static_cast<double>(by_shares[1])).epsilon(0.01));
  CHECK(people[0] < by_shares[0]);
  CHECK(people[2] < by_shares[2]);
}
