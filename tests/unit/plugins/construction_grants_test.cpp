#include <map>

#include "funding_construction_grants/rule.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using construction_grants::ConstructionGrants;

namespace {

ConstructionGrants::Parameters everybody_passes() {
  auto parameters = defaults_of<ConstructionGrants>();
  parameters.evaluation_pass_share = 1.0;
  return parameters;
}

/// Flows of the months 0 to `last`, each with its month.
std::vector<std::pair<int, Posting>> postings_until(ConstructionGrants& rule, SmallDistrict& district, int last) {
  std::vector<std::pair<int, Posting>> all;
  for (int month = 0; month <= last; ++month) {
    MonthFlows flows;
    run_month(rule, district.view(month), flows);
    for (const auto& posting : flows.postings.flows()) all.emplace_back(month, posting);
  }
  return all;
}

/// Fails the first evaluation of every station and passes the second.
std::uint32_t second_attempt_passes(const void* /*host*/, std::uint64_t /*entity*/, std::uint32_t counter) {
  return counter == 0 ? UINT32_MAX : 0;
}

/// A project of `kind` that asks from month `asks` on, and its facility, which opens in month `opens`.
ProjectId add_project(SmallDistrict& district, FacilityKind kind, std::int64_t cost_yuan, int asks, int opens) {
  if (district.towns.empty()) district.add_town(1000);
  ProjectState project;
  project.key = 500 + district.projects.size();
  project.facility = district.add(kind, TownId(std::size_t{0}), true, opens);
  project.kind = kind;
  project.town = TownId(std::size_t{0});
  project.scheduled_start = Month{asks};
  project.cost = yuan(cost_yuan);
  district.projects.push_back(project);
  return ProjectId(district.projects.size() - 1);
}

std::vector<Support> supports_of(ConstructionGrants& rule, SmallDistrict& district, int month) {
  MonthFlows flows;
  run_month(rule, district.view(month), flows);
  return {flows.supports.flows().begin(), flows.supports.flows().end()};
}

}  // namespace

TEST_CASE("a street centre brings 2,000,000 yuan of the city in the month it opens, paid five months later") {
  SmallDistrict district;
  const auto town = district.add_town(1000);
  const auto centre = district.add(FacilityKind::street_centre, town, true, 3);
  ConstructionGrants rule(everybody_passes());
  const auto all = postings_until(rule, district, 12);
  REQUIRE(all.size() == 1);
  const auto& [month, posting] = all.front();
  CHECK(month == 3);
  CHECK(posting.facility == centre);
  CHECK(posting.town == town);
  CHECK(posting.payer == Payer::city);
  CHECK(posting.purpose == Purpose::construction);
  CHECK(posting.amount == yuan(std::int64_t{2'000'000}));
  CHECK(posting.paid_after_months == 5);
  CHECK(posting.relieves == Relieves::town_government);
  CHECK_FALSE(posting.lottery_fund_first);
  CHECK(std::string(posting.clause) == "F2");
}

TEST_CASE("a station brings 200,000 of the city and 100,000 of the district when it passes at once") {
  SmallDistrict district;
  district.add(FacilityKind::community_station, district.add_town(1000), true, 0);
  ConstructionGrants rule(everybody_passes());
  const auto all = postings_until(rule, district, 24);
  REQUIRE(all.size() == 2);
  CHECK(all[0].second.payer == Payer::city);
  CHECK(all[0].second.amount == yuan(std::int64_t{200'000}));
  CHECK(all[1].first == 0);
  CHECK(all[1].second.payer == Payer::district_budget);
  CHECK(all[1].second.amount == yuan(std::int64_t{100'000}));
  CHECK(std::string(all[1].second.clause) == "F3");
  CHECK(all[1].second.relieves == Relieves::town_government);
  CHECK(all[1].second.lottery_fund_first);
}

TEST_CASE("a town centre brings the town's package, and its points bring nothing of their own") {
  SmallDistrict district;
  const auto town = district.add_town(1000);
  for (int i = 0; i < 6; ++i) district.add(FacilityKind::village_point, town, true, i);
  district.add(FacilityKind::town_centre, town, true, 4);
  ConstructionGrants rule(everybody_passes());
  const auto all = postings_until(rule, district, 12);
  REQUIRE(all.size() == 1);
  CHECK(all[0].first == 4);
  CHECK(all[0].second.amount == yuan(std::int64_t{1'000'000}));
}

TEST_CASE("what stood at the start and care homes bring no grant") {
  SmallDistrict district;
  const auto town = district.add_town(1000);
  district.add(FacilityKind::community_station, town, false, 0);
  district.add(FacilityKind::street_centre, town, false, 0);
  district.add(FacilityKind::care_home, town, true, 0);
  ConstructionGrants rule(everybody_passes());
  CHECK(postings_until(rule, district, 12).empty());
}

TEST_CASE("the plan's tables, all on time, give 48.2 million of the city and 6.6 million of the district") {
  SmallDistrict district;
  const auto town = district.add_town(1000);
  for (int i = 0; i < 5; ++i) district.add(FacilityKind::street_centre, town, true, i);
  for (int i = 0; i < 66; ++i) district.add(FacilityKind::community_station, town, true, i % 24);
  for (int i = 0; i < 25; ++i) district.add(FacilityKind::town_centre, town, true, i);
  for (int i = 0; i < 95; ++i) district.add(FacilityKind::village_point, town, true, i % 48);
  ConstructionGrants rule(everybody_passes());
  std::map<Payer, Fen> sums;
  for (const auto& [month, posting] : postings_until(rule, district, 47)) sums[posting.payer] += posting.amount;
  CHECK(sums.size() == 2);
  CHECK(sums[Payer::city] == yuan(std::int64_t{48'200'000}));
  CHECK(sums[Payer::district_budget] == yuan(std::int64_t{6'600'000}));
}

TEST_CASE("a station that fails is evaluated again half a year later, and its grant falls due then") {
  SmallDistrict district;
  district.source = &second_attempt_passes;
  district.add(FacilityKind::community_station, district.add_town(1000), true, 3);
  ConstructionGrants rule(defaults_of<ConstructionGrants>());
  const auto all = postings_until(rule, district, 47);
  REQUIRE(all.size() == 2);
  CHECK(all[0].first == 3);
  CHECK(all[1].first == 9);
  CHECK(all[1].second.payer == Payer::district_budget);
  CHECK(all[1].second.paid_after_months == 5);
}

TEST_CASE("a station never passes when no station does, and is not paid twice when all do") {
  SmallDistrict district;
  district.add(FacilityKind::community_station, district.add_town(1000), true, 0);
  auto parameters = defaults_of<ConstructionGrants>();
  parameters.evaluation_pass_share = 0.0;
  ConstructionGrants never(parameters);
  CHECK(postings_until(never, district, 47).size() == 1);
  ConstructionGrants at_once(everybody_passes());
  CHECK(postings_until(at_once, district, 47).size() == 2);
}

TEST_CASE("a closed station is passed over at its evaluation and taken up at the next one") {
  SmallDistrict district;
  district.source = &second_attempt_passes;
  const auto station = district.add(FacilityKind::community_station, district.add_town(1000), true, 0);
  ConstructionGrants rule(defaults_of<ConstructionGrants>());
  std::vector<int> paid_by_district;
  for (int month = 0; month < 24; ++month) {
    district[station].status = month >= 5 && month <= 8 ? FacilityStatus::closed : FacilityStatus::planned;
    MonthFlows flows;
    run_month(rule, district.view(month), flows);
    for (const auto& posting : flows.postings.flows()) {
      if (posting.payer == Payer::district_budget) paid_by_district.push_back(month);
    }
  }
  CHECK(paid_by_district == std::vector<int>{12});
}

TEST_CASE("about the share that is asked for passes at once, and a slip of the opening changes nobody's result") {
  const auto passed_at_once = [](int opened) {
    SmallDistrict district;
    const auto town = district.add_town(1000);
    for (int i = 0; i < 66; ++i) district.add(FacilityKind::community_station, town, true, opened);
    ConstructionGrants rule(defaults_of<ConstructionGrants>());
    std::vector<std::uint32_t> stations;
    for (const auto& [month, posting] : postings_until(rule, district, opened)) {
      if (posting.payer == Payer::district_budget) stations.push_back(posting.facility.value);
    }
    return stations;
  };
  const auto early = passed_at_once(0);
  // 66 x 0.92 = 60.7, standard deviation 2.2.
  CHECK(early.size() >= 54);
  CHECK(early.size() < 66);
  CHECK(early == passed_at_once(7));
}

TEST_CASE("grants are a reward by default: no project is offered support") {
  SmallDistrict district;
  add_project(district, FacilityKind::community_station, 510'000, 0, 8);
  ConstructionGrants rule(everybody_passes());
  CHECK(supports_of(rule, district, 3).empty());
}

TEST_CASE("paid at the start, a project that asks is offered its grants every month, and nothing more when it opens") {
  SmallDistrict district;
  const auto station = add_project(district, FacilityKind::community_station, 510'000, 2, 8);
  auto parameters = everybody_passes();
  parameters.paid_at_start = true;
  parameters.evaluation_pass_share = 0.0;
  ConstructionGrants rule(parameters);
  CHECK(supports_of(rule, district, 1).empty());
  for (const int month : {2, 3}) {
    const auto supports = supports_of(rule, district, month);
    REQUIRE(supports.size() == 2);
    CHECK(supports[0].project == station);
    CHECK(supports[0].payer == Payer::city);
    CHECK(supports[0].amount == yuan(std::int64_t{200'000}));
    CHECK(std::string(supports[0].clause) == "F2");
    CHECK_FALSE(supports[0].lottery_fund_first);
    CHECK(supports[1].payer == Payer::district_budget);
    CHECK(supports[1].amount == yuan(std::int64_t{100'000}));
    CHECK(std::string(supports[1].clause) == "F3");
    CHECK(supports[1].lottery_fund_first);
  }
  district.projects[0].status = ProjectStatus::building;
  CHECK(supports_of(rule, district, 4).empty());
  for (int month = 5; month < 24; ++month) {
    MonthFlows flows;
    run_month(rule, district.view(month), flows);
    CHECK(flows.postings.flows().empty());
  }
}

TEST_CASE("paid at the start, a facility whose project had begun before the run still gets its grants as a reward") {
  SmallDistrict district;
  add_project(district, FacilityKind::community_station, 510'000, -3, 2);
  district.projects[0].status = ProjectStatus::building;
  auto parameters = everybody_passes();
  parameters.paid_at_start = true;
  ConstructionGrants rule(parameters);
  const auto all = postings_until(rule, district, 12);
  REQUIRE(all.size() == 2);
  CHECK(all[0].first == 2);
  CHECK(all[0].second.payer == Payer::city);
  CHECK(all[1].second.payer == Payer::district_budget);
}

TEST_CASE("paid at the start, village points are offered nothing and centres the city's grant alone") {
  SmallDistrict district;
  add_project(district, FacilityKind::village_point, 60'000, 0, 8);
  const auto centre = add_project(district, FacilityKind::town_centre, 1'500'000, 0, 8);
  auto parameters = everybody_passes();
  parameters.paid_at_start = true;
  ConstructionGrants rule(parameters);
  const auto supports = supports_of(rule, district, 0);
  REQUIRE(supports.size() == 1);
  CHECK(supports[0].project == centre);
  CHECK(supports[0].amount == yuan(std::int64_t{1'000'000}));
}

TEST_CASE("the district pays its share of what the grants leave of the cost: 105,000 of a station, nothing of a cheap centre") {
  SmallDistrict district;
  add_project(district, FacilityKind::community_station, 510'000, 0, 3);
  add_project(district, FacilityKind::street_centre, 1'900'000, 0, 3);
  add_project(district, FacilityKind::village_point, 60'000, 0, 4);
  add_project(district, FacilityKind::care_home, 60'000, 0, 4);
  auto parameters = everybody_passes();
  parameters.evaluation_pass_share = 0.0;
  parameters.district_pays_rest_share = 0.5;
  ConstructionGrants rule(parameters);
  std::map<std::uint32_t, Fen> by_facility;
  for (const auto& [month, posting] : postings_until(rule, district, 12)) {
    if (posting.payer != Payer::district_budget) continue;
    CHECK(month == (posting.facility.value < 2 ? 3 : 4));
    CHECK(std::string(posting.clause) == "F3");
    CHECK(posting.lottery_fund_first);
    CHECK(posting.relieves == Relieves::town_government);
    by_facility[posting.facility.value] += posting.amount;
  }
  CHECK(by_facility == std::map<std::uint32_t, Fen>{{0, yuan(std::int64_t{105'000})}, {2, yuan(std::int64_t{30'000})}});
}

TEST_CASE("paid at the start, the district's share of the rest is support as well") {
  SmallDistrict district;
  add_project(district, FacilityKind::community_station, 510'000, 0, 3);
  auto parameters = everybody_passes();
  parameters.paid_at_start = true;
  parameters.district_pays_rest_share = 1.0;
  ConstructionGrants rule(parameters);
  Fen offered;
  for (const auto& support : supports_of(rule, district, 0)) offered += support.amount;
  CHECK(offered == district.projects[0].cost);
  CHECK(postings_until(rule, district, 12).empty());
}
