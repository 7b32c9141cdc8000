#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include "engine/money/lottery_fund.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

std::vector<std::int64_t> commit(LotteryFund& fund, const std::vector<std::int64_t>& amounts) {
  std::vector<Fen> asked;
  for (const std::int64_t amount : amounts) asked.push_back(Fen{amount});
  std::vector<std::int64_t> parts;
  for (const Fen part : fund.commit(asked)) parts.push_back(part.value);
  return parts;
}

LotteryFund fund_of(std::int64_t balance) {
  LotteryFund fund;
  fund.start();
  fund.receive({Fen{balance}, Fen{}, Fen{}});
  return fund;
}

using Amounts = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("the lottery fund pays all of what it can pay, and the rest carries over") {
  LotteryFund fund = fund_of(100);
  CHECK(commit(fund, {50, 30}) == Amounts{50, 30});
  CHECK(fund.state().balance == Fen{20});
  CHECK(fund.state().drawn == Fen{80});
  fund.receive({Fen{5}, Fen{7}, Fen{}});
  CHECK(fund.state().balance == Fen{25});
  CHECK(fund.state().income == Fen{105});
  CHECK(fund.state().elsewhere == Fen{7});
  CHECK(commit(fund, {25}) == Amounts{25});
  CHECK(fund.state().balance == Fen{0});
  CHECK(fund.state().drawn == Fen{105});
  fund.start();
  CHECK(fund.state().income == Fen{});
  CHECK(fund.state().drawn == Fen{});
  CHECK(commit(fund, {1}) == Amounts{0});
}

TEST_CASE("a lottery fund that is too small is shared in proportion to what is asked") {
  LotteryFund fund = fund_of(10);
  CHECK(commit(fund, {50, 30, 20}) == Amounts{5, 3, 2});
  CHECK(fund.state().balance == Fen{0});
  // 11 of 90: 50 x 11/90 = 6.1, 30 x 11/90 = 3.7, 10 x 11/90 = 1.2; the fen that rounding leaves stays in the fund.
  LotteryFund uneven = fund_of(11);
  CHECK(commit(uneven, {50, 30, 10}) == Amounts{6, 3, 1});
  CHECK(uneven.state().balance == Fen{1});
  CHECK(uneven.state().drawn == Fen{10});
}

TEST_CASE("an empty lottery fund, and one that nobody asks, give nothing") {
  LotteryFund empty = fund_of(0);
  CHECK(commit(empty, {5, 0, 7}) == Amounts{0, 0, 0});
  CHECK(empty.state().balance == Fen{0});
  LotteryFund fund = fund_of(9);
  CHECK(commit(fund, {}).empty());
  CHECK(commit(fund, {0, 0}) == Amounts{0, 0});
  CHECK(fund.state().balance == Fen{9});
  CHECK(fund.state().drawn == Fen{0});
}

TEST_CASE("a negative amount gets nothing of the lottery fund and takes nothing from the others") {
  LotteryFund fund = fund_of(10);
  CHECK(commit(fund, {-1000, 15, 5}) == Amounts{0, 7, 2});
  CHECK(fund.state().balance == Fen{1});
  CHECK(commit(fund, {-3}) == Amounts{0});
  CHECK(fund.state().balance == Fen{1});
}

TEST_CASE("the lottery fund's parts do not depend on the order of the amounts") {
  Amounts amounts{700, 11, 0, 333, 333, 90, 1};
  std::sort(amounts.begin(), amounts.end());
  LotteryFund first = fund_of(517);
  const Amounts sorted_parts = commit(first, amounts);
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::size_t> order(amounts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random);
    Amounts permuted;
    for (const std::size_t at : order) permuted.push_back(amounts[at]);
    LotteryFund fund = fund_of(517);
    const Amounts parts = commit(fund, permuted);
    for (std::size_t k = 0; k < order.size(); ++k) REQUIRE(parts[k] == sorted_parts[order[k]]);
    REQUIRE(fund.state().balance == first.state().balance);
  }
}

TEST_CASE("whatever is asked, what the lottery fund gave and what it holds is what came in") {
  std::mt19937_64 random(11);
  const auto between = [&](std::int64_t low, std::int64_t high) { return std::uniform_int_distribution<std::int64_t>(low, high)(random); };
  LotteryFund fund;
  fund.start();
  std::int64_t given = 0;
  for (int month = 0; month < 2000; ++month) {
    fund.receive({Fen{between(0, 50)}, Fen{}, Fen{}});
    Amounts amounts(static_cast<std::size_t>(between(0, 6)));
    for (std::int64_t& amount : amounts) amount = between(-20, 60);
    const std::int64_t balance = fund.state().balance.value;
    const std::int64_t asked = std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0},
                                               [](std::int64_t sum, std::int64_t a) { return sum + std::max<std::int64_t>(a, 0); });
    const Amounts parts = commit(fund, amounts);
    REQUIRE(parts.size() == amounts.size());
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      REQUIRE(parts[k] >= 0);
      REQUIRE(parts[k] <= std::max<std::int64_t>(amounts[k], 0));
      sum += parts[k];
    }
    given += sum;
    REQUIRE(sum <= std::min(balance, asked));
    // Rounding keeps back less than a fen an amount.
    REQUIRE(std::min(balance, asked) - sum <= std::max<std::int64_t>(0, static_cast<std::int64_t>(amounts.size()) - 1));
    REQUIRE(fund.state().balance.value == balance - sum);
    REQUIRE(fund.state().balance.value >= 0);
    REQUIRE(fund.state().drawn.value == given);
    REQUIRE(fund.state().income.value == fund.state().balance.value + given);
  }
}

TEST_CASE("sums of the size of a national budget do not overflow the lottery fund") {
  constexpr std::int64_t kHuge = 3'000'000'000'000'000'000;
  LotteryFund fund = fund_of(kHuge);
  CHECK(commit(fund, {kHuge, kHuge}) == Amounts{kHuge / 2, kHuge / 2});
  CHECK(fund.state().balance == Fen{0});
  CHECK(fund.state().drawn == Fen{kHuge});
}
