#include <vector>

#include "engine/money/running_costs.hpp"
#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

/// 3 yuan a m2, 50 yuan a bed, 4,000 yuan of pay in a town centre of 800 m2. A bed for full need costs its resident 3,000 yuan, for partial
/// 2,200, for independent 1,800; an occupied nursing bed costs 2,200 yuan to run and another 900. So a nursing bed brings 800 yuan and
/// another (1,800 + 2,200) / 2 - 900 = 1,100.
std::shared_ptr<const Scenario> priced(const std::string& management = "4000", const std::string& nursing_bed = "2200",
                                       const std::string& other_bed = "900") {
  return test::toy(
      [](Scenario& scenario) {
        Service& bed = scenario.services[test::service_named(scenario, "residential_bed").index()];
        bed.price[Need::independent] = yuan(std::int64_t{1800});
        bed.price[Need::partial] = yuan(std::int64_t{2200});
        bed.price[Need::full] = yuan(std::int64_t{3000});
      },
      {"finance.upkeep_yuan_per_m2_month=3", "finance.bed_upkeep_yuan_month=50",
       "standards.town_centre.management_yuan_per_month=" + management, "finance.bed_cost_yuan_month.nursing=" + nursing_bed,
       "finance.bed_cost_yuan_month.other=" + other_bed});
}

/// A town centre of 4 nursing and 6 other beds. It costs 800 x 3 + 10 x 50 + 4,000 = 6,900 yuan a month.
FacilityState centre_of_ten() {
  FacilityState centre;
  centre.kind = FacilityKind::town_centre;
  centre.town = TownId(std::size_t{1});
  centre.status = FacilityStatus::open;
  centre.floor_area_m2 = 800;
  centre.capacity[Resource::nursing_bed] = 4;
  centre.capacity[Resource::other_bed] = 6;
  return centre;
}

Fen whole_yuan(std::int64_t amount) { return yuan(amount); }

std::vector<Posting> booked(const RunningCosts& costs, const std::vector<FacilityState>& facilities) {
  std::vector<Posting> postings;
  costs.book(facilities, [&](const Posting& posting) { postings.push_back(posting); });
  return postings;
}

}  // namespace

TEST_CASE("the fixed cost of a facility is its floor, its beds and those who run it, used or not") {
  const District district(priced());
  const RunningCosts costs(district);
  FacilityState centre = centre_of_ten();
  CHECK(costs.fixed(centre) == whole_yuan(6'900));
  centre.used[Resource::nursing_bed] = 4;
  CHECK(costs.fixed(centre) == whole_yuan(6'900));
  centre.capacity[Resource::other_bed] = 0;
  CHECK(costs.fixed(centre) == whole_yuan(6'600));
  FacilityState point;
  point.kind = FacilityKind::village_point;
  point.floor_area_m2 = 60;
  CHECK(costs.fixed(point) == whole_yuan(180));
}

TEST_CASE("care homes are run outside the plan") {
  const District district(priced());
  const RunningCosts costs(district);
  FacilityState home = centre_of_ten();
  home.kind = FacilityKind::care_home;
  CHECK(costs.fixed(home) == Fen{});
  home.used[Resource::other_bed] = 3;
  CHECK(booked(costs, {home}).empty());
}

TEST_CASE("an occupied bed brings its price less its own cost, other beds at the mean of two prices") {
  const District district(priced());
  const RunningCosts costs(district);
  CHECK(costs.margin(BedType::nursing) == whole_yuan(800));
  CHECK(costs.margin(BedType::other) == whole_yuan(1'100));
  const District dear(priced("4000", "3500"));
  CHECK(RunningCosts(dear).margin(BedType::nursing) == whole_yuan(-500));
}

TEST_CASE("what the beds in use do not bring is uncovered, what they bring beyond it is left") {
  const District district(priced());
  const RunningCosts costs(district);
  FacilityState centre = centre_of_ten();
  CHECK(costs.uncovered(centre) == whole_yuan(6'900));
  centre.used[Resource::nursing_bed] = 2;
  centre.used[Resource::other_bed] = 3;
  // 6,900 - 2 x 800 - 3 x 1,100 = 2,000.
  CHECK(costs.uncovered(centre) == whole_yuan(2'000));
  centre.used[Resource::nursing_bed] = 4;
  centre.used[Resource::other_bed] = 6;
  // 6,900 - 3,200 - 6,600 = -2,900.
  CHECK(costs.uncovered(centre) == whole_yuan(-2'900));
}

TEST_CASE("the uncovered cost of open facilities is booked on whoever runs them") {
  const District district(priced());
  const RunningCosts costs(district);
  FacilityState by_town = centre_of_ten();
  FacilityState by_operator = centre_of_ten();
  by_operator.run_by = RunBy::social;
  by_operator.town = TownId(std::size_t{2});
  by_operator.used[Resource::other_bed] = 1;
  FacilityState planned = centre_of_ten();
  planned.status = FacilityStatus::planned;
  FacilityState closed = centre_of_ten();
  closed.status = FacilityStatus::closed;
  FacilityState free_of_cost;
  free_of_cost.kind = FacilityKind::village_point;
  free_of_cost.status = FacilityStatus::open;
  const std::vector<Posting> postings = booked(costs, {by_town, planned, by_operator, closed, free_of_cost});
  REQUIRE(postings.size() == 2);
  CHECK(postings[0].payer == Payer::town_government);
  CHECK(postings[0].town == TownId(std::size_t{1}));
  CHECK(postings[0].facility == FacilityId(std::size_t{0}));
  CHECK(postings[0].amount == whole_yuan(6'900));
  CHECK(postings[1].payer == Payer::operator_);
  CHECK(postings[1].town == TownId(std::size_t{2}));
  CHECK(postings[1].facility == FacilityId(std::size_t{2}));
  CHECK(postings[1].amount == whole_yuan(5'800));
  for (const Posting& posting : postings) {
    CHECK(posting.purpose == Purpose::running);
    CHECK(posting.relieves == Relieves::nobody);
    CHECK_FALSE(posting.service.valid());
  }
}

TEST_CASE("a centre breaks even at its fixed cost over what all its beds could bring, rounded up") {
  const District district(priced());
  const RunningCosts costs(district);
  const FacilityState centre = centre_of_ten();
  // All ten beds bring 4 x 800 + 6 x 1,100 = 9,800: 6,900 / 9,800 = 0.70408; with 900 of relief 6,000 / 9,800 = 0.61224.
  CHECK(costs.break_even_per_mille(centre, {}) == 705);
  CHECK(costs.break_even_per_mille(centre, whole_yuan(900)) == 613);
  // 6,900 - 2,000 = 4,900 is half, with nothing to round.
  CHECK(costs.break_even_per_mille(centre, whole_yuan(2'000)) == 500);
  CHECK(costs.break_even_per_mille(centre, whole_yuan(6'900)) == 0);
  CHECK(costs.break_even_per_mille(centre, whole_yuan(9'000)) == 0);
}

TEST_CASE("the occupancy at which a centre breaks even does not depend on its use") {
  const District district(priced());
  const RunningCosts costs(district);
  FacilityState centre = centre_of_ten();
  centre.used[Resource::nursing_bed] = 4;
  CHECK(costs.break_even_per_mille(centre, {}) == 705);
}

TEST_CASE("a centre that its beds cannot carry breaks even above all of them, or never") {
  // 20,000 of pay: 22,900 / 9,800 = 2.33674.
  const District dear_pay(priced("20000"));
  CHECK(RunningCosts(dear_pay).break_even_per_mille(centre_of_ten(), {}) == 2337);
  const District district(priced());
  FacilityState bedless = centre_of_ten();
  bedless.capacity = {};
  CHECK(RunningCosts(district).break_even_per_mille(bedless, {}) == -1);
  // Nursing beds lose 500 each and others 100 each: no margin.
  const District losing(priced("4000", "3500", "2100"));
  CHECK(RunningCosts(losing).break_even_per_mille(centre_of_ten(), {}) == -1);
  // Four fen of possible margin: the figure is capped.
  const District thin(priced("4000", "2999.99", "2000"));
  CHECK(RunningCosts(thin).break_even_per_mille(centre_of_ten(), {}) == 99'999);
}

TEST_CASE("a scenario that says nothing of what a facility costs has no running costs, whatever its beds bring") {
  const District district(test::toy());
  const RunningCosts costs(district);
  FacilityState centre = centre_of_ten();
  centre.used[Resource::other_bed] = 5;
  CHECK(costs.fixed(centre) == Fen{});
  CHECK(booked(costs, {centre}).empty());
  CHECK(costs.break_even_per_mille(centre, {}) == -1);
}
