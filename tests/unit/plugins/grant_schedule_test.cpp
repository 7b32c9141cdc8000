#include "funding_grant_schedule/rule.hpp"

#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using namespace eldercast::grant_schedule;

namespace {

constexpr Fen kLot = yuan(std::int64_t{1'000'000'000});

/// A station of `area` that opens in `month`.
FacilityId add_station(SmallDistrict& district, std::int32_t area, int month) {
  if (district.towns.empty()) district.add_town(1000);
  const FacilityId id = district.add(FacilityKind::community_station, TownId(std::size_t{0}), true, month);
  district[id].floor_area_m2 = area;
  return id;
}

/// Yuan posted in each of the months 0 to `last`.
std::vector<std::int64_t> yuan_by_month(GrantSchedule& rule, SmallDistrict& district, int last) {
  std::vector<std::int64_t> out;
  for (int month = 0; month <= last; ++month) {
    MonthFlows flows;
    run_month(rule, district.view(month), flows);
    std::int64_t sum = 0;
    for (const Posting& posting : flows.postings.flows()) sum += posting.amount.value / 100;
    out.push_back(sum);
  }
  return out;
}

std::int64_t all(const std::vector<std::int64_t>& months) {
  std::int64_t sum = 0;
  for (const std::int64_t one : months) sum += one;
  return sum;
}

}  // namespace

TEST_CASE("a schedule without amounts says nothing") {
  SmallDistrict district;
  add_station(district, 300, 2);
  GrantSchedule rule(defaults_of<GrantSchedule>());
  CHECK(all(yuan_by_month(rule, district, 24)) == 0);
}

TEST_CASE("worked by hand: 800 yuan a square metre up to 400, 400 beyond, at most 300,000 a station") {
  auto parameters = defaults_of<GrantSchedule>();
  Grant& grant = parameters.grants[0];
  grant.kind = ForKind::community_station;
  grant.bands[0] = {200, {}, yuan(std::int64_t{800})};
  grant.bands[1] = {400, {}, yuan(std::int64_t{400})};
  CHECK(grant.by_area(199) == Fen{});
  CHECK(grant.by_area(200) == Fen{});
  CHECK(grant.by_area(300) == yuan(std::int64_t{100 * 800}));
  CHECK(grant.by_area(400) == yuan(std::int64_t{200 * 800}));
  CHECK(grant.by_area(650) == yuan(std::int64_t{200 * 800 + 250 * 400}));
  grant.facility_at_most = yuan(std::int64_t{200'000});
  SmallDistrict district;
  add_station(district, 300, 2);
  add_station(district, 650, 3);
  GrantSchedule rule(parameters);
  const auto months = yuan_by_month(rule, district, 12);
  CHECK(months[2] == 80'000);
  CHECK(months[3] == 200'000);
  CHECK(all(months) == 280'000);
}

TEST_CASE("by classes of area a facility gets the sum of the class in which it lies, as in Liaocheng") {
  Grant grant = defaults_of<GrantSchedule>().grants[0];
  grant.bands = {Band{300, yuan(std::int64_t{30'000}), {}}, Band{750, yuan(std::int64_t{50'000}), {}},
                 Band{1085, yuan(std::int64_t{100'000}), {}}};
  CHECK(grant.by_area(299) == Fen{});
  CHECK(grant.by_area(300) == yuan(std::int64_t{30'000}));
  CHECK(grant.by_area(1084) == yuan(std::int64_t{50'000}));
  CHECK(grant.by_area(5000) == yuan(std::int64_t{100'000}));
}

TEST_CASE("beds count up to a number, nursing beds more, and a share of the cost caps the whole") {
  Grant grant = defaults_of<GrantSchedule>().grants[0];
  grant.lump = yuan(std::int64_t{10'000});
  grant.per_bed = yuan(std::int64_t{5'000});
  grant.per_nursing_bed = yuan(std::int64_t{3'000});
  grant.beds_at_most = 20;
  FacilityState centre;
  centre.kind = FacilityKind::street_centre;
  centre.capacity[Resource::other_bed] = 30;
  centre.capacity[Resource::nursing_bed] = 12;
  CHECK(grant.amount(centre, {}) == yuan(std::int64_t{10'000 + 20 * 5'000 + 12 * 3'000}));
  grant.cost_share_at_most = 0.4;
  CHECK(grant.amount(centre, yuan(std::int64_t{200'000})) == yuan(std::int64_t{80'000}));
  CHECK(grant.amount(centre, yuan(std::int64_t{2'000'000})) == yuan(std::int64_t{146'000}));
  grant.facility_at_most = yuan(std::int64_t{50'000});
  CHECK(grant.amount(centre, yuan(std::int64_t{2'000'000})) == yuan(std::int64_t{50'000}));
}

TEST_CASE("what the year's money does not reach waits its turn and is paid in January") {
  auto parameters = defaults_of<GrantSchedule>();
  parameters.grants[0].lump = yuan(std::int64_t{100});
  parameters.grants[0].year_at_most = yuan(std::int64_t{250});
  SmallDistrict district;
  for (int k = 0; k < 4; ++k) add_station(district, 300, 3 + k);
  GrantSchedule rule(parameters);
  const auto months = yuan_by_month(rule, district, 14);
  CHECK(std::vector(months.begin() + 3, months.begin() + 7) == std::vector<std::int64_t>{100, 100, 50, 0});
  CHECK(months[12] == 150);
  CHECK(all(months) == 400);
}

TEST_CASE("pro rata those of a month share what is left, and the rest is lost") {
  auto parameters = defaults_of<GrantSchedule>();
  parameters.grants[0].lump = yuan(std::int64_t{100});
  parameters.grants[0].year_at_most = yuan(std::int64_t{250});
  parameters.grants[0].beyond = Beyond::pro_rata;
  SmallDistrict district;
  for (int k = 0; k < 5; ++k) add_station(district, 300, 3);
  GrantSchedule rule(parameters);
  const auto months = yuan_by_month(rule, district, 24);
  CHECK(months[3] == 250);
  CHECK(all(months) == 250);
}

TEST_CASE("conditions: kind of facility and of town, operator, months, and an evaluation that was passed") {
  auto parameters = defaults_of<GrantSchedule>();
  Grant& grant = parameters.grants[0];
  grant.lump = yuan(std::int64_t{1});
  SmallDistrict district;
  const FacilityId station = add_station(district, 300, 2);
  district.towns.front().kind = TownKind::street;
  const auto gets = [&](const std::function<void(Grant&)>& change) {
    auto changed = parameters;
    change(changed.grants[0]);
    GrantSchedule rule(changed);
    return all(yuan_by_month(rule, district, 24)) > 0;
  };
  CHECK(gets([](Grant& /*g*/) {}));
  CHECK(gets([](Grant& g) { g.kind = ForKind::community_station; }));
  CHECK_FALSE(gets([](Grant& g) { g.kind = ForKind::street_centre; }));
  CHECK(gets([](Grant& g) { g.town_kind = ForTown::street; }));
  CHECK_FALSE(gets([](Grant& g) { g.town_kind = ForTown::town; }));
  CHECK(gets([](Grant& g) { g.run_by = ForOperator::government; }));
  CHECK_FALSE(gets([](Grant& g) { g.run_by = ForOperator::social; }));
  CHECK_FALSE(gets([](Grant& g) { g.last_month = YearMonth(2019, 2); }));
  CHECK_FALSE(gets([](Grant& g) { g.first_month = YearMonth(2019, 4); }));
  CHECK_FALSE(gets([](Grant& g) { g.after = After::evaluation; }));
  district[station].grade = Grade::pass;
  CHECK(gets([](Grant& g) { g.after = After::evaluation; }));
  district[station].grade = Grade::fail;
  CHECK_FALSE(gets([](Grant& g) { g.after = After::evaluation; }));
}

TEST_CASE("several grants add up, each month's comes each month, and each has its payer") {
  auto parameters = defaults_of<GrantSchedule>();
  parameters.grants[0].lump = yuan(std::int64_t{1'000});
  parameters.grants[1].payer = From::district;
  parameters.grants[1].bands[0].per_m2 = yuan(std::int64_t{4});
  parameters.grants[1].paid = Paid::each_month;
  parameters.grants[1].last_month = YearMonth(2019, 8);
  SmallDistrict district;
  add_station(district, 300, 2);
  GrantSchedule rule(parameters);
  const auto months = yuan_by_month(rule, district, 24);
  CHECK(months[2] == 2'200);
  CHECK(months[7] == 1'200);
  CHECK(months[8] == 0);
  GrantSchedule again(parameters);
  MonthFlows flows;
  run_month(again, district.view(2), flows);
  REQUIRE(flows.postings.flows().size() == 2);
  CHECK(flows.postings.flows()[0].payer == Payer::city);
  CHECK(flows.postings.flows()[0].purpose == Purpose::construction);
  CHECK(flows.postings.flows()[1].payer == Payer::district_budget);
  CHECK(flows.postings.flows()[1].purpose == Purpose::running);
  CHECK(flows.postings.flows()[1].relieves == Relieves::town_government);
}

TEST_CASE("paid at the start a grant is support, as far as the year's money goes") {
  auto parameters = defaults_of<GrantSchedule>();
  parameters.grants[0].after = After::start;
  parameters.grants[0].lump = yuan(std::int64_t{100});
  parameters.grants[0].year_at_most = yuan(std::int64_t{150});
  SmallDistrict district;
  for (int k = 0; k < 3; ++k) {
    ProjectState project;
    project.key = 500 + static_cast<std::uint64_t>(k);
    project.facility = add_station(district, 300, 90);
    project.kind = FacilityKind::community_station;
    project.town = TownId(std::size_t{0});
    project.scheduled_start = Month{k};
    project.cost = kLot;
    district.projects.push_back(project);
  }
  GrantSchedule rule(parameters);
  const auto offered = [&](int month) {
    MonthFlows flows;
    run_month(rule, district.view(month), flows);
    std::vector<std::int64_t> out;
    for (const Support& support : flows.supports.flows()) out.push_back(support.amount.value / 100);
    CHECK(flows.postings.flows().empty());
    return out;
  };
  CHECK(offered(0) == std::vector<std::int64_t>{100});
  district.projects[0].status = ProjectStatus::preparing;
  CHECK(offered(1) == std::vector<std::int64_t>{50});
  // The second one did not start: its offer is said again.
  CHECK(offered(2) == std::vector<std::int64_t>{50});
  CHECK(offered(12) == std::vector<std::int64_t>{100, 50});
}
