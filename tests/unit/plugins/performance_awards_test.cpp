#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>

#include "funding_performance_awards/rule.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using performance_awards::PerformanceAwards;

namespace {

constexpr YearMonth kDecember(2020, 12);

/// Every draw in the middle: equipment and rules 0.75, no draw of the year.
std::uint32_t middle(const void* /*host*/, std::uint64_t /*entity*/, std::uint32_t /*counter*/) { return 0x80000000U; }

/// The facility of the README.
FacilityId add_typical(SmallDistrict& district, FacilityKind kind, int opened = 0) {
  if (district.towns.empty()) district.add_town(1000);
  const auto id = district.add(kind, TownId(std::size_t{0}), true, opened);
  auto& facility = district[id];
  facility.capacity[Resource::day_place] = 15;
  facility.capacity[Resource::activity_place] = 150;
  facility.staffed[Resource::day_place] = 9;
  facility.staffed[Resource::activity_place] = 150;
  facility.used[Resource::day_place] = 3;
  facility.used[Resource::activity_place] = 90;
  return id;
}

struct Result {
  Grade grade = Grade::none;
  Fen award;
};

Result result_of(const PerformanceAwards::Parameters& parameters, SmallDistrict& district, YearMonth when = kDecember) {
  PerformanceAwards rule(parameters);
  MonthFlows flows;
  run_month(rule, district.view(when), flows);
  Result result;
  for (const auto& evaluation : flows.evaluations.flows()) result.grade = evaluation.grade;
  for (const auto& posting : flows.postings.flows()) result.award += posting.amount;
  return result;
}

}  // namespace

TEST_CASE("the station of the README scores 0.68: good, 10,000 yuan, a centre three times and a point a fifth of it") {
  const std::map<FacilityKind, std::int64_t> awards{{FacilityKind::community_station, 10'000},
                                                    {FacilityKind::street_centre, 30'000},
                                                    {FacilityKind::town_centre, 30'000},
                                                    {FacilityKind::village_point, 2'000}};
  for (const auto& [kind, award] : awards) {
    SmallDistrict district;
    district.source = &middle;
    add_typical(district, kind);
    auto parameters = defaults_of<PerformanceAwards>();
    CHECK(result_of(parameters, district).grade == Grade::good);
    CHECK(result_of(parameters, district).award == yuan(award));
    // The score lies between these.
    parameters.good_from = 0.6799;
    CHECK(result_of(parameters, district).grade == Grade::good);
    parameters.good_from = 0.6801;
    CHECK(result_of(parameters, district).grade == Grade::pass);
    CHECK(result_of(parameters, district).award == Fen{});
    parameters.excellent_from = 0.6799;
    parameters.good_from = 0.6799;
    CHECK(result_of(parameters, district).grade == Grade::excellent);
    CHECK(result_of(parameters, district).award == yuan(award * 2));
  }
}

TEST_CASE("only the ratio of the weights counts") {
  SmallDistrict district;
  district.source = &middle;
  add_typical(district, FacilityKind::community_station);
  auto parameters = defaults_of<PerformanceAwards>();
  for (double* weight : {&parameters.staffing_weight, &parameters.equipment_weight, &parameters.rules_weight, &parameters.results_weight}) {
    *weight /= 2.0;
  }
  parameters.good_from = 0.6799;
  CHECK(result_of(parameters, district).grade == Grade::good);
  parameters.good_from = 0.6801;
  CHECK(result_of(parameters, district).grade == Grade::pass);
}

TEST_CASE("the award of a facility that its town runs is the town's money, unless the scenario says otherwise") {
  const auto relieved = [](RunBy run_by, bool to_towns) {
    SmallDistrict district;
    district.source = &middle;
    const auto station = add_typical(district, FacilityKind::community_station);
    district.facilities[station.index()].run_by = run_by;
    auto parameters = defaults_of<PerformanceAwards>();
    parameters.to_towns = to_towns;
    PerformanceAwards rule(parameters);
    MonthFlows flows;
    run_month(rule, district.view(kDecember), flows);
    REQUIRE(flows.postings.flows().size() == 1);
    return flows.postings.flows()[0].relieves;
  };
  CHECK(relieved(RunBy::government, true) == Relieves::town_government);
  CHECK(relieved(RunBy::government, false) == Relieves::nobody);
  CHECK(relieved(RunBy::social, true) == Relieves::nobody);
}

TEST_CASE("an award is paid by the district two months later, from the lottery fund first, and relieves no operator") {
  SmallDistrict district;
  district.source = &middle;
  const auto station = add_typical(district, FacilityKind::community_station);
  district.facilities[station.index()].run_by = RunBy::social;
  PerformanceAwards rule(defaults_of<PerformanceAwards>());
  MonthFlows flows;
  run_month(rule, district.view(kDecember), flows);
  REQUIRE(flows.postings.flows().size() == 1);
  const auto& posting = flows.postings.flows()[0];
  CHECK(posting.facility == station);
  CHECK(posting.payer == Payer::district_budget);
  CHECK(posting.purpose == Purpose::award);
  CHECK(posting.paid_after_months == 2);
  CHECK(posting.relieves == Relieves::nobody);
  CHECK(posting.lottery_fund_first);
  CHECK(std::string(posting.clause) == "F5");
}

TEST_CASE("evaluation comes once a year, after the plan, and not before half a year of opening") {
  SmallDistrict district;
  district.source = &middle;
  add_typical(district, FacilityKind::community_station, YearMonth(2020, 7) - district.start);
  const auto parameters = defaults_of<PerformanceAwards>();
  std::vector<int> evaluated;
  for (int month = 0; month < 48; ++month) {
    if (result_of(parameters, district, district.start + month).grade != Grade::none) evaluated.push_back(month);
  }
  // Open for five months in December 2020.
  CHECK(evaluated == std::vector<int>{35, 47});
  SmallDistrict half_a_year;
  half_a_year.source = &middle;
  add_typical(half_a_year, FacilityKind::community_station, YearMonth(2020, 6) - half_a_year.start);
  CHECK(result_of(parameters, half_a_year).grade == Grade::good);
  SmallDistrict old;
  old.source = &middle;
  add_typical(old, FacilityKind::community_station, 0);
  CHECK(result_of(parameters, old, YearMonth(2019, 12)).grade == Grade::none);
  CHECK(result_of(parameters, old, YearMonth(2020, 12)).grade == Grade::good);
  old.facilities[0].status = FacilityStatus::closed;
  CHECK(result_of(parameters, old, YearMonth(2021, 12)).grade == Grade::none);
}

TEST_CASE("care homes are not evaluated, and a facility without places or without carers fails") {
  SmallDistrict district;
  district.source = &middle;
  const auto id = add_typical(district, FacilityKind::care_home);
  const auto parameters = defaults_of<PerformanceAwards>();
  CHECK(result_of(parameters, district).grade == Grade::none);
  district[id].kind = FacilityKind::community_station;
  district[id].staffed = {};
  CHECK(result_of(parameters, district).grade == Grade::fail);
  district[id].capacity = {};
  CHECK(result_of(parameters, district).grade == Grade::fail);
}

TEST_CASE("marks end at 1: more staffed than there are places, or more users than are staffed, give no more") {
  SmallDistrict district;
  district.source = &middle;
  const auto id = add_typical(district, FacilityKind::community_station);
  district[id].staffed = district[id].capacity;
  district[id].used = district[id].capacity;
  auto parameters = defaults_of<PerformanceAwards>();
  // 0.3 + 0.15 + 0.15 + 0.3 = 0.9.
  parameters.excellent_from = 0.9001;
  CHECK(result_of(parameters, district).grade == Grade::good);
  district[id].staffed[Resource::day_place] = 30;
  district[id].used[Resource::day_place] = 60;
  CHECK(result_of(parameters, district).grade == Grade::good);
}

TEST_CASE("a district with typical values gets about the shares of grades that are assumed") {
  SmallDistrict district;
  std::uint32_t state = 1;
  const auto uniform = [&] {
    state = state * 1664525U + 1013904223U;
    return static_cast<double>(state >> 8) / 16777216.0;
  };
  // As in the Jiangjin baseline: two stations for three points; points are nearly always staffed, and full, half full or nearly empty.
  for (int i = 0; i < 1000; ++i) {
    const bool point = i % 5 >= 2;
    auto& facility = district[add_typical(district, point ? FacilityKind::village_point : FacilityKind::community_station)];
    facility.capacity = {};
    facility.staffed = {};
    facility.used = {};
    facility.capacity[Resource::activity_place] = 1000;
    facility.staffed[Resource::activity_place] = point ? 980 : 550 + static_cast<std::int32_t>(200.0 * uniform());
    const double used = point ? std::clamp(1.6 * uniform() - 0.28, 0.0, 1.0) : uniform() * 0.9;
    facility.used[Resource::activity_place] = static_cast<std::int32_t>(used * facility.staffed[Resource::activity_place]);
  }
  PerformanceAwards rule(defaults_of<PerformanceAwards>());
  Room<Posting, 1024> postings;
  Room<Evaluation, 1024> evaluations;
  Room<FigureValue> figures;
  rule.pay(district.view(kDecember), {postings.slots(), evaluations.slots(), figures.slots()});
  std::map<Grade, int> grades;
  for (const auto& evaluation : evaluations.flows()) ++grades[evaluation.grade];
  CHECK(grades[Grade::excellent] == Approx(200).margin(60));
  CHECK(grades[Grade::good] == Approx(400).margin(80));
  CHECK(grades[Grade::pass] == Approx(320).margin(80));
  CHECK(grades[Grade::fail] == Approx(80).margin(60));
}

TEST_CASE("the draw of the year moves the score up and down, equipment and rules stay") {
  SmallDistrict district;
  for (int i = 0; i < 200; ++i) add_typical(district, FacilityKind::community_station);
  const auto grades = [&](double spread, YearMonth when) {
    auto parameters = defaults_of<PerformanceAwards>();
    parameters.yearly_spread = spread;
    parameters.good_from = 0.68;
    PerformanceAwards rule(parameters);
    MonthFlows flows;
    run_month(rule, district.view(when), flows);
    std::vector<Grade> all;
    for (const auto& evaluation : flows.evaluations.flows()) all.push_back(evaluation.grade);
    return all;
  };
  CHECK(grades(0.0, kDecember) == grades(0.0, YearMonth(2021, 12)));
  CHECK(grades(0.1, kDecember) != grades(0.1, YearMonth(2021, 12)));
}

TEST_CASE("weights of nothing and grades out of order are refused") {
  auto parameters = defaults_of<PerformanceAwards>();
  parameters.good_from = 0.9;
  CHECK_THROWS_AS(PerformanceAwards(parameters), std::invalid_argument);
  parameters = defaults_of<PerformanceAwards>();
  parameters.pass_from = 0.7;
  CHECK_THROWS_AS(PerformanceAwards(parameters), std::invalid_argument);
  parameters = defaults_of<PerformanceAwards>();
  parameters.staffing_weight = parameters.equipment_weight = parameters.rules_weight = parameters.results_weight = 0.0;
  CHECK_THROWS_AS(PerformanceAwards(parameters), std::invalid_argument);
}
