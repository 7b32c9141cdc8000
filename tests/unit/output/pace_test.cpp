// The time that is left, as a range.
#include <cmath>
#include <random>
#include <vector>

#include "output/render/pace.hpp"
#include "support/catch.hpp"

using namespace eldercast;

TEST_CASE("steps of equal length leave no doubt") {
  Pace pace;
  for (int i = 0; i < 10; ++i) pace.step(2);
  CHECK(pace.left(30).low == Approx(60));
  CHECK(pace.left(30).high == Approx(60));
  CHECK(left_text(pace.left(30)).en == "about 1 min 0 s left");
  CHECK(pace.left(0).high == 0);
}

TEST_CASE("a hand calculation: steps of 1, 2 and 3 seconds") {
  Pace pace;
  for (const double seconds : {1.0, 2.0, 3.0}) pace.step(seconds);
  // Mean 2, deviation 1; six more: 12 -+ 1.645 sqrt(6 + 36/3).
  CHECK(pace.left(6).low == Approx(12 - 1.645 * std::sqrt(18.0)));
  CHECK(pace.left(6).high == Approx(12 + 1.645 * std::sqrt(18.0)));
  CHECK(left_text({5.1, 19}).en == "6 s to 19 s left");
  CHECK(left_text({5.1, 19}).zh == "还需6 s到19 s");
}

TEST_CASE("the range narrows as more is known, and never goes below nothing") {
  Pace pace;
  CHECK(pace.left(5).high == 0);
  pace.step(1);
  CHECK(pace.left(100).low == 0);
  CHECK(pace.left(100).high > 100);
  double width = INFINITY;
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 20; ++i) pace.step(i % 2 == 0 ? 0.5 : 1.5);
    const TimeLeft left = pace.left(100);
    CHECK(left.high - left.low < width);
    width = left.high - left.low;
  }
}

TEST_CASE("nine of ten works end within the range that was shown after a tenth of them") {
  std::mt19937 random(1);
  std::gamma_distribution<double> step(4, 0.25);
  int inside = 0;
  constexpr int kWorks = 2000;
  for (int work = 0; work < kWorks; ++work) {
    Pace pace;
    for (int i = 0; i < 20; ++i) pace.step(step(random));
    double rest = 0;
    for (int i = 0; i < 180; ++i) rest += step(random);
    const TimeLeft left = pace.left(180);
    inside += rest >= left.low && rest <= left.high ? 1 : 0;
  }
  CHECK(inside > 0.86 * kWorks);
  CHECK(inside < 0.93 * kWorks);
}
