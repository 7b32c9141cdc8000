#include "study/forecast/forecast.hpp"

#include <cmath>
#include <vector>

#include "engine/random/keyed.hpp"
#include "study/forecast/score.hpp"
#include "support/catch.hpp"

namespace eldercast {
namespace {

TEST_CASE("CRPS of many quantiles of a normal distribution is the closed form") {
  // Gneiting and Raftery 2007: s (z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi)).
  const SplitLognormal table;
  std::vector<double> levels;
  std::vector<double> quantiles;
  for (std::uint32_t i = 0; i < 4096; ++i) {
    levels.push_back((i + 0.5) / 4096);
    quantiles.push_back(2 + 3 * table.normal(i << 20U));
  }
  for (const double outcome : {-4.0, 0.0, 2.0, 3.5, 9.0}) {
    const double z = (outcome - 2) / 3;
    const double phi = std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.0));
    const double closed = 3 * (z * std::erf(z / std::sqrt(2.0)) + 2 * phi - 1 / std::sqrt(std::acos(-1.0)));
    CHECK(crps_of_quantiles(levels, quantiles, outcome) == Approx(closed).epsilon(1e-3));
  }
}

TEST_CASE("CRPS of five quantiles: uniform with heavy ends, and a single number") {
  const std::vector<double> uniform{0.05, 0.25, 0.5, 0.75, 0.95};
  // F is x between 0.05 and 0.95: twice the integral of x^2 from 0.05 to 0.5.
  CHECK(crps_of_quantiles(kForecastLevels, uniform, 0.5) == Approx(2 * (0.125 - 0.000125) / 3));
  CHECK(crps_of_quantiles(kForecastLevels, uniform, 1.95) == Approx((0.95 * 0.95 * 0.95 - 0.000125) / 3 + 1.0));
  const std::vector<double> point(5, 0.4);
  CHECK(crps_of_quantiles(kForecastLevels, point, 1.0) == Approx(0.6));
  CHECK(crps_of_quantiles(kForecastLevels, point, 0.4) == Approx(0.0));
}

TEST_CASE("Work that is left is what drawing single projects gives") {
  const SplitLognormal table;
  const Spread prepare{2.5, 1, 5};
  const Spread build{4, 2.5, 8};
  const Spread slip{1.2, 1, 1.8};
  const WorkLeft work(table, prepare, build, slip);
  constexpr std::uint32_t kDraws = 20'000;
  for (const double months : {2.0, 5.0, 8.0, 14.0}) {
    double building = 0;
    double unsited = 0;
    for (std::uint32_t i = 0; i < kDraws; ++i) {
      const auto words = draw(stream_key(7, i), entity(1), DrawFor::design, 0);
      const double slipped = table.at(slip, words[0]);
      building += table.at(build, words[1]) * (1 - 0.6 * open_unit(words[2])) * slipped <= months ? 1 : 0;
      unsited += (table.at(build, words[1]) + table.at(prepare, words[3])) * slipped <= months ? 1 : 0;
    }
    CHECK(work.ready(Stage::building, months) == Approx(building / kDraws).margin(0.02));
    CHECK(work.ready(Stage::unsited, months) == Approx(unsited / kDraws).margin(0.02));
    CHECK(work.ready(Stage::accepted, 0) == 1);
  }
  CHECK(work.ready(Stage::sited, 0) == 0);
  CHECK(work.ready(Stage::sited, 1e6) == Approx(1));
}

}  // namespace
}  // namespace eldercast
