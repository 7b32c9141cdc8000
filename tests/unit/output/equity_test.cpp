/// Gini coefficients, concentration indices and Lorenz curves: closed forms and slow obvious ways.
#include <cmath>
#include <random>

#include "output/answer/equity.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

struct Towns {
  std::vector<double> size;
  std::vector<double> rate;
  std::vector<double> distance;
};

Towns random_towns(unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> between(0.1, 10);
  Towns out;
  for (int t = 0; t < 12; ++t) {
    out.size.push_back(std::floor(100 * between(random)));
    out.rate.push_back(between(random));
    out.distance.push_back(between(random));
  }
  return out;
}

}  // namespace

TEST_CASE("all the same is no inequality, and all with one is nearly all of it") {
  const std::vector<double> size{100, 100, 100, 100};
  CHECK(gini(size, std::vector<double>{2, 2, 2, 2}) == Approx(0).margin(1e-12));
  // One of n groups of one size has all: (n - 1) / n.
  CHECK(gini(size, std::vector<double>{0, 0, 0, 5}) == Approx(0.75));
  CHECK(std::isnan(gini(size, std::vector<double>{0, 0, 0, 0})));
  CHECK(std::isnan(gini({}, {})));
}

TEST_CASE("the Gini coefficient is one less twice the area under the Lorenz curve") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const Towns towns = random_towns(seed);
    double area = 0;
    const std::vector<LorenzPoint> curve = lorenz(towns.size, towns.rate);
    for (std::size_t i = 1; i < curve.size(); ++i)
      area += (curve[i].people - curve[i - 1].people) * (curve[i].share + curve[i - 1].share) / 2;
    CHECK(gini(towns.size, towns.rate) == Approx(1 - 2 * area));
    CHECK(curve.back().people == Approx(1));
    CHECK(curve.back().share == Approx(1));
  }
}

TEST_CASE("ranked by the rate itself the concentration index is the Gini coefficient, backwards its negative") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    Towns towns = random_towns(seed);
    CHECK(concentration_index(towns.size, towns.rate, towns.rate) == Approx(gini(towns.size, towns.rate)));
    std::vector<double> backwards;
    for (const double rate : towns.rate) backwards.push_back(-rate);
    CHECK(concentration_index(towns.size, towns.rate, backwards) == Approx(-gini(towns.size, towns.rate)));
    CHECK(std::abs(concentration_index(towns.size, towns.rate, towns.distance)) <= gini(towns.size, towns.rate) + 1e-12);
  }
}

TEST_CASE("neither scale nor a town split in two changes an index") {
  const Towns towns = random_towns(5);
  Towns twice = towns;
  for (double& rate : twice.rate) rate *= 17;
  twice.size[0] /= 2;
  twice.size.push_back(twice.size[0]);
  twice.rate.push_back(twice.rate[0]);
  CHECK(gini(twice.size, twice.rate) == Approx(gini(towns.size, towns.rate)));
}
