// The kernel against the life table that it is made of, over decades instead of years.
#include <cmath>

#include "study/backcast/backcast.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

/// Survival from age `from` to `from + years` by the bands of a table: a rate holds all over its band, as in an abridged life table.
double survival(const Scenario& scenario, Sex sex, double from, double years) {
  const double multiplier =
      sex == Sex::male ? scenario.population.mortality_multiplier_male : scenario.population.mortality_multiplier_female;
  double hazard = 0;
  constexpr double kStep = 0.01;
  for (double age = from; age < from + years - kStep / 2; age += kStep) {
    for (const MortalityBand& band : scenario.mortality) {
      if (band.sex == sex && band.age_from <= age && age < band.age_to.value_or(200) + 1) hazard += band.rate_per_year * kStep;
    }
  }
  return std::exp(-multiplier * hazard);
}

/// People aged 60 to 64 of both sexes and nobody else, all 62 years old by the shape.
BackcastRequest only_sixty_two(int years) {
  BackcastRequest request;
  request.start.date = YearMonth(2010, 11);
  request.end.date = YearMonth(2010 + years, 11);
  for (const Sex sex : {Sex::male, Sex::female}) request.start.people[sex][60 / 5] = 40'000;
  request.end.people = request.start.people;
  request.replicates = 3;
  return request;
}

}  // namespace

TEST_CASE("years lived from 62 to 92 are those of the life table") {
  Scenario scenario = *test::scenario("scenarios/jiangjin/backcast.toml");
  for (AgeShape& shape : scenario.age_shape) {
    if (shape.age >= 60 && shape.age <= 64) shape.weight = shape.age == 62 ? 1.0 : 1e-9;
  }
  for (const Sex sex : {Sex::male, Sex::female}) {
    double by_kernel = 0;
    double by_table = 0;
    // Temporary life expectancy by the trapezium rule over five-year steps, the same for both.
    for (int years = 5; years <= 30; years += 5) {
      const Backcast grown = run_backcast(only_sixty_two(years), scenario);
      double alive = 0;
      for (const double group : grown.closed.people[sex]) alive += group;
      const double weight = years == 30 ? 2.5 : 5.0;
      by_kernel += weight * alive / 40'000;
      // They are 62.5 years old on average.
      by_table += weight * survival(scenario, sex, 62.5, years);
    }
    INFO(name_of(sex) << ": kernel " << 2.5 + by_kernel << " years, table " << 2.5 + by_table);
    CHECK(2.5 + by_kernel == Approx(2.5 + by_table).epsilon(0.01));
  }
}

TEST_CASE("a stationary population stays as it is for ten years") {
  Scenario scenario = *test::scenario("scenarios/jiangjin/backcast.toml");
  const LifeRates rates(scenario);
  BackcastRequest request;
  request.start.date = YearMonth(2010, 11);
  request.end.date = YearMonth(2020, 11);
  request.replicates = 5;
  for (const Sex sex : {Sex::male, Sex::female}) {
    double alive = 8000;
    for (int age = 50; age <= 100; ++age) {
      for (AgeShape& shape : scenario.age_shape) {
        if (shape.sex == sex && shape.age == age) shape.weight = alive;
      }
      request.start.people[sex][static_cast<std::size_t>(std::min(age, 85) / 5)] += std::llround(alive);
      alive *= std::exp(-0.5 * (rates.death(sex, age) + rates.death(sex, age + 1)));
    }
  }
  request.end.people = request.start.people;
  const Backcast grown = run_backcast(request, scenario);
  CHECK(total(grown.closed.people) / total(grown.counted) == Approx(1.0).epsilon(0.003));
  for (const Sex sex : {Sex::male, Sex::female}) {
    for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) {
      INFO(name_of(sex) << " " << Names<AgeGroup>::kText[g]);
      CHECK(grown.closed.people[sex][g] / grown.counted[sex][g] == Approx(1.0).epsilon(0.02));
    }
  }
  // With nothing to explain, no moves are found.
  for (const Sex sex : {Sex::male, Sex::female}) {
    for (const double net : grown.net[sex]) CHECK(std::abs(net) < 0.002);
  }
}
