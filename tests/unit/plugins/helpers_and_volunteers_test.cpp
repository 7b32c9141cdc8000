#include "staffing_helpers_and_volunteers/rule.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using helpers_and_volunteers::HelpersAndVolunteers;

namespace {

constexpr YearMonth kApril(2020, 4);

HelpersAndVolunteers::Parameters everybody_stays() {
  auto parameters = defaults_of<HelpersAndVolunteers>();
  parameters.pass_share = 1;
  parameters.turnover_per_year = 0;
  return parameters;
}

void add_points(SmallDistrict& district, TownId town, int points) {
  for (int i = 0; i < points; ++i) district.add(FacilityKind::village_point, town, false, 0);
}

FacilityId add_hub(SmallDistrict& district, TownId town, int opened = 0) {
  const auto hub = district.add(FacilityKind::town_centre, town, true, opened);
  district[hub].hub_working = true;
  return hub;
}

/// The flows of a month, with the staff moved as the engine does.
MonthFlows step(HelpersAndVolunteers& rule, SmallDistrict& district, YearMonth when) {
  MonthFlows flows;
  const auto view = district.view(when);
  rule.staff(view, {flows.staff.slots(), flows.hires.slots(), flows.training.slots(), flows.staff_changes.slots()});
  for (const auto& flow : flows.staff.flows()) {
    auto& stock = district.towns[flow.town.index()].staff[flow.role];
    CHECK(flow.left <= stock);
    stock += flow.hired - flow.left;
  }
  rule.pay(view, {flows.postings.slots(), flows.evaluations.slots(), flows.figures.slots()});
  return flows;
}

TrainingFlow course_of(const MonthFlows& flows, Role role) {
  for (const auto& flow : flows.training.flows()) {
    if (flow.role == role) return flow;
  }
  return {.role = role};
}

Fen paid(const MonthFlows& flows, Payer payer, Purpose purpose, std::string_view clause) {
  Fen sum;
  for (const auto& posting : flows.postings.flows()) {
    CHECK(posting.town.valid());
    CHECK(posting.relieves == Relieves::nobody);
    if (posting.payer == payer && posting.purpose == purpose && posting.clause == clause) sum += posting.amount;
  }
  return sum;
}

}  // namespace

TEST_CASE("helpers: the town of the README") {
  SmallDistrict district;
  const auto town = district.add_town(4000);
  add_points(district, town, 25);
  add_hub(district, town);
  HelpersAndVolunteers rule(everybody_stays());
  CHECK(step(rule, district, YearMonth(2020, 3)).training.flows().empty());

  std::vector<std::int32_t> entered, helpers, volunteers;
  std::vector<std::int64_t> allowance, courses;
  for (int i = 0; i < 6; ++i) {
    const auto flows = step(rule, district, kApril + i);
    entered.push_back(course_of(flows, Role::helper).entered);
    helpers.push_back(district.towns[0].staff[Role::helper]);
    volunteers.push_back(district.towns[0].staff[Role::volunteer]);
    allowance.push_back(paid(flows, Payer::town_government, Purpose::allowance, "O2").value / 100);
    courses.push_back(paid(flows, Payer::district_budget, Purpose::training, "W2").value / 100);
    const auto family = course_of(flows, Role::family_carer);
    CHECK(family.entered == (i % 3 == 0 ? 10 : 0));
    CHECK(family.graduated == family.entered);
  }
  CHECK(entered == std::vector<std::int32_t>{20, 0, 0, 5, 0, 0});
  CHECK(helpers == std::vector<std::int32_t>{0, 20, 20, 20, 25, 25});
  CHECK(volunteers == std::vector<std::int32_t>{34, 68, 102, 136, 170, 200});
  CHECK(allowance == std::vector<std::int64_t>{0, 0, 6000, 6000, 6000, 7500});
  CHECK(courses == std::vector<std::int64_t>{8000, 0, 0, 3500, 0, 0});
}

TEST_CASE("helpers: the district trains for towns without a working hub, most unfilled posts first") {
  SmallDistrict district;
  const auto small = district.add_town(4000);
  const auto large = district.add_town(4000);
  const auto also_large = district.add_town(4000);
  const auto with_hub = district.add_town(4000);
  add_points(district, small, 3);
  add_points(district, large, 6);
  add_points(district, also_large, 6);
  add_points(district, with_hub, 4);
  add_hub(district, with_hub);
  const auto idle = add_hub(district, small);
  district[idle].hub_working = false;
  district.towns[large.index()].key = 9;
  district.towns[also_large.index()].key = 8;
  HelpersAndVolunteers rule(everybody_stays());
  const auto april = step(rule, district, kApril);
  CHECK(course_of(april, Role::helper).entered == 14);
  step(rule, district, kApril + 1);
  const auto helpers = [&](TownId town) { return district.towns[town.index()].staff[Role::helper]; };
  CHECK(helpers(also_large) == 6);
  CHECK(helpers(large) == 4);
  CHECK(helpers(small) == 0);
  CHECK(helpers(with_hub) == 4);
  // The rest comes with the next quarter.
  for (int i = 2; i < 5; ++i) step(rule, district, kApril + i);
  CHECK(helpers(large) == 6);
  CHECK(helpers(small) == 3);
}

TEST_CASE("helpers: who fails is not hired and somebody else is trained") {
  SmallDistrict district;
  const auto town = district.add_town(4000);
  add_points(district, town, 1000);
  add_hub(district, town);
  auto parameters = everybody_stays();
  parameters.pass_share = 0.88;
  parameters.helpers_per_hub_quarter = 1000;
  HelpersAndVolunteers rule(parameters);
  step(rule, district, kApril);
  const auto course = course_of(step(rule, district, kApril + 1), Role::helper);
  // Standard deviation 10.3.
  CHECK(course.graduated == Approx(880).margin(40));
  CHECK(course.graduated + course.dropped_out == 1000);
  CHECK(district.towns[0].staff[Role::helper] == course.graduated);
  for (int i = 2; i < 4; ++i) step(rule, district, kApril + i);
  CHECK(district.towns[0].staff[Role::helper] < 1000);
  step(rule, district, kApril + 4);
  CHECK(district.towns[0].staff[Role::helper] > 970);
}

TEST_CASE("helpers: a fifth leaves within a year, none before the first month") {
  SmallDistrict district;
  const auto town = district.add_town(4000);
  district.towns[0].staff[Role::helper] = 10'000;
  HelpersAndVolunteers rule(defaults_of<HelpersAndVolunteers>());
  for (int i = -3; i < 0; ++i) CHECK(step(rule, district, kApril + i).postings.flows().empty());
  CHECK(district.towns[town.index()].staff[Role::helper] == 10'000);
  for (int i = 0; i < 12; ++i) step(rule, district, kApril + i);
  // Standard deviation 40.
  CHECK(district.towns[town.index()].staff[Role::helper] == Approx(8000).margin(160));
}

TEST_CASE("helpers: nobody is hired for a point that has closed, and its volunteers leave step by step") {
  SmallDistrict district;
  const auto town = district.add_town(4000);
  add_points(district, town, 1);
  add_hub(district, town);
  district.towns[0].staff[Role::volunteer] = 8;
  HelpersAndVolunteers rule(everybody_stays());
  CHECK(course_of(step(rule, district, kApril), Role::helper).entered == 1);
  district.facilities[0].status = FacilityStatus::closed;
  const auto may = step(rule, district, kApril + 1);
  CHECK(course_of(may, Role::helper).graduated == 1);
  CHECK(district.towns[0].staff[Role::helper] == 0);
  CHECK(district.towns[0].staff[Role::volunteer] == 6);
}

TEST_CASE("helpers: a district without points and hubs has none") {
  SmallDistrict district;
  district.add_town(0);
  HelpersAndVolunteers rule(defaults_of<HelpersAndVolunteers>());
  const auto flows = step(rule, district, kApril);
  CHECK(flows.staff.flows().empty());
  CHECK(flows.training.flows().empty());
  CHECK(flows.postings.flows().empty());
}
