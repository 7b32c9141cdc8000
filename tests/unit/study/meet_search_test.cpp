// The search for the smallest size that meets a target, on shares with known answers.
#include <cmath>
#include <map>

#include "study/meet/smallest_size.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

constexpr double kWanted = 0.9;

/// A share function that counts how often each step is asked.
struct Asked {
  std::function<double(int)> share;
  std::map<int, int> times;

  ShareAt at() {
    return [this](int step) {
      ++times[step];
      return share(step);
    };
  }
};

ShareAt from(int step) {
  return [step](int at) { return at >= step ? 1.0 : 0.0; };
}

}  // namespace

TEST_CASE("where the share rises, the smallest step is found exactly, for every place of it and every number of parts") {
  for (const int steps : {1, 2, 3, 7, 22, 100}) {
    for (const int parts : {1, 2, 4, 7}) {
      for (int answer = 0; answer <= steps; ++answer) {
        Asked asked{from(answer), {}};
        const Smallest found = find_smallest(steps, parts, kWanted, asked.at());
        REQUIRE(found.meets == answer);
        for (const auto& [step, times] : asked.times) REQUIRE(times == 1);
        for (std::size_t i = 1; i < found.looked.size(); ++i) REQUIRE(found.looked[i - 1].step < found.looked[i].step);
      }
    }
  }
}

TEST_CASE("bisection asks no more than the parts and the halvings between two of them") {
  Asked asked{from(700), {}};
  CHECK(find_smallest(1000, 4, kWanted, asked.at()).meets == 700);
  // 0, 250, 500, 750, then eight halvings of 250.
  CHECK(asked.times.size() <= 4 + 8);
}

TEST_CASE("a share of exactly the probability meets, one replicate less does not") {
  const Smallest found = find_smallest(10, 1, kWanted, [](int step) { return step >= 4 ? 36.0 / 40 : 35.0 / 40; });
  CHECK(found.meets == 4);
}

TEST_CASE("a plateau below the probability is crossed, and one above it is entered at its edge") {
  const ShareAt plateau = [](int step) { return step < 30 ? 0.0 : step < 60 ? 0.85 : 0.95; };
  CHECK(find_smallest(100, 4, kWanted, plateau).meets == 60);
  const Smallest never = find_smallest(100, 4, 0.99, plateau);
  CHECK_FALSE(never.meets);
  CHECK(never.best().share == 0.95);
  CHECK(never.best().step == 75);
}

TEST_CASE("where a share falls again, the lowest answer that the steps looked at show is said, with a failing step right below it") {
  const ShareAt hump = [](int step) { return step >= 20 && step <= 60 ? 1.0 : 0.0; };
  CHECK(find_smallest(100, 4, kWanted, hump).meets == 20);
  // Two humps: the lower one lies between two steps looked at and stays unseen.
  const ShareAt two = [](int step) { return (step >= 10 && step < 20) || step >= 70 ? 1.0 : 0.0; };
  CHECK(find_smallest(100, 4, kWanted, two).meets == 70);
  // More parts see it.
  CHECK(find_smallest(100, 7, kWanted, two).meets == 10);
}

TEST_CASE("a share that cannot be judged meets nothing and is never the best") {
  const Smallest none = find_smallest(8, 4, kWanted, [](int) { return std::nan(""); });
  CHECK_FALSE(none.meets);
  CHECK(none.best().step == -1);
  const Smallest some = find_smallest(8, 4, kWanted, [](int step) { return step < 4 ? std::nan("") : 0.25; });
  CHECK(some.best().step == 4);
}

TEST_CASE("on fresh chance the first step that holds is found upwards, and none is invented") {
  for (int answer = 3; answer <= 40; ++answer) {
    Asked asked{from(answer), {}};
    const Holds fresh = [at = asked.at()](int step) { return at(step) > 0.5; };
    REQUIRE(first_that_holds(3, 40, fresh) == answer);
    REQUIRE(asked.times.begin()->first == 3);
  }
  CHECK_FALSE(first_that_holds(3, 40, [](int) { return false; }));
  CHECK(first_that_holds(40, 40, [](int) { return true; }) == 40);
  CHECK_FALSE(first_that_holds(40, 40, [](int) { return false; }));
}

namespace {

/// Met where 3 a + 2 b reaches 60.
double together(int a, int b) { return 3 * a + 2 * b >= 60 ? 1.0 : 0.0; }

}  // namespace

TEST_CASE("the frontier of two levers has the smallest second size beside each first one") {
  const std::vector<FrontierPoint> frontier = find_frontier(16, 40, 4, kWanted, together, [](int a, int b) { return 1.0 * a + 1.0 * b; });
  REQUIRE(frontier.size() >= 5);
  for (std::size_t i = 0; i < frontier.size(); ++i) {
    if (i > 0) CHECK(frontier[i - 1].a < frontier[i].a);
    REQUIRE(frontier[i].b);
    CHECK(*frontier[i].b == (60 - 3 * frontier[i].a + 1) / 2);
    CHECK(frontier[i].share == 1.0);
    CHECK(frontier[i].cost == frontier[i].a + *frontier[i].b);
  }
  // A unit of a does more than one of b and costs as much: all of a, and what is left of b.
  const FrontierPoint* best = cheapest(frontier);
  REQUIRE(best != nullptr);
  CHECK(best->a == 16);
  CHECK(best->b == 6);
}

TEST_CASE("a cheapest point inside the line is looked for between the coarse ones") {
  // Costs bend: cheapest at a = 9, where the coarse line has 8 and 12.
  const auto cost = [](int a, int) { return std::abs(a - 9) + 1.0; };
  const std::vector<FrontierPoint> frontier = find_frontier(16, 40, 4, kWanted, together, cost);
  CHECK(cheapest(frontier)->a == 9);
}

TEST_CASE("two levers that meet only together are found, and those that never do are told with their best share") {
  const auto both = [](int a, int b) { return a >= 5 && b >= 7 ? 1.0 : 0.5; };
  const auto cost = [](int a, int b) { return 10.0 * a + b; };
  const std::vector<FrontierPoint> frontier = find_frontier(8, 8, 4, kWanted, both, cost);
  CHECK_FALSE(frontier.front().b);
  CHECK(frontier.front().share == 0.5);
  const FrontierPoint* best = cheapest(frontier);
  REQUIRE(best != nullptr);
  CHECK(best->a == 5);
  CHECK(best->b == 7);
  CHECK(cheapest(find_frontier(
            8, 8, 4, kWanted, [](int, int) { return 0.0; }, cost)) == nullptr);
}

TEST_CASE("a first lever that is enough alone ends the line") {
  const std::vector<FrontierPoint> frontier = find_frontier(
      40, 10, 4, kWanted, [](int a, int) { return a >= 10 ? 1.0 : 0.0; }, [](int a, int b) { return 1.0 * a + b; });
  CHECK(frontier.back().a == 10);
  CHECK(frontier.back().b == 0);
  CHECK(cheapest(frontier)->a == 10);
}
