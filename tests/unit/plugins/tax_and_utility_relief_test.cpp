#include <string>

#include "funding_tax_and_utility_relief/rule.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using tax_and_utility_relief::TaxAndUtilityRelief;

namespace {

constexpr YearMonth kFirst(2020, 4);

TaxAndUtilityRelief::Parameters all_in_state_property() {
  auto parameters = defaults_of<TaxAndUtilityRelief>();
  parameters.state_property_share = 1.0;
  return parameters;
}

/// 800 m2 and 20 beds, 12 of them used.
FacilityId add(SmallDistrict& district, FacilityKind kind, RunBy run_by) {
  if (district.towns.empty()) district.add_town(1000);
  const auto id = district.add(kind, TownId(std::size_t{0}), false, 0);
  auto& facility = district[id];
  facility.run_by = run_by;
  facility.floor_area_m2 = 800;
  facility.capacity[Resource::nursing_bed] = 8;
  facility.capacity[Resource::other_bed] = 12;
  facility.capacity[Resource::day_place] = 15;
  facility.used[Resource::nursing_bed] = 5;
  facility.used[Resource::other_bed] = 7;
  facility.used[Resource::day_place] = 15;
  return id;
}

std::vector<Posting> postings_of(const TaxAndUtilityRelief::Parameters& parameters, SmallDistrict& district, YearMonth when = kFirst) {
  TaxAndUtilityRelief rule(parameters);
  MonthFlows flows;
  run_month(rule, district.view(when), flows);
  return {flows.postings.flows().begin(), flows.postings.flows().end()};
}

Fen sum_of(const std::vector<Posting>& postings, Payer payer) {
  Fen sum;
  for (const auto& posting : postings) sum += posting.payer == payer ? posting.amount : Fen{};
  return sum;
}

Fen district_relief_of(FacilityKind kind, RunBy run_by) {
  SmallDistrict district;
  add(district, kind, run_by);
  return sum_of(postings_of(all_in_state_property(), district), Payer::district_budget);
}

}  // namespace

TEST_CASE("the town centre of the README: 5,120 yuan of the town and 2,180 of the district") {
  SmallDistrict district;
  const auto centre = add(district, FacilityKind::town_centre, RunBy::social);
  const auto postings = postings_of(all_in_state_property(), district);
  REQUIRE(postings.size() == 2);
  CHECK(sum_of(postings, Payer::town_government) == yuan(std::int64_t{5120}));
  CHECK(sum_of(postings, Payer::district_budget) == yuan(std::int64_t{2180}));
  for (const auto& posting : postings) {
    CHECK(posting.facility == centre);
    CHECK(posting.purpose == Purpose::running);
    CHECK(posting.relieves == Relieves::operator_);
    CHECK_FALSE(posting.lottery_fund_first);
    CHECK(posting.paid_after_months == 0);
    CHECK(std::string(posting.clause) == "F6");
  }
}

TEST_CASE("a centre run by the town has the insurance only, and it relieves the town") {
  SmallDistrict district;
  add(district, FacilityKind::town_centre, RunBy::government);
  const auto postings = postings_of(all_in_state_property(), district);
  REQUIRE(postings.size() == 1);
  CHECK(postings[0].payer == Payer::district_budget);
  CHECK(postings[0].amount == yuan(std::int64_t{100}));
  CHECK(postings[0].relieves == Relieves::town_government);
}

TEST_CASE("the insurance is for care homes and centres, the other reliefs for every kind") {
  for (const auto kind : {FacilityKind::care_home, FacilityKind::street_centre, FacilityKind::town_centre}) {
    CHECK(district_relief_of(kind, RunBy::social) == yuan(std::int64_t{2180}));
    CHECK(district_relief_of(kind, RunBy::government) == yuan(std::int64_t{100}));
  }
  for (const auto kind : {FacilityKind::community_station, FacilityKind::village_point}) {
    CHECK(district_relief_of(kind, RunBy::social) == yuan(std::int64_t{2080}));
    CHECK(district_relief_of(kind, RunBy::government) == Fen{});
  }
}

TEST_CASE("the relief begins in April 2020 and ends when the facility closes") {
  SmallDistrict district;
  const auto centre = add(district, FacilityKind::town_centre, RunBy::social);
  CHECK(postings_of(all_in_state_property(), district, YearMonth(2020, 3)).empty());
  CHECK(postings_of(all_in_state_property(), district, YearMonth(2022, 12)).size() == 2);
  district[centre].status = FacilityStatus::closed;
  CHECK(postings_of(all_in_state_property(), district, YearMonth(2022, 12)).empty());
}

TEST_CASE("about the share that is asked for stands in state property, the same facilities in every month") {
  SmallDistrict district;
  for (int i = 0; i < 120; ++i) add(district, FacilityKind::community_station, RunBy::social);
  const auto who = [&](YearMonth when) {
    std::vector<std::uint32_t> ids;
    for (const auto& posting : postings_of(defaults_of<TaxAndUtilityRelief>(), district, when)) {
      if (posting.payer == Payer::town_government) ids.push_back(posting.facility.value);
    }
    return ids;
  };
  const auto first = who(kFirst);
  // 120 x 0.6 = 72, standard deviation 5.4.
  CHECK(first.size() >= 56);
  CHECK(first.size() <= 88);
  CHECK(first == who(YearMonth(2022, 12)));
}

TEST_CASE("without rent, utilities, taxes and insurance nothing is posted") {
  SmallDistrict district;
  add(district, FacilityKind::town_centre, RunBy::social);
  auto parameters = all_in_state_property();
  parameters.rent = 0.0;
  parameters.utility_saving_share = 0.0;
  parameters.vat_relief = 0.0;
  parameters.insurance_share = 0.0;
  CHECK(postings_of(parameters, district).empty());
}
