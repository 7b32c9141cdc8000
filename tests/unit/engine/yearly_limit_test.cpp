#include <map>
#include <random>
#include <vector>

#include "engine/money/yearly_limit.hpp"
#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

using Paid = std::vector<std::pair<int, std::int64_t>>;

Paid paid(YearlyLimit& limit, std::int64_t fen, int due) {
  Paid out;
  for (const YearlyLimit::Part& part : limit.pay(Fen{fen}, Month{due})) out.emplace_back(part.month.value, part.amount.value);
  return out;
}

}  // namespace

TEST_CASE("without a limit everything is paid when it is due") {
  YearlyLimit limit(*test::toy(), kNoLimit, 0);
  limit.start();
  CHECK_FALSE(limit.limits());
  CHECK(paid(limit, 5'000, 7) == Paid{{7, 5'000}});
  CHECK(limit.left(Month{7}) == kNoLimit);
  for (const std::int64_t waiting : limit.waiting()) CHECK(waiting == 0);
}

TEST_CASE("what a year's money does not reach is paid in January of the next one, and nobody overtakes") {
  // The toy starts in January 2019.
  YearlyLimit limit(*test::toy(), Fen{1'000}, 0);
  limit.start();
  CHECK(paid(limit, 700, 2) == Paid{{2, 700}});
  CHECK(limit.left(Month{11}) == Fen{300});
  CHECK(paid(limit, 600, 4) == Paid{{4, 300}, {12, 300}});
  // Small enough for no year but one that has already been set aside.
  CHECK(paid(limit, 1, 5) == Paid{{12, 1}});
  CHECK(limit.left(Month{12}) == Fen{699});
  CHECK(limit.waiting()[3] == 0);
  CHECK(limit.waiting()[4] == 300);
  CHECK(limit.waiting()[5] == 301);
  CHECK(limit.waiting()[11] == 301);
  CHECK(limit.waiting()[12] == 0);
  limit.start();
  CHECK(limit.left(Month{0}) == Fen{1'000});
  CHECK(limit.waiting()[5] == 0);
}

TEST_CASE("a limit grows by its share a year") {
  YearlyLimit limit(*test::toy(), Fen{1'000}, -0.1);
  limit.start();
  CHECK(limit.left(Month{0}) == Fen{1'000});
  CHECK(limit.left(Month{12}) == Fen{900});
  CHECK(limit.left(Month{24}) == Fen{810});
}

TEST_CASE("no year pays more than its limit, no month pays before it is due, and every fen is paid once") {
  YearlyLimit limit(*test::toy(), Fen{10'000}, 0);
  limit.start();
  std::mt19937 random(5);
  const auto between = [&](std::int64_t low, std::int64_t high) { return std::uniform_int_distribution<std::int64_t>(low, high)(random); };
  std::map<int, std::int64_t> of_year;
  int last_year = 0;
  for (int month = 0; month < 48; ++month) {
    for (int k = 0; k < 4; ++k) {
      const std::int64_t amount = between(1, 1'500);
      const int due = month + 5;
      std::int64_t sum = 0;
      for (const auto& [when, fen] : paid(limit, amount, due)) {
        CHECK(when >= due);
        // First earned, first paid.
        CHECK(when / 12 >= last_year);
        last_year = when / 12;
        of_year[when / 12] += fen;
        sum += fen;
      }
      REQUIRE(sum == amount);
    }
  }
  for (const auto& [year, fen] : of_year) CHECK(fen <= 10'000);
}

TEST_CASE("with no money at all everything waits beyond every month of the run") {
  YearlyLimit limit(*test::toy(), Fen{}, 0);
  limit.start();
  const Paid all = paid(limit, 10, 3);
  REQUIRE(all.size() == 1);
  CHECK(all.front().first > 48);
  CHECK(limit.waiting()[47] == 10);
}
