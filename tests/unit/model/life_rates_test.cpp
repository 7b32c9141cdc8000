#include <cmath>

#include "model/people/life_rates.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

TEST_CASE("death rates by need average to the life table at every age") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  const LifeRates rates(*scenario);
  for (const Sex sex : {Sex::male, Sex::female}) {
    for (int age = 60; age <= 105; ++age) {
      double mean = 0;
      for (const Need need : {Need::independent, Need::partial, Need::full}) {
        mean += rates.prevalence(sex, age, need) * rates.death(sex, age, need);
      }
      CHECK(mean == Approx(rates.death(sex, age)).epsilon(1e-12));
      CHECK(rates.death(sex, age, Need::independent) < rates.death(sex, age, Need::partial));
      CHECK(rates.death(sex, age, Need::partial) < rates.death(sex, age, Need::full));
    }
  }
}

TEST_CASE("the rate at a band's middle is the band's rate times the multiplier") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  const LifeRates rates(*scenario);
  for (const MortalityBand& band : scenario->mortality) {
    if (band.sex != Sex::male || !band.age_to || band.age_from < 55) continue;
    CHECK(rates.death(Sex::male, band.age_from + 2) == Approx(band.rate_per_year * scenario->population.mortality_multiplier_male));
  }
}

TEST_CASE("the logarithm of a year's transitions gives the year back") {
  const NeedMatrix year{{{0.95, 0.04, 0.01}, {0.10, 0.86, 0.04}, {0.0, 0.08, 0.92}}};
  const NeedMatrix rate = matrix_logarithm(year);
  // Twelve thousand small steps of the rate make the year.
  NeedMatrix state{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  constexpr int kSteps = 12000;
  for (int step = 0; step < kSteps; ++step) {
    NeedMatrix next = state;
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) {
        for (std::size_t k = 0; k < 3; ++k) next[i][j] += state[i][k] * rate[k][j] / kSteps;
      }
    }
    state = next;
  }
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) CHECK(state[i][j] == Approx(year[i][j]).margin(1e-4));
    CHECK(rate[i][0] + rate[i][1] + rate[i][2] == Approx(0).margin(1e-12));
  }
}
