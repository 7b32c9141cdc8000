#include <numeric>
#include <random>

#include "model/people/margins.hpp"
#include "support/catch.hpp"

using namespace eldercast;

TEST_CASE("largest remainder splits a total exactly and fairly") {
  const std::vector<double> weights{1, 1, 1};
  CHECK(largest_remainder(weights, 10) == std::vector<std::int64_t>{4, 3, 3});
  // Hand-worked: 47 over 2.4 : 1.1 : 6.5 is 11.28, 5.17, 30.55; the floors leave one, which the last fraction takes.
  CHECK(largest_remainder(std::vector<double>{2.4, 1.1, 6.5}, 47) == std::vector<std::int64_t>{11, 5, 31});
  CHECK(largest_remainder(std::vector<std::int64_t>{0, 5, 0}, 3) == std::vector<std::int64_t>{0, 3, 0});
  CHECK(largest_remainder(std::vector<double>{0, 0}, 0) == std::vector<std::int64_t>{0, 0});
}

TEST_CASE("fitting and rounding keep both margins and stay within one of the fitted table") {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> people(0, 400);
  std::uniform_real_distribution<double> weight(0.1, 3.0);
  for (int trial = 0; trial < 200; ++trial) {
    const auto rows = static_cast<std::size_t>(2 + trial % 7);
    const auto columns = static_cast<std::size_t>(2 + trial % 11);
    std::vector<std::int64_t> row(rows);
    for (std::int64_t& r : row) r = people(random);
    const std::int64_t total = std::accumulate(row.begin(), row.end(), std::int64_t{0});
    std::vector<double> shares(columns);
    for (double& s : shares) s = weight(random);
    const std::vector<std::int64_t> column = largest_remainder(shares, total);
    Cube<double, 2> seed(rows, columns);
    for (double& cell : seed.cells()) cell = weight(random);

    const Cube<double, 2> fitted = fit_margins(seed, row, column);
    const Cube<std::int64_t, 2> whole = round_to_margins(fitted, row, column);
    for (std::size_t i = 0; i < rows; ++i) {
      std::int64_t sum = 0;
      for (std::size_t j = 0; j < columns; ++j) {
        sum += whole(i, j);
        CHECK(std::abs(static_cast<double>(whole(i, j)) - fitted(i, j)) <= 1.0 + 1e-6);
      }
      CHECK(sum == row[i]);
    }
    for (std::size_t j = 0; j < columns; ++j) {
      std::int64_t sum = 0;
      for (std::size_t i = 0; i < rows; ++i) sum += whole(i, j);
      CHECK(sum == column[j]);
    }
  }
}
