/// Comparisons of whole runs of Jiangjin: pairing makes equal things exactly equal and differences sharper.
#include "output/compare/comparison.hpp"
#include "support.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

constexpr std::int32_t kReplicates = 4;

ComparedRun run_of(const std::string& label, const std::vector<std::string>& sets) {
  return {label, describe(*test::scenario(test::kBaseline, sets)), test::cached(test::kBaseline, sets, kReplicates)};
}

}  // namespace

TEST_CASE("a scenario compared with itself differs nowhere, by not a single person, bed or fen") {
  const Comparison comparison = compare(run_of("a", {}), run_of("b", {}));
  REQUIRE(comparison.replicates == kReplicates);
  for (const FigureDifference& one : comparison.figures) {
    INFO(one.figure.id);
    CHECK(one.zero());
  }
  CHECK_FALSE(comparison.per_served_year.all_money.known);
}

TEST_CASE("a changed funding rule leaves every figure of the population exactly as it was") {
  const std::vector<std::string> change{"funding.construction_grants.station_city_yuan=100000", "funding.lottery_fund.enabled=false"};
  const Comparison comparison = compare(run_of("a", {}), run_of("b", change));
  bool money_moved = false;
  for (const FigureDifference& one : comparison.figures) {
    INFO(one.figure.id);
    if (one.figure.subject == Subject::people) CHECK(one.zero());
    if (one.figure.subject == Subject::money) money_moved = money_moved || !one.zero();
  }
  CHECK(money_moved);
}

TEST_CASE("pairing by common random numbers narrows the interval of a difference") {
  const std::string other = "scenarios/jiangjin/carers_allowance.toml";
  const ComparedRun b{"b", describe(*test::scenario(other)), test::cached(other, {}, kReplicates)};
  const Comparison comparison = compare(run_of("a", {}), b);
  REQUIRE(comparison.paired);
  CHECK(comparison.median_narrowing > 2);
  for (const FigureDifference& one : comparison.figures) {
    if (one.figure.id == "served_months" || one.figure.id == "money.district_budget") CHECK(one.run.narrowing > 2);
  }
}
