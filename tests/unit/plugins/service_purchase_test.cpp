#include <algorithm>
#include <string>

#include "funding_service_purchase/rule.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using service_purchase::ServicePurchase;

namespace {

constexpr YearMonth kFirst(2020, 4);

ServiceState a_service(GivenAt given_at, Resource takes, Fen price, std::int32_t units) {
  ServiceState service;
  service.id = "service";
  service.given_at = given_at;
  service.takes[takes] = true;
  for (auto& each : service.price) each = price;
  service.units_per_month = units;
  return service;
}

/// Home visits as in the README.
SmallDistrict with_visits() {
  SmallDistrict district;
  auto visits = a_service(GivenAt::home, Resource::visit_minutes, yuan(33.75), 2);
  visits.served[PriorityGroup::full] = 100;
  visits.served[PriorityGroup::partial] = 200;
  district.services.push_back(visits);
  return district;
}

std::vector<Cover> covers_of(const ServicePurchase::Parameters& parameters, SmallDistrict& district, YearMonth when = kFirst) {
  ServicePurchase rule(parameters);
  MonthFlows flows;
  run_month(rule, district.view(when), flows);
  CHECK(flows.postings.flows().empty());
  return {flows.covers.flows().begin(), flows.covers.flows().end()};
}

Cover cover_for(const std::vector<Cover>& covers, PriorityGroup group) {
  const auto found = std::find_if(covers.begin(), covers.end(), [&](const Cover& cover) { return cover.group == group; });
  REQUIRE(found != covers.end());
  return *found;
}

}  // namespace

TEST_CASE("half the price of a home visit is covered for a share of four groups, by the district, from the lottery fund first") {
  auto district = with_visits();
  const auto covers = covers_of(defaults_of<ServicePurchase>(), district);
  REQUIRE(covers.size() == 4);
  CHECK(cover_for(covers, PriorityGroup::full).users_share == Approx(0.3));
  CHECK(cover_for(covers, PriorityGroup::partial).users_share == Approx(0.15));
  CHECK(cover_for(covers, PriorityGroup::aged_80_plus).users_share == Approx(0.1));
  CHECK(cover_for(covers, PriorityGroup::living_alone).users_share == Approx(0.05));
  for (const auto& cover : covers) {
    CHECK(cover.service == ServiceId(std::size_t{0}));
    CHECK(cover.per_unit == yuan(16.88));
    CHECK(cover.payer == Payer::district_budget);
    CHECK(cover.lottery_fund_first);
    CHECK_FALSE(cover.needs_arrangement);
    CHECK(std::string(cover.clause) == "F7");
  }
}

TEST_CASE("covers are said anew every month from April 2020 on") {
  auto district = with_visits();
  CHECK(covers_of(defaults_of<ServicePurchase>(), district, YearMonth(2020, 3)).empty());
  CHECK(covers_of(defaults_of<ServicePurchase>(), district, YearMonth(2022, 12)).size() == 4);
}

TEST_CASE("a budget of half of what is expected halves all shares, and one that is enough cuts nothing") {
  auto district = with_visits();
  auto parameters = defaults_of<ServicePurchase>();
  parameters.yearly_budget = yuan(12'153.60);
  auto covers = covers_of(parameters, district);
  CHECK(cover_for(covers, PriorityGroup::full).users_share == Approx(0.15));
  CHECK(cover_for(covers, PriorityGroup::partial).users_share == Approx(0.075));
  CHECK(cover_for(covers, PriorityGroup::living_alone).users_share == Approx(0.025));
  parameters.yearly_budget = yuan(24'307.20);
  covers = covers_of(parameters, district);
  CHECK(cover_for(covers, PriorityGroup::full).users_share == Approx(0.3));
  parameters.yearly_budget = {};
  CHECK(covers_of(parameters, district).empty());
}

TEST_CASE("the budget is for all services together, in whatever order they are listed") {
  auto district = with_visits();
  district.services.push_back(district.services[0]);
  auto parameters = defaults_of<ServicePurchase>();
  parameters.yearly_budget = yuan(24'307.20);
  CHECK(cover_for(covers_of(parameters, district), PriorityGroup::full).users_share == Approx(0.15));
  // Services that are not bought do not count.
  district.services[1].given_at = GivenAt::bed;
  const auto one = cover_for(covers_of(parameters, district), PriorityGroup::full).users_share;
  CHECK(one == Approx(0.3));
  std::swap(district.services[0], district.services[1]);
  CHECK(cover_for(covers_of(parameters, district), PriorityGroup::full).users_share == one);
}

TEST_CASE("each switch turns its services off, and a meal brought home is bought as either") {
  SmallDistrict district;
  const auto price = yuan(std::int64_t{10});
  district.services.push_back(a_service(GivenAt::home, Resource::call_line, price, 1));
  district.services.push_back(a_service(GivenAt::hub_or_spoke, Resource::health_place, price, 1));
  district.services.push_back(a_service(GivenAt::hub_or_spoke, Resource::meal, price, 20));
  district.services.push_back(a_service(GivenAt::home, Resource::meal, price, 20));
  district.services.push_back(a_service(GivenAt::bed, Resource::other_bed, price, 1));
  district.services.push_back(a_service(GivenAt::hub, Resource::day_place, price, 12));
  const auto bought = [&](bool home, bool health, bool meals) {
    auto parameters = defaults_of<ServicePurchase>();
    parameters.home_services = home;
    parameters.health_management = health;
    parameters.meals = meals;
    std::vector<std::uint32_t> ids;
    for (const auto& cover : covers_of(parameters, district)) {
      if (cover.group == PriorityGroup::full) ids.push_back(cover.service.value);
    }
    return ids;
  };
  CHECK(bought(true, true, true) == std::vector<std::uint32_t>{0, 1, 2, 3});
  CHECK(bought(true, false, false) == std::vector<std::uint32_t>{0, 3});
  CHECK(bought(false, true, false) == std::vector<std::uint32_t>{1});
  CHECK(bought(false, false, true) == std::vector<std::uint32_t>{2, 3});
  CHECK(bought(false, false, false).empty());
}

TEST_CASE("each group is covered by the price of its need, and a free service is not covered") {
  auto district = with_visits();
  auto& price = district.services[0].price;
  price[Need::independent] = {};
  price[Need::partial] = yuan(std::int64_t{20});
  price[Need::full] = yuan(std::int64_t{30});
  const auto covers = covers_of(defaults_of<ServicePurchase>(), district);
  REQUIRE(covers.size() == 2);
  CHECK(cover_for(covers, PriorityGroup::full).per_unit == yuan(std::int64_t{15}));
  CHECK(cover_for(covers, PriorityGroup::partial).per_unit == yuan(std::int64_t{10}));
}

TEST_CASE("a share of nothing says no cover for that group") {
  auto district = with_visits();
  auto parameters = defaults_of<ServicePurchase>();
  parameters.full_share = 0.0;
  CHECK(covers_of(parameters, district).size() == 3);
  parameters.price_share = 0.0;
  CHECK(covers_of(parameters, district).empty());
}
