#include <algorithm>
#include <map>
#include <vector>

#include "engine/build/building_site.hpp"
#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

/// All stations of the toy take 2 months to prepare and 4 to build; nothing was built before the run, so that everything is planned.
/// station-birch-1 and station-cedar-1 are planned in 2020, which is month 12 to 23.
Scenario& six_months(Scenario& scenario) {
  for (Project& project : scenario.projects) project.built = false;
  scenario.schedule.prepare_months[FacilityKind::community_station] = {2, 2, 2};
  scenario.schedule.build_months[FacilityKind::community_station] = {4, 4, 4};
  return scenario;
}

std::shared_ptr<const Scenario> shaken(const std::vector<Shock>& shocks) {
  return test::toy([&](Scenario& scenario) { six_months(scenario).shocks = shocks; });
}

/// What became of each project, with every project let start as soon as it asks.
struct History {
  std::vector<std::int32_t> started;
  std::vector<std::int32_t> opened;
  std::vector<std::map<int, std::int64_t>> cost;  ///< fen by month; -1: before the run
  std::vector<std::int64_t> total;
  std::vector<std::int64_t> expected;  ///< final cost
  std::vector<std::vector<ProjectStatus>> status;

  friend bool operator==(const History&, const History&) = default;
};

History build_all(const std::shared_ptr<const Scenario>& scenario, std::uint32_t replicate = 0, Delay delay = {},
                  std::span<const PlannedOpening> openings = {}) {
  const District district(scenario);
  const Shocks shocks(*scenario);
  BuildingSite site(district);
  std::vector<FacilityState> facilities(district.network().facilities().size());
  site.start(stream_key(1, replicate), facilities, delay, openings);
  const std::size_t projects = scenario->projects.size();
  History history;
  history.started.assign(projects, -1);
  history.cost.resize(projects);
  history.total.resize(projects);
  history.status.resize(projects);
  for (const ConstructionCost& cost : site.costs_before_start()) history.cost[cost.project.index()][-1] += cost.amount.value;
  for (int m = 0; m < scenario->months(); ++m) {
    for (std::size_t p = 0; p < projects; ++p) {
      if (!site.asks(ProjectId(p), Month{m})) continue;
      site.authorise(ProjectId(p), Month{m});
      history.started[p] = m;
    }
    site.build(Month{m}, shocks, facilities);
    for (const ConstructionCost& cost : site.costs()) history.cost[cost.project.index()][m] += cost.amount.value;
    for (std::size_t p = 0; p < projects; ++p) history.status[p].push_back(site.projects()[p].status);
  }
  for (std::size_t p = 0; p < projects; ++p) {
    history.opened.push_back(site.opened_in(ProjectId(p)));
    history.expected.push_back(site.projects()[p].cost.value);
    for (const auto& [month, fen] : history.cost[p]) history.total[p] += fen;
    const FacilityState& facility = facilities[site.projects()[p].facility.index()];
    REQUIRE((facility.status == FacilityStatus::open) == (history.opened[p] >= 0));
    if (history.opened[p] >= 0) REQUIRE(facility.opened == Month{history.opened[p]});
  }
  return history;
}

Shock slow_building(const Scenario& scenario, double factor, int from, int to) {
  return {"slow", ShockOn::building, {}, {}, scenario.start + from, scenario.start + to, factor};
}

/// The project that the tests look at, and the month in which it starts if nothing is shaken.
struct Watched {
  std::size_t project;
  int start;
  std::int64_t quarter;  ///< of its cost
};
Watched station_birch() {
  const auto scenario = shaken({});
  const std::size_t p = test::project_named(*scenario, "station-birch-1").index();
  const History calm = build_all(scenario);
  REQUIRE(calm.started[p] >= 0);
  REQUIRE(calm.expected[p] % 8 == 0);
  return {p, calm.started[p], calm.expected[p] / 4};
}

using Costs = std::map<int, std::int64_t>;

}  // namespace

TEST_CASE("without shocks a project opens in its planned month, and its cost falls evenly on the months of building") {
  const auto scenario = shaken({});
  const auto [p, s, quarter] = station_birch();
  const History calm = build_all(scenario);
  CHECK(s == planned_openings(*scenario)[p].value - 6);
  CHECK(calm.opened[p] == s + 6);
  // Two months of preparation, then four of building; it opens when the last is over.
  CHECK(calm.cost[p] == Costs{{s + 2, quarter}, {s + 3, quarter}, {s + 4, quarter}, {s + 5, quarter}});
  const std::vector<ProjectStatus> of_months(calm.status[p].begin() + s - 1, calm.status[p].begin() + s + 7);
  using enum ProjectStatus;
  CHECK(of_months == std::vector<ProjectStatus>{planned, preparing, preparing, building, building, building, building, open});
}

TEST_CASE("a plan that is earlier by months opens that much earlier, and nothing begins before the run for it") {
  const auto by = [](std::int32_t months) {
    return build_all(test::toy([&](Scenario& scenario) { six_months(scenario).schedule.earlier_months = months; }));
  };
  const History plan = by(0);
  const History three = by(3);
  const History sixty = by(60);
  int moved = 0;
  for (std::size_t p = 0; p < plan.started.size(); ++p) {
    CHECK(three.expected[p] == plan.expected[p]);
    // Under way before the run: -1, and as it was.
    CHECK(three.started[p] == (plan.started[p] < 0 ? -1 : std::max(plan.started[p] - 3, 0)));
    CHECK(sixty.started[p] == std::min(plan.started[p], 0));
    if (plan.opened[p] >= 0 && plan.started[p] >= 3) {
      CHECK(three.opened[p] == plan.opened[p] - 3);
      ++moved;
    }
  }
  CHECK(moved > 2);
  const auto built = test::toy([](Scenario& scenario) {
    for (Project& project : scenario.projects) project.built = true;
    scenario.schedule.earlier_months = 60;
  });
  const auto as_reported = test::toy([](Scenario& scenario) {
    for (Project& project : scenario.projects) project.built = true;
  });
  CHECK(build_all(built) == build_all(as_reported));
}

TEST_CASE("a shock of half speed for four months delays an opening by two, and spreads the same cost") {
  const auto [p, s, quarter] = station_birch();
  const auto scenario = shaken({slow_building(*shaken({}), 0.5, s + 3, s + 6)});
  const History slow = build_all(scenario);
  // Months done by the end of: s+1 1, s+2 2, s+3 2.5, s+4 3, s+5 3.5, s+6 4, s+7 5, s+8 6.
  CHECK(slow.started[p] == s);
  CHECK(slow.opened[p] == s + 8);
  const std::int64_t eighth = quarter / 2;
  CHECK(slow.cost[p] == Costs{{s + 2, quarter}, {s + 3, eighth}, {s + 4, eighth}, {s + 5, eighth}, {s + 6, eighth}, {s + 7, quarter}});
  CHECK(slow.total[p] == 4 * quarter);
}

TEST_CASE("a shock of half speed for three months delays an opening by one and a half, seen in whole months") {
  const auto [p, s, quarter] = station_birch();
  // Done by the end of: s+1 0.5, s+2 1, s+3 1.5, s+4 2.5, s+5 3.5, s+6 4.5, s+7 5.5, s+8 6.5. Building begins when 2 are done, in s+4.
  const History slow = build_all(shaken({slow_building(*shaken({}), 0.5, s + 1, s + 3)}));
  CHECK(slow.opened[p] == s + 8);
  const std::int64_t eighth = quarter / 2;
  CHECK(slow.cost[p] == Costs{{s + 3, eighth}, {s + 4, quarter}, {s + 5, quarter}, {s + 6, quarter}, {s + 7, eighth}});
  CHECK(slow.total[p] == 4 * quarter);
}

TEST_CASE("the month in which a project is decided counts nothing, so that a shock in it delays nothing") {
  const auto [p, s, quarter] = station_birch();
  const History slow = build_all(shaken({slow_building(*shaken({}), 0, s, s)}));
  CHECK(slow.started[p] == s);
  CHECK(slow.opened[p] == s + 6);
}

TEST_CASE("a factor of 0 stops building, and costs nothing meanwhile") {
  const auto [p, s, quarter] = station_birch();
  const History stopped = build_all(shaken({slow_building(*shaken({}), 0, s + 4, s + 8)}));
  CHECK(stopped.opened[p] == s + 11);
  CHECK(stopped.cost[p] == Costs{{s + 2, quarter}, {s + 3, quarter}, {s + 9, quarter}, {s + 10, quarter}});
  CHECK(stopped.total[p] == 4 * quarter);
  const History for_good = build_all(shaken({slow_building(*shaken({}), 0, s + 4, 47)}));
  CHECK(for_good.opened[p] == -1);
  CHECK(for_good.total[p] == 2 * quarter);
  CHECK(for_good.status[p].back() == ProjectStatus::building);
}

TEST_CASE("two shocks that hold together slow building by both") {
  const auto [p, s, quarter] = station_birch();
  const auto calm = shaken({});
  Shock local = slow_building(*calm, 0.5, s + 1, s + 8);
  local.id = "local";
  local.town = calm->settlements[calm->projects[p].settlement.index()].town;
  // A quarter of the speed for eight months is two months done; the other four take four more.
  const History slow = build_all(shaken({slow_building(*calm, 0.5, s + 1, s + 8), local}));
  CHECK(slow.opened[p] == s + 12);
  CHECK(slow.total[p] == 4 * quarter);
}

TEST_CASE("a shock changes nothing for other kinds and towns, and nothing at all at factor 1 or on something else") {
  const auto calm = shaken({});
  const History unshaken = build_all(calm);
  Shock neutral = slow_building(*calm, 1, 0, 47);
  CHECK(build_all(shaken({neutral})) == unshaken);
  for (const ShockOn on :
       {ShockOn::bed_admission, ShockOn::community_services, ShockOn::home_services, ShockOn::carers_hired, ShockOn::carers_leaving}) {
    Shock other = slow_building(*calm, 0, 0, 47);
    other.on = on;
    CHECK(build_all(shaken({other})) == unshaken);
  }
  Shock of_kind = slow_building(*calm, 0.5, 0, 47);
  of_kind.kind = FacilityKind::village_point;
  Shock of_town = slow_building(*calm, 0.5, 0, 47);
  of_town.town = TownId(std::size_t{2});
  const History points = build_all(shaken({of_kind}));
  const History cedar = build_all(shaken({of_town}));
  bool point_delayed = false;
  bool cedar_delayed = false;
  for (std::size_t p = 0; p < calm->projects.size(); ++p) {
    const bool point = calm->projects[p].kind == FacilityKind::village_point;
    const bool in_cedar = calm->settlements[calm->projects[p].settlement.index()].town == *of_town.town;
    CHECK((points.cost[p] == unshaken.cost[p] && points.opened[p] == unshaken.opened[p]) != point);
    CHECK((cedar.cost[p] == unshaken.cost[p] && cedar.opened[p] == unshaken.opened[p]) != in_cedar);
    point_delayed = point_delayed || point;
    cedar_delayed = cedar_delayed || in_cedar;
  }
  CHECK(point_delayed);
  CHECK(cedar_delayed);
}

TEST_CASE("drawn durations under a shock: never earlier, never dearer, and every open project has cost what it should") {
  const auto drawn = [](const std::vector<Shock>& shocks) {
    return test::toy([&](Scenario& scenario) {
      scenario.schedule.timing = Timing::durations;
      scenario.schedule.slip_ratio = {1.2, 1.0, 1.8};
      scenario.schedule.cost_ratio = {1.1, 0.95, 1.4};
      scenario.shocks = shocks;
    });
  };
  const auto calm = drawn({});
  const auto slow = drawn({slow_building(*calm, 0.37, 6, 15)});
  int delayed = 0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    const History before = build_all(calm, replicate);
    const History after = build_all(slow, replicate);
    CHECK(after.started == before.started);
    CHECK(after.expected == before.expected);
    for (std::size_t p = 0; p < calm->projects.size(); ++p) {
      if (before.opened[p] >= 0) REQUIRE(before.total[p] == before.expected[p]);
      if (after.opened[p] >= 0) REQUIRE(after.total[p] == after.expected[p]);
      REQUIRE(after.total[p] <= before.total[p]);
      for (const auto& [month, fen] : after.cost[p]) REQUIRE(fen > 0);
      if (after.opened[p] < 0) continue;
      REQUIRE(before.opened[p] >= 0);
      REQUIRE(after.opened[p] >= before.opened[p]);
      // Ten months at 0.37 lose 6.3 months at most.
      REQUIRE(after.opened[p] <= before.opened[p] + 7);
      delayed += after.opened[p] > before.opened[p] ? 1 : 0;
    }
  }
  CHECK(delayed > 20);
}

TEST_CASE("a project under way at the start has cost its part before the run, and the shock slows only what is left") {
  // centre-alder is planned in 2019 and takes 11 months: it started in 2018.
  const auto with = [](const std::vector<Shock>& shocks) {
    return test::toy([&](Scenario& scenario) { six_months(scenario).shocks = shocks; });
  };
  const auto calm = with({});
  const std::size_t p = test::project_named(*calm, "centre-alder").index();
  const History before = build_all(calm);
  REQUIRE(before.started[p] == -1);
  REQUIRE(before.opened[p] == planned_openings(*calm)[p].value);
  const std::int64_t spent = before.cost[p].contains(-1) ? before.cost[p].at(-1) : 0;
  // Building takes 7 of the 11 months, so `opened` months of it lie in the run (the last of them in the month before the opening).
  const std::int64_t months_in_run = before.opened[p];
  CHECK(spent == before.expected[p] * std::max<std::int64_t>(7 - months_in_run, 0) / 7);
  const History stopped = build_all(with({slow_building(*calm, 0, 0, 4)}));
  CHECK(stopped.opened[p] == before.opened[p] + 5);
  CHECK((stopped.cost[p].contains(-1) ? stopped.cost[p].at(-1) : 0) == spent);
  CHECK(stopped.total[p] == before.total[p]);
}

TEST_CASE("a schedule moves a project to its month, leaves one out and changes no other") {
  const auto scenario = shaken({});
  const std::size_t moved = test::project_named(*scenario, "station-birch-1").index();
  const std::size_t left_out = test::project_named(*scenario, "station-cedar-1").index();
  const History plan = build_all(scenario);
  std::vector<PlannedOpening> openings = build_plan(*scenario);
  openings[moved].month = Month{40};
  openings[left_out] = {};
  const History changed = build_all(scenario, 0, {}, openings);
  CHECK(changed.started[moved] == 40 - 6);
  CHECK(changed.opened[left_out] == -1);
  CHECK(changed.total[left_out] == 0);
  CHECK(changed.status[left_out].back() == ProjectStatus::planned);
  for (std::size_t p = 0; p < openings.size(); ++p) {
    if (p != moved && p != left_out) CHECK(changed.opened[p] == plan.opened[p]);
  }
}

TEST_CASE("a build table in the scenario does what the same schedule does to a replicate") {
  const auto plain = shaken({});
  const std::size_t moved = test::project_named(*plain, "station-birch-1").index();
  const std::size_t left_out = test::project_named(*plain, "station-cedar-1").index();
  std::vector<PlannedOpening> openings = build_plan(*plain);
  openings[moved] = {Month{30}, 1500};
  openings[left_out].month = kNever;
  const auto tabled = test::toy([&](Scenario& scenario) {
    Project& project = six_months(scenario).projects[moved];
    project.opens = scenario.start + 30;
    project.size_percent = 150;
    scenario.projects[left_out].left_out = true;
  });
  CHECK(build_plan(*tabled) == openings);
  CHECK(build_all(tabled) == build_all(plain, 0, {}, openings));
}

TEST_CASE("a size scales places, floors and cost of one project") {
  const auto scenario = shaken({});
  const District district(scenario);
  const std::size_t p = test::project_named(*scenario, "station-birch-1").index();
  std::vector<PlannedOpening> openings = build_plan(*scenario);
  const History plan = build_all(scenario);
  openings[p].size = 1500;
  const History large = build_all(scenario, 0, {}, openings);
  CHECK(large.total[p] == plan.total[p] * 3 / 2);
  CHECK(large.opened == plan.opened);
  BuildingSite site(district);
  std::vector<FacilityState> facilities(district.network().facilities().size());
  site.start(stream_key(1, 0), facilities, {}, openings);
  const Shocks shocks(*scenario);
  for (int m = 0; m <= large.opened[p]; ++m) {
    if (site.asks(ProjectId(p), Month{m})) site.authorise(ProjectId(p), Month{m});
    site.build(Month{m}, shocks, facilities);
  }
  const FacilityState& facility = facilities[site.projects()[p].facility.index()];
  const NetworkFacility& standard = district.network().facilities()[site.projects()[p].facility.index()];
  CHECK(facility.floor_area_m2 == standard.floor_area_m2 * 3 / 2);
  for (const Resource resource : {Resource::activity_place, Resource::day_place}) {
    CHECK(facility.capacity[resource] == standard.capacity[resource] * 3 / 2);
  }
  CHECK(site.budget(ProjectId(p)).value * 2 == project_budgets(*scenario)[p].value * 3);
}
