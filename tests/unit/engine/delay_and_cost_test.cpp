// One project that is late by itself, and shocks on the cost of building.
#include <map>

#include "engine/build/building_site.hpp"
#include "engine/money/town_funds.hpp"
#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

/// Stations take 2 months to prepare and 4 to build, nothing was built before the run.
std::shared_ptr<const Scenario> six_months(const std::vector<Shock>& shocks = {}) {
  return test::toy([&](Scenario& scenario) {
    for (Project& project : scenario.projects) project.built = false;
    scenario.schedule.prepare_months[FacilityKind::community_station] = {2, 2, 2};
    scenario.schedule.build_months[FacilityKind::community_station] = {4, 4, 4};
    scenario.shocks = shocks;
  });
}

struct Built {
  std::vector<std::int32_t> opened;
  std::map<int, std::int64_t> cost;  ///< of the watched project, fen by month
  std::int64_t rise = 0;
  std::int64_t total = 0;  ///< ProjectState::cost at the end
};

Built build(const std::shared_ptr<const Scenario>& scenario, ProjectId watched, Delay delay = {}) {
  const District district(scenario);
  const Shocks shocks(*scenario);
  BuildingSite site(district);
  std::vector<FacilityState> facilities(district.network().facilities().size());
  site.start(stream_key(1, 0), facilities, delay);
  Built out;
  for (int m = 0; m < scenario->months(); ++m) {
    for (std::size_t p = 0; p < scenario->projects.size(); ++p) {
      if (site.asks(ProjectId(p), Month{m})) site.authorise(ProjectId(p), Month{m});
    }
    site.build(Month{m}, shocks, facilities);
    for (const ConstructionCost& cost : site.costs()) {
      if (cost.project != watched) continue;
      out.cost[m] += cost.amount.value;
      out.rise += cost.rise.value;
    }
  }
  for (std::size_t p = 0; p < scenario->projects.size(); ++p) out.opened.push_back(site.opened_in(ProjectId(p)));
  out.total = site.projects()[watched.index()].cost.value;
  return out;
}

ProjectId station(const Scenario& scenario) { return test::project_named(scenario, "station-birch-1"); }

}  // namespace

TEST_CASE("a delay makes one project open so many months later, and no other") {
  const auto scenario = six_months();
  const ProjectId late = station(*scenario);
  const Built calm = build(scenario, late);
  for (const int months : {1, 6}) {
    const Built delayed = build(scenario, late, {late, months});
    for (std::size_t p = 0; p < calm.opened.size(); ++p) {
      INFO(scenario->projects[p].id);
      CHECK(delayed.opened[p] == calm.opened[p] + (p == late.index() ? months : 0));
    }
    CHECK(delayed.total == calm.total);
    std::int64_t sum = 0;
    for (const auto& [month, fen] : delayed.cost) sum += fen;
    CHECK(sum == calm.total);
  }
}

TEST_CASE("a project that was under way when the run began is late too and one that was ready before is not") {
  const auto scenario = six_months();
  const ProjectId station_2019 = test::project_named(*scenario, "station-alder-2");
  const std::int32_t opened = build(scenario, station_2019).opened[station_2019.index()];
  REQUIRE(opened >= 0);
  CHECK(build(scenario, station_2019, {station_2019, 6}).opened[station_2019.index()] == opened + 6);
  const auto ready = test::toy([](Scenario& changed) {
    for (Project& project : changed.projects) project.built = false;
    for (Project& project : changed.projects) {
      if (project.id == "station-alder-2") project.planned_year = 2017;
    }
  });
  CHECK(build(ready, station_2019).opened[station_2019.index()] == 0);
  CHECK(build(ready, station_2019, {station_2019, 6}).opened[station_2019.index()] == 0);
}

TEST_CASE("a shock on the cost of building makes its months dearer, and the project with them") {
  const auto calm = six_months();
  const ProjectId watched = station(*calm);
  const Built before = build(calm, watched);
  const int first = before.cost.begin()->first;
  const std::int64_t quarter = before.total / 4;
  REQUIRE(before.cost == std::map<int, std::int64_t>{{first, quarter}, {first + 1, quarter}, {first + 2, quarter}, {first + 3, quarter}});
  const Shock dear{"dear", ShockOn::building_cost, {}, {}, calm->start + (first + 1), calm->start + (first + 2), 1.5};
  const Built after = build(six_months({dear}), watched);
  CHECK(after.opened == before.opened);
  CHECK(after.cost ==
        std::map<int, std::int64_t>{{first, quarter}, {first + 1, quarter * 3 / 2}, {first + 2, quarter * 3 / 2}, {first + 3, quarter}});
  CHECK(after.rise == quarter);
  CHECK(after.total == before.total + quarter);
}

TEST_CASE("a shock on one facility leaves its neighbours alone") {
  const auto calm = six_months();
  const District district(calm);
  const ProjectId watched = station(*calm);
  Shock slow{"slow", ShockOn::building, {}, {}, calm->start, calm->end, 0};
  slow.facility = test::facility_named(district, "station-birch-1");
  const Built stopped = build(six_months({slow}), watched);
  const Built before = build(calm, watched);
  for (std::size_t p = 0; p < before.opened.size(); ++p) {
    CHECK(stopped.opened[p] == (p == watched.index() ? -1 : before.opened[p]));
  }
}

TEST_CASE("a shock on towns' money shrinks what comes in and what may be borrowed and credit in use stays") {
  FinanceParameters finance;
  finance.town_share = 0.3;
  finance.credit_share = 0.4;
  const std::vector<Fen> programme{yuan(std::int64_t{1000})};
  const TownId town(std::size_t{0});
  TownFunds funds(finance, programme);
  funds.start();
  funds.receive_year(town, 500);
  CHECK(funds.can_cover(town, Fen{15'000 + 40'000}));
  CHECK_FALSE(funds.can_cover(town, Fen{15'000 + 40'001}));
  funds.limit_credit(town, 250);
  CHECK(funds.can_cover(town, Fen{15'000 + 10'000}));
  CHECK_FALSE(funds.can_cover(town, Fen{15'000 + 10'001}));
  funds.limit_credit(town, 1000);
  funds.commit(town, Fen{15'000 + 30'000});
  funds.limit_credit(town, 500);
  CHECK(funds.credit(town) == Fen{30'000});
  CHECK(funds.can_cover(town, Fen{0}));
  CHECK_FALSE(funds.can_cover(town, Fen{1}));
  funds.receive_year(town, 1000);
  CHECK(funds.can_cover(town, Fen{30'000}));
  funds.start();
  CHECK(funds.can_cover(town, Fen{40'000}));
}
