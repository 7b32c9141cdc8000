#include <stdexcept>

#include "medical_nursing_beds/rule.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using nursing_beds::NursingBeds;

namespace {

void set_beds(FacilityState& facility, std::int32_t nursing, std::int32_t other, std::int32_t other_used) {
  facility.capacity[Resource::nursing_bed] = nursing;
  facility.capacity[Resource::other_bed] = other;
  facility.used[Resource::other_bed] = other_used;
}

/// 200 beds, 30 nursing; 30 other beds are free in A and 10 in B.
SmallDistrict two_homes() {
  SmallDistrict district;
  const auto town = district.add_town(1000);
  set_beds(district[district.add(FacilityKind::care_home, town, false, 0)], 30, 70, 40);
  set_beds(district[district.add(FacilityKind::care_home, town, false, 0)], 0, 100, 90);
  return district;
}

NursingBeds::Parameters seven_steps() {
  auto parameters = defaults_of<NursingBeds>();
  parameters.first_month = YearMonth(2020, 4);
  parameters.last_month = YearMonth(2020, 11);
  return parameters;
}

std::int32_t beds_of(const MonthFlows& flows) {
  std::int32_t beds = 0;
  for (const auto& conversion : flows.conversions.flows()) beds += conversion.beds;
  return beds;
}

/// Does what the engine does with the conversions.
void convert(SmallDistrict& district, const MonthFlows& flows) {
  for (const auto& conversion : flows.conversions.flows()) {
    district[conversion.facility].capacity[Resource::nursing_bed] += conversion.beds;
    district[conversion.facility].capacity[Resource::other_bed] -= conversion.beds;
  }
}

}  // namespace

TEST_CASE("the second month of the line is that of the README") {
  auto district = two_homes();
  NursingBeds rule(seven_steps());
  MonthFlows april;
  run_month(rule, district.view(YearMonth(2020, 4)), april);
  CHECK(april.conversions.flows().empty());

  MonthFlows may;
  run_month(rule, district.view(YearMonth(2020, 5)), may);
  REQUIRE(may.conversions.flows().size() == 2);
  CHECK(may.conversions.flows()[0].beds == 8);
  CHECK(may.conversions.flows()[1].beds == 2);
  REQUIRE(may.postings.flows().size() == 2);
  CHECK(may.postings.flows()[0].amount == yuan(std::int64_t{64'000}));
  CHECK(may.postings.flows()[1].amount == yuan(std::int64_t{16'000}));
  for (const auto& posting : may.postings.flows()) {
    CHECK(posting.payer == Payer::district_budget);
    CHECK(posting.purpose == Purpose::construction);
    CHECK(posting.town.valid());
    CHECK(std::string(posting.clause) == "M1");
  }
}

TEST_CASE("the odd bed goes to the smaller key") {
  auto district = two_homes();
  district.facilities[0].key = 2;
  district.facilities[1].key = 1;
  NursingBeds rule(seven_steps());
  MonthFlows april;
  run_month(rule, district.view(YearMonth(2020, 4)), april);
  MonthFlows may;
  run_month(rule, district.view(YearMonth(2020, 5)), may);
  REQUIRE(may.conversions.flows().size() == 2);
  CHECK(may.conversions.flows()[0].beds == 7);
  CHECK(may.conversions.flows()[1].beds == 3);
}

TEST_CASE("with enough free beds the share reaches the target in the last month and stays") {
  auto district = two_homes();
  for (auto& home : district.facilities) home.used[Resource::other_bed] = 0;
  district.facilities[0].capacity[Resource::other_bed] = 71;  // 201 beds: 50% is 100.5
  NursingBeds rule(seven_steps());
  std::vector<std::int32_t> nursing;
  for (YearMonth when(2020, 3); when <= YearMonth(2021, 2); when = when + 1) {
    MonthFlows flows;
    run_month(rule, district.view(when), flows);
    convert(district, flows);
    nursing.push_back(district.facilities[0].capacity[Resource::nursing_bed] + district.facilities[1].capacity[Resource::nursing_bed]);
  }
  // The line is 30 + (100.5 - 30) x month / 7, rounded up.
  CHECK(nursing == std::vector<std::int32_t>{30, 30, 41, 51, 61, 71, 81, 91, 101, 101, 101, 101});
}

TEST_CASE("no more is asked for than is free, and the rest is asked for when it becomes free") {
  auto district = two_homes();
  district.facilities[0].used[Resource::other_bed] = 68;
  district.facilities[1].used[Resource::other_bed] = 99;
  NursingBeds rule(seven_steps());
  for (const auto when : {YearMonth(2020, 4), YearMonth(2020, 5)}) {
    MonthFlows flows;
    run_month(rule, district.view(when), flows);
    CHECK(beds_of(flows) == (when == YearMonth(2020, 4) ? 0 : 3));
    convert(district, flows);
  }
  district.facilities[1].used[Resource::other_bed] = 0;
  MonthFlows june;
  run_month(rule, district.view(YearMonth(2020, 6)), june);
  // 25% of 200 is 50; 33 are there.
  CHECK(beds_of(june) == 17);
}

TEST_CASE("a share above the target is left alone") {
  auto district = two_homes();
  for (auto& home : district.facilities) home.capacity[Resource::nursing_bed] += 200;
  NursingBeds rule(seven_steps());
  for (int month = 0; month < 48; ++month) {
    MonthFlows flows;
    run_month(rule, district.view(month), flows);
    CHECK(flows.conversions.flows().empty());
    CHECK(flows.postings.flows().empty());
  }
}

TEST_CASE("a run that begins on the way starts its line where it begins") {
  auto district = two_homes();
  district.start = YearMonth(2020, 9);
  NursingBeds rule(seven_steps());
  MonthFlows september;
  run_month(rule, district.view(0), september);
  CHECK(beds_of(september) == 0);
  MonthFlows october;
  run_month(rule, district.view(1), october);
  // Half of the way from 15% to 50%: 32.5% of 200 is 65, 35 more.
  CHECK(beds_of(october) == 35);
}

TEST_CASE("facilities that are not open have no beds to count or convert") {
  auto district = two_homes();
  const auto later = district.add(FacilityKind::town_centre, TownId(0), true, 40);
  set_beds(district[later], 0, 1000, 0);
  NursingBeds rule(seven_steps());
  MonthFlows april;
  run_month(rule, district.view(YearMonth(2020, 4)), april);
  MonthFlows may;
  run_month(rule, district.view(YearMonth(2020, 5)), may);
  CHECK(beds_of(may) == 10);
}

TEST_CASE("a last month before the first one is refused") {
  auto parameters = seven_steps();
  parameters.last_month = YearMonth(2020, 3);
  CHECK_THROWS_WITH(NursingBeds(parameters), "last_month is before first_month");
}
