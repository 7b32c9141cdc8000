#include <algorithm>
#include <vector>

#include "model/base/split_lognormal.hpp"
#include "support/catch.hpp"

using namespace eldercast;

TEST_CASE("a spread has its median and percentiles") {
  const SplitLognormal table;
  const Spread slip{1.2, 1.0, 1.8};
  std::vector<double> values;
  for (std::uint64_t u = 0; u < 4096; ++u) values.push_back(table.at(slip, static_cast<std::uint32_t>(u << 20U)));
  CHECK(std::is_sorted(values.begin(), values.end()));
  CHECK(values[2048] == Approx(1.2).epsilon(0.001));
  CHECK(values[409] == Approx(1.0).epsilon(0.001));
  CHECK(values[3686] == Approx(1.8).epsilon(0.001));
  CHECK(values.front() > 0);
}

TEST_CASE("a spread without range is its median") {
  const SplitLognormal table;
  for (const std::uint32_t u : {0U, 1U << 31U, 0xFFFFFFFFU}) CHECK(table.at({3.0, 3.0, 3.0}, u) == 3.0);
}
