#include <array>
#include <cstdlib>

#include "golden/support.hpp"
#include "support/catch.hpp"

using namespace eldercast;
using test::cached;

namespace {

constexpr std::size_t kMonths = 48;

const std::string kOnTime = "scenarios/jiangjin/on_time.toml";
const std::vector<std::string> kAllQualify{"funding.running_incentives.qualifying_share=1",
                                           "funding.running_incentives.qualifying_share_points=1"};

std::size_t position(const Outcome& outcome, const std::string& clause) {
  const auto found = std::find(outcome.clauses.begin(), outcome.clauses.end(), clause);
  REQUIRE(found != outcome.clauses.end());
  return static_cast<std::size_t>(found - outcome.clauses.begin());
}

/// Fen of a clause in one month, from the single postings.
std::int64_t of_month(const Outcome& outcome, const std::string& clause, int month) {
  const std::size_t wanted = position(outcome, clause);
  std::int64_t sum = 0;
  for (const BookedPosting& posting : outcome.detail.postings) {
    if (posting.clause == wanted && posting.month_accrued == month) sum += posting.amount.value;
  }
  return sum;
}

}  // namespace

TEST_CASE("by payer, by purpose, by town and clause, the postings add up to the same totals in every month and replicate") {
  for (const std::vector<std::string>& sets : {std::vector<std::string>{}, {"finance.own_funds=\"limited\"", "finance.town_share=0.1"}}) {
    for (const Outcome& outcome : cached(test::kBaseline, sets, 2, 2)) {
      const Headline& h = outcome.headline;
      std::array<std::array<std::int64_t, kCount<Payer>>, kMonths> by_payer{};
      std::array<std::array<std::int64_t, kCount<Purpose>>, kMonths> by_purpose{};
      std::array<std::int64_t, kMonths> paid{};
      std::int64_t by_clause = 0;
      for (const BookedPosting& posting : outcome.detail.postings) {
        const auto month = static_cast<std::size_t>(posting.month_accrued);
        by_payer[month][index_of(posting.payer)] += posting.amount.value;
        by_purpose[month][index_of(posting.purpose)] += posting.amount.value;
        if (posting.month_paid < static_cast<int>(kMonths)) paid[static_cast<std::size_t>(posting.month_paid)] += posting.amount.value;
        by_clause += posting.amount.value;
      }
      std::int64_t total = 0;
      for (std::size_t m = 0; m < kMonths; ++m) {
        std::int64_t of_payers = 0;
        std::int64_t of_purposes = 0;
        std::int64_t paid_in_month = 0;
        for (std::size_t p = 0; p < kCount<Payer>; ++p) {
          std::int64_t sum = 0;
          for (std::size_t q = 0; q < kCount<Purpose>; ++q) {
            sum += h.accrued_fen(m, p, q);
            paid_in_month += h.paid_fen(m, p, q);
          }
          REQUIRE(sum == by_payer[m][p]);
          of_payers += sum;
        }
        for (std::size_t q = 0; q < kCount<Purpose>; ++q) {
          std::int64_t sum = 0;
          for (std::size_t p = 0; p < kCount<Payer>; ++p) sum += h.accrued_fen(m, p, q);
          REQUIRE(sum == by_purpose[m][q]);
          of_purposes += sum;
        }
        REQUIRE(of_payers == of_purposes);
        REQUIRE(paid_in_month == paid[m]);
        total += of_payers;
      }
      std::int64_t of_clauses = 0;
      for (const std::int64_t fen : h.clause_accrued_fen.cells()) of_clauses += fen;
      CHECK(of_clauses == total);
      CHECK(by_clause == total);
    }
  }
}

TEST_CASE("the lottery fund pays what comes in, no more: income = drawn + balance in every month") {
  for (const Outcome& outcome : cached(test::kBaseline, {}, 2, 2)) {
    const Headline& h = outcome.headline;
    std::int64_t income = 0;
    std::int64_t drawn = 0;
    for (std::size_t m = 0; m < kMonths; ++m) {
      income += h.lottery_fund_fen(m, FundCount::income);
      drawn += h.lottery_fund_fen(m, FundCount::drawn);
      REQUIRE(h.lottery_fund_fen(m, FundCount::balance) == income - drawn);
      REQUIRE(h.lottery_fund_fen(m, FundCount::balance) >= 0);
    }
    // Four fifths of 14, 9.5, 10 and 10 million yuan; a dated factor is rounded to the fen every month.
    CHECK(std::abs(income - (11'200'000'00LL + 7'600'000'00LL + 2 * 8'000'000'00LL)) <= 24);
    CHECK(drawn == test::accrued(h, Payer::lottery_fund));
  }
}

TEST_CASE("at minimum areas with all qualifying the running incentive is 388,000 yuan in December 2022, 313,000 without town centres") {
  const Outcome& all = cached(kOnTime, kAllQualify, 1, 1).front();
  CHECK(of_month(all, "F4", 47) == 388'000'00);
  std::vector<std::string> sets = kAllQualify;
  sets.emplace_back("funding.running_incentives.town_centres_count=false");
  CHECK(of_month(cached(kOnTime, sets, 1, 1).front(), "F4", 47) == 313'000'00);
}

TEST_CASE("the running incentive follows areas and months open, to the fen") {
  const Outcome& outcome = cached(kOnTime, kAllQualify, 1, 1).front();
  for (int m = 0; m < 48; ++m) {
    const Headline& h = outcome.headline;
    // From April 2020; 1,500 m2: 4,000; 300 m2: 2,000; 800 m2: 3,000; a point: 500.
    const std::int64_t yuan_due =
        m < 15 ? 0
               : 4'000 * h.facilities_open(m, FacilityKind::street_centre) + 2'000 * h.facilities_open(m, FacilityKind::community_station) +
                     3'000 * h.facilities_open(m, FacilityKind::town_centre) + 500 * h.facilities_open(m, FacilityKind::village_point);
    REQUIRE(of_month(outcome, "F4", m) == yuan_due * 100);
  }
}
