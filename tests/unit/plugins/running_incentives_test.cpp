#include <algorithm>
#include <string>

#include "funding_running_incentives/rule.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using running_incentives::RunningIncentives;

namespace {

RunningIncentives::Parameters everybody_qualifies() {
  auto parameters = defaults_of<RunningIncentives>();
  parameters.qualifying_share = 1.0;
  parameters.qualifying_share_points = 1.0;
  return parameters;
}

FacilityId add(SmallDistrict& district, FacilityKind kind, std::int32_t area_m2, int opened = 0) {
  if (district.towns.empty()) district.add_town(1000);
  const auto id = district.add(kind, TownId(std::size_t{0}), false, opened);
  district[id].floor_area_m2 = area_m2;
  return id;
}

Fen month_sum(RunningIncentives& rule, SmallDistrict& district, YearMonth when) {
  Room<Posting, 1024> postings;
  Room<Evaluation> evaluations;
  Room<FigureValue> figures;
  rule.pay(district.view(when), {postings.slots(), evaluations.slots(), figures.slots()});
  Fen sum;
  for (const auto& posting : postings.flows()) sum += posting.amount;
  return sum;
}

Fen incentive_for(FacilityKind kind, std::int32_t area_m2) {
  SmallDistrict district;
  add(district, kind, area_m2);
  RunningIncentives rule(everybody_qualifies());
  return month_sum(rule, district, YearMonth(2020, 4));
}

}  // namespace

TEST_CASE("the plan's facilities with their minimum areas get 388,000 yuan a month, 313,000 without town centres") {
  SmallDistrict district;
  for (int i = 0; i < 5; ++i) add(district, FacilityKind::street_centre, 1500);
  for (int i = 0; i < 107; ++i) add(district, FacilityKind::community_station, 300);
  for (int i = 0; i < 25; ++i) add(district, FacilityKind::town_centre, 800);
  for (int i = 0; i < 158; ++i) add(district, FacilityKind::village_point, 60);
  auto parameters = everybody_qualifies();
  RunningIncentives with(parameters);
  CHECK(month_sum(with, district, YearMonth(2022, 12)) == yuan(std::int64_t{388'000}));
  parameters.town_centres_count = false;
  RunningIncentives without(parameters);
  CHECK(month_sum(without, district, YearMonth(2022, 12)) == yuan(std::int64_t{313'000}));
}

TEST_CASE("the bands of floor area include their upper edge, and a village point gets 500 whatever its area") {
  for (const auto kind : {FacilityKind::community_station, FacilityKind::street_centre, FacilityKind::town_centre}) {
    CHECK(incentive_for(kind, 1) == yuan(std::int64_t{2000}));
    CHECK(incentive_for(kind, 500) == yuan(std::int64_t{2000}));
    CHECK(incentive_for(kind, 501) == yuan(std::int64_t{3000}));
    CHECK(incentive_for(kind, 1000) == yuan(std::int64_t{3000}));
    CHECK(incentive_for(kind, 1001) == yuan(std::int64_t{4000}));
  }
  CHECK(incentive_for(FacilityKind::village_point, 60) == yuan(std::int64_t{500}));
  CHECK(incentive_for(FacilityKind::village_point, 2000) == yuan(std::int64_t{500}));
  CHECK(incentive_for(FacilityKind::care_home, 2000) == Fen{});
}

TEST_CASE("a station is paid for the months in which it is open, and never before April 2020") {
  SmallDistrict district;
  district.add_town(1000);
  const auto station = add(district, FacilityKind::community_station, 300, YearMonth(2020, 6) - district.start);
  add(district, FacilityKind::village_point, 60, 0);
  RunningIncentives rule(everybody_qualifies());
  Fen in_2019;
  Fen in_2020;
  Fen in_2021;
  for (int m = 1; m <= 12; ++m) {
    in_2019 += month_sum(rule, district, YearMonth(2019, m));
    in_2020 += month_sum(rule, district, YearMonth(2020, m));
  }
  CHECK(in_2019 == Fen{});
  // The station for seven months, the old point for nine.
  CHECK(in_2020 == yuan(std::int64_t{7 * 2000 + 9 * 500}));
  district[station].status = FacilityStatus::closed;
  for (int m = 1; m <= 12; ++m) in_2021 += month_sum(rule, district, YearMonth(2021, m));
  CHECK(in_2021 == yuan(std::int64_t{12 * 500}));
}

TEST_CASE("the district's budget pays at once, from the lottery fund first, and relieves who runs the facility") {
  SmallDistrict district;
  add(district, FacilityKind::community_station, 300);
  add(district, FacilityKind::community_station, 300);
  district.facilities[1].run_by = RunBy::social;
  RunningIncentives rule(everybody_qualifies());
  MonthFlows flows;
  run_month(rule, district.view(YearMonth(2020, 4)), flows);
  REQUIRE(flows.postings.flows().size() == 2);
  CHECK(flows.postings.flows()[0].relieves == Relieves::town_government);
  CHECK(flows.postings.flows()[1].relieves == Relieves::operator_);
  for (const auto& posting : flows.postings.flows()) {
    CHECK(posting.payer == Payer::district_budget);
    CHECK(posting.purpose == Purpose::running);
    CHECK(posting.lottery_fund_first);
    CHECK(posting.paid_after_months == 0);
    CHECK(std::string(posting.clause) == "F4");
  }
}

TEST_CASE("about the shares that are asked for qualify, the same facilities in every month") {
  SmallDistrict district;
  for (int i = 0; i < 400; ++i) add(district, i % 2 == 0 ? FacilityKind::community_station : FacilityKind::village_point, 300);
  RunningIncentives rule(defaults_of<RunningIncentives>());
  const auto who = [&](YearMonth when) {
    Room<Posting, 1024> postings;
    Room<Evaluation> evaluations;
    Room<FigureValue> figures;
    rule.pay(district.view(when), {postings.slots(), evaluations.slots(), figures.slots()});
    std::vector<std::uint32_t> ids;
    for (const auto& posting : postings.flows()) ids.push_back(posting.facility.value);
    return ids;
  };
  const auto first = who(YearMonth(2020, 4));
  const auto stations = std::count_if(first.begin(), first.end(), [](std::uint32_t id) { return id % 2 == 0; });
  // 200 x 0.7 = 140 (standard deviation 6.5) and 200 x 0.6 = 120 (6.9).
  CHECK(stations == Approx(140).margin(20));
  CHECK(static_cast<std::int64_t>(first.size()) - stations == Approx(120).margin(21));
  CHECK(first == who(YearMonth(2022, 12)));
}
