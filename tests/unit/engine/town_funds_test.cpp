#include <algorithm>
#include <random>
#include <vector>

#include "engine/money/town_funds.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

constexpr TownId kFirst(std::size_t{0});
constexpr TownId kSecond(std::size_t{1});

/// Programmes of 1,000 and 2,000 yuan: own money 300 and 600 a year, credit 400 and 800.
TownFunds two_towns() {
  FinanceParameters finance;
  finance.town_share = 0.3;
  finance.credit_share = 0.4;
  const std::vector<Fen> programme{yuan(std::int64_t{1000}), yuan(std::int64_t{2000})};
  TownFunds funds(finance, programme);
  funds.start();
  return funds;
}

/// A whole year's own money for both towns.
void receive_year(TownFunds& funds) {
  for (const TownId town : {kFirst, kSecond}) funds.receive_year(town, 1000);
}

/// The largest amount that a town can cover, in fen: own money and free credit.
std::int64_t available(const TownFunds& funds, TownId town) {
  std::int64_t can = 0;
  std::int64_t cannot = std::int64_t{1} << 40;
  REQUIRE(funds.can_cover(town, Fen{can}));
  while (cannot - can > 1) {
    const std::int64_t middle = can + (cannot - can) / 2;
    (funds.can_cover(town, Fen{middle}) ? can : cannot) = middle;
  }
  return can;
}

}  // namespace

TEST_CASE("a town starts with free credit alone, and every year's own money carries over") {
  TownFunds funds = two_towns();
  CHECK(available(funds, kFirst) == 40'000);
  CHECK(available(funds, kSecond) == 80'000);
  CHECK(funds.credit(kFirst) == Fen{});
  receive_year(funds);
  CHECK(available(funds, kFirst) == 30'000 + 40'000);
  CHECK(available(funds, kSecond) == 60'000 + 80'000);
  receive_year(funds);
  CHECK(available(funds, kFirst) == 60'000 + 40'000);
  funds.commit(kFirst, Fen{70'000});
  REQUIRE(funds.credit(kFirst) == Fen{10'000});
  funds.start();
  CHECK(available(funds, kFirst) == 40'000);
  CHECK(funds.credit(kFirst) == Fen{});
}

TEST_CASE("a town spends its own money before it borrows, up to its limit") {
  TownFunds funds = two_towns();
  receive_year(funds);
  funds.commit(kFirst, Fen{20'000});
  CHECK(funds.credit(kFirst) == Fen{});
  CHECK(available(funds, kFirst) == 50'000);
  // 10,000 of its own are left; the other 15,000 are borrowed.
  funds.commit(kFirst, Fen{25'000});
  CHECK(funds.credit(kFirst) == Fen{15'000});
  CHECK(available(funds, kFirst) == 25'000);
  CHECK(funds.can_cover(kFirst, Fen{25'000}));
  CHECK_FALSE(funds.can_cover(kFirst, Fen{25'001}));
  funds.commit(kFirst, Fen{25'000});
  CHECK(funds.credit(kFirst) == Fen{40'000});
  CHECK(funds.can_cover(kFirst, Fen{}));
  CHECK_FALSE(funds.can_cover(kFirst, Fen{1}));
  CHECK(funds.credit(kSecond) == Fen{});
  CHECK(available(funds, kSecond) == 140'000);
}

TEST_CASE("a grant repays the credit first, and is the town's own beyond it") {
  TownFunds funds = two_towns();
  funds.commit(kFirst, Fen{15'000});
  REQUIRE(funds.credit(kFirst) == Fen{15'000});
  funds.repay(kFirst, Fen{10'000});
  CHECK(funds.credit(kFirst) == Fen{5'000});
  CHECK(available(funds, kFirst) == 35'000);
  funds.repay(kFirst, Fen{8'000});
  CHECK(funds.credit(kFirst) == Fen{});
  CHECK(available(funds, kFirst) == 3'000 + 40'000);
  // The 3,000 are own money now: spent before anything is borrowed.
  funds.commit(kFirst, Fen{3'000});
  CHECK(funds.credit(kFirst) == Fen{});
  funds.commit(kFirst, Fen{1});
  CHECK(funds.credit(kFirst) == Fen{1});
}

TEST_CASE("own money less credit moves by exactly what came in, was set aside and was repaid") {
  TownFunds funds = two_towns();
  std::mt19937 random(3);
  const auto between = [&](std::int64_t low, std::int64_t high) { return std::uniform_int_distribution<std::int64_t>(low, high)(random); };
  const std::vector<std::int64_t> yearly{30'000, 60'000};
  const std::vector<std::int64_t> limit{40'000, 80'000};
  std::vector<std::int64_t> own{0, 0};
  std::vector<std::int64_t> credit{0, 0};
  for (int step = 0; step < 3000; ++step) {
    const auto t = static_cast<std::size_t>(between(0, 1));
    const TownId town(t);
    switch (between(0, 9)) {
      case 0:
        receive_year(funds);
        for (std::size_t each = 0; each < 2; ++each) own[each] += yearly[each];
        break;
      case 1: {
        const std::int64_t amount = between(0, 20'000);
        funds.repay(town, Fen{amount});
        const std::int64_t to_credit = std::min(amount, credit[t]);
        credit[t] -= to_credit;
        own[t] += amount - to_credit;
        break;
      }
      default: {
        const std::int64_t amount = between(0, 30'000);
        REQUIRE(funds.can_cover(town, Fen{amount}) == (own[t] + limit[t] - credit[t] >= amount));
        if (!funds.can_cover(town, Fen{amount})) break;
        funds.commit(town, Fen{amount});
        const std::int64_t from_own = std::min(amount, own[t]);
        own[t] -= from_own;
        credit[t] += amount - from_own;
      }
    }
    for (std::size_t each = 0; each < 2; ++each) {
      REQUIRE(funds.credit(TownId(each)) == Fen{credit[each]});
      REQUIRE(available(funds, TownId(each)) == own[each] + limit[each] - credit[each]);
      REQUIRE(credit[each] <= limit[each]);
    }
  }
}
