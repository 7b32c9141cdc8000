#include <random>
#include <set>

#include "model/places/near_places.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

/// Places found within the distance, by the grid and by a look at every pair.
void compare(const std::vector<Position>& places, double metres) {
  const NearPlaces near(places, metres);
  std::size_t found = 0;
  for (const Position& centre : places) {
    std::set<std::uint32_t> by_grid;
    near.for_each_near(centre, [&](std::uint32_t i) {
      if (great_circle_m(centre, places[i]) <= metres) by_grid.insert(i);
    });
    std::set<std::uint32_t> by_pairs;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
      if (great_circle_m(centre, places[i]) <= metres) by_pairs.insert(i);
    }
    REQUIRE(by_grid == by_pairs);
    found += by_grid.size();
  }
  CHECK(found > places.size());
}

std::vector<Position> scattered(double lon, double lat, double width, double height) {
  std::mt19937 random(4);
  std::uniform_real_distribution<double> unit(0, 1);
  std::vector<Position> out;
  for (int i = 0; i < 400; ++i) out.push_back({lon + width * unit(random), lat + height * unit(random)});
  return out;
}

}  // namespace

TEST_CASE("the grid of near places loses nobody: at home, across the zero meridian, near a pole, across the date line") {
  compare(scattered(106, 28, 2, 1.5), 12'000);
  compare(scattered(-1, -1, 2, 2), 30'000);
  compare(scattered(10, 78, 4, 4), 25'000);
  compare(scattered(-180, 10, 360, 5), 400'000);
}
