#include <algorithm>
#include <map>

#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

std::size_t clause_position(const Outcome& outcome, const std::string& clause) {
  return static_cast<std::size_t>(std::find(outcome.clauses.begin(), outcome.clauses.end(), clause) - outcome.clauses.begin());
}

const Outcome& on_time() {
  static const std::vector<Outcome> outcomes = test::run(test::scenario("scenarios/jiangjin/on_time.toml"), 1);
  return outcomes.front();
}

}  // namespace

TEST_CASE("built on time, the facilities by kind and year are those of annexes 2 and 3") {
  const auto scenario = test::scenario("scenarios/jiangjin/on_time.toml");
  const Headline& h = on_time().headline;
  struct Year {
    int year, street_centres, stations, town_centres, points;
  };
  for (const Year& y : {Year{2019, 2, 55, 4, 83}, {2020, 5, 107, 11, 108}, {2021, 5, 107, 18, 133}, {2022, 5, 107, 25, 158}}) {
    const int end = test::month_of(*scenario, y.year, 12);
    CHECK(h.facilities_open(end, FacilityKind::street_centre) == y.street_centres);
    CHECK(h.facilities_open(end, FacilityKind::community_station) == y.stations);
    CHECK(h.facilities_open(end, FacilityKind::town_centre) == y.town_centres);
    CHECK(h.facilities_open(end, FacilityKind::village_point) == y.points);
  }
}

TEST_CASE("built on time, 105 of 109 communities and 158 of 173 villages have their own facility, 109 and 170 counting centres") {
  const auto scenario = test::scenario("scenarios/jiangjin/on_time.toml");
  const Headline& h = on_time().headline;
  const int end_2020 = test::month_of(*scenario, 2020, 12);
  const int end_2022 = test::month_of(*scenario, 2022, 12);
  CHECK(h.settlements_covered(end_2020, SettlementKind::community, CoverageReading::own) == 105);
  CHECK(h.settlements_covered(end_2020, SettlementKind::community, CoverageReading::with_centre) == 109);
  CHECK(h.settlements_covered(end_2022, SettlementKind::village, CoverageReading::own) == 158);
  CHECK(h.settlements_covered(end_2022, SettlementKind::village, CoverageReading::with_centre) == 170);
  std::vector<std::string> left;
  for (std::size_t s = 0; s < scenario->settlements.size(); ++s) {
    if (h.settlement_covered(3, s, CoverageReading::with_centre) == 0) {
      left.push_back(scenario->towns[scenario->settlements[s].town.index()].name_zh);
    }
  }
  std::sort(left.begin(), left.end());
  std::vector<std::string> expected{"鼎山街道", "鼎山街道", "石蟆镇"};
  std::sort(expected.begin(), expected.end());
  CHECK(left == expected);
}

TEST_CASE("built on time, the grants accrued in the opening month are the hand sums of F2 and F3, to the fen") {
  const auto scenario = test::scenario("scenarios/jiangjin/on_time.toml");
  const Outcome& outcome = on_time();
  const Headline& h = outcome.headline;
  constexpr std::int64_t kMillion = 100'000'000;         // fen
  const std::vector<std::int64_t> f2{108, 234, 70, 70};  // 0.1 million yuan
  const std::vector<std::int64_t> f3{14, 52, 0, 0};
  for (std::size_t year = 0; year < 4; ++year) {
    CHECK(h.clause_accrued_fen(year, clause_position(outcome, "F2")) == f2[year] * kMillion / 10);
    CHECK(h.clause_accrued_fen(year, clause_position(outcome, "F3")) == f3[year] * kMillion / 10);
  }
  // Every grant stands in the month in which its facility opened, and is paid after the fact.
  std::map<std::uint32_t, std::int64_t> granted;
  for (const BookedPosting& posting : outcome.detail.postings) {
    const std::string& clause = outcome.clauses[posting.clause];
    if (clause != "F2" && clause != "F3") continue;
    granted[posting.facility.value] += posting.amount.value;
    const std::size_t project = posting.facility.index() - scenario->existing.size();
    CHECK(posting.month_accrued == outcome.detail.project_opened(project));
    CHECK(posting.month_paid == posting.month_accrued + 5);
  }
  for (const auto& [facility, fen] : granted) {
    const FacilityKind kind = scenario->projects[facility - scenario->existing.size()].kind;
    CHECK(fen == (kind == FacilityKind::street_centre ? 2 : 1) * kMillion * (kind == FacilityKind::community_station ? 3 : 10) / 10);
  }
  CHECK(granted.size() == 5 + 66 + 25);
}

TEST_CASE("money by payer and by purpose adds up to the same total, and to the postings") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  for (const Outcome& outcome : test::run(scenario, 2, 1, 3, 2)) {
    const Headline& h = outcome.headline;
    std::int64_t accrued = 0;
    std::int64_t posted = 0;
    std::int64_t paid = 0;
    std::int64_t posted_paid = 0;
    std::int64_t by_clause = 0;
    for (const std::int64_t fen : h.accrued_fen.cells()) accrued += fen;
    for (const std::int64_t fen : h.paid_fen.cells()) paid += fen;
    for (const std::int64_t fen : h.clause_accrued_fen.cells()) by_clause += fen;
    for (const BookedPosting& posting : outcome.detail.postings) {
      posted += posting.amount.value;
      if (posting.month_paid < scenario->months()) posted_paid += posting.amount.value;
    }
    CHECK(accrued == posted);
    CHECK(accrued == by_clause);
    CHECK(paid == posted_paid);
    CHECK(accrued > 0);
  }
}
