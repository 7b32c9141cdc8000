#include "engine/operate/operators.hpp"

#include "engine/operate/closures.hpp"
#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

constexpr Fen kCost = yuan(std::int64_t{1'000});

/// Stations that cost 1,000 yuan a month by management alone, all in the hands of social operators who bear about half of it for a year.
struct Houses {
  explicit Houses(const std::function<void(Scenario&)>& change = {})
      : district(test::toy([&](Scenario& scenario) {
          scenario.finance.upkeep_per_m2 = scenario.finance.bed_upkeep = {};
          for (FacilityStandard& standard : scenario.standards) standard.management = kCost;
          scenario.operation.exit_loss_share = 0.5;
          scenario.operation.patience_months = 12;
          scenario.operation.own_income_share = 0;
          if (change) change(scenario);
        })),
        facilities(test::everything_open(district, 0)),
        running(district),
        operators(district),
        subsidies(facilities.size()) {
    for (FacilityState& facility : facilities) {
      facility.run_by = RunBy::social;
      facility.hub_working = false;
    }
    operators.start(stream_key(1, 0), facilities);
  }

  /// Months until the first operator leaves, at most 60.
  int until_one_leaves() {
    for (int month = 0; month < 60; ++month) {
      if (!operators.leave(Month{month}, facilities).empty()) return month;
      operators.account(running, subsidies, facilities);
      const auto asks = operators.asks(facilities);
      for (const Operators::Ask& ask : asks) operators.answer(ask.facility, pays);
    }
    return 60;
  }

  District district;
  std::vector<FacilityState> facilities;
  RunningCosts running;
  Operators operators;
  std::vector<Fen> subsidies;
  bool pays = false;
};

}  // namespace

TEST_CASE("an operator who loses everything leaves after a year's account and its patience, one whose cost is paid stays") {
  Houses losing;
  const int left = losing.until_one_leaves();
  CHECK(left >= 12);
  CHECK(left < 30);
  Houses paid;
  std::fill(paid.subsidies.begin(), paid.subsidies.end(), kCost);
  CHECK(paid.until_one_leaves() == 60);
}

TEST_CASE("more subsidy never makes an operator leave earlier") {
  int before = 0;
  for (const double part : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
    Houses houses;
    std::fill(houses.subsidies.begin(), houses.subsidies.end(), Fen{static_cast<std::int64_t>(100'000 * part)});
    const int left = houses.until_one_leaves();
    CHECK(left >= before);
    before = left;
  }
  CHECK(before == 60);
}

TEST_CASE("own income counts as a subsidy does") {
  CHECK(Houses([](Scenario& scenario) { scenario.operation.own_income_share = 1; }).until_one_leaves() == 60);
}

TEST_CASE("a town that pays what its operator does not bear keeps it, and the amount is a twelfth of a year's") {
  const auto tops_up = [](Scenario& scenario) { scenario.operation.top_up_share = 1; };
  Houses houses(tops_up);
  houses.pays = true;
  CHECK(houses.until_one_leaves() == 60);
  Houses unpaid(tops_up);
  CHECK(unpaid.until_one_leaves() < 30);
  const auto asks = houses.operators.asks(houses.facilities);
  REQUIRE_FALSE(asks.empty());
  for (const Operators::Ask& ask : asks) {
    CHECK(ask.amount > Fen{});
    CHECK(ask.amount < kCost);
  }
}

TEST_CASE("a centre and its stations have one account: what it earns keeps them") {
  Houses houses;
  const FacilityId centre = test::facility_named(houses.district, "centre-alder");
  const FacilityId station = test::facility_named(houses.district, "station-alder-1");
  for (const FacilityId one : {centre, station}) houses.facilities[one.index()].hub_working = true;
  houses.subsidies[centre.index()] = kCost * 20;
  for (int month = 0; month < 48; ++month) {
    for (const FacilityId left : houses.operators.leave(Month{month}, houses.facilities)) {
      CHECK(left != centre);
      CHECK(left != station);
    }
    houses.operators.account(houses.running, houses.subsidies, houses.facilities);
  }
  CHECK(houses.facilities[station.index()].run_by == RunBy::social);
  CHECK(houses.operators.takes(station, houses.facilities[station.index()].town));
}

TEST_CASE("what nobody runs for a year is given up with the yearly share, and nothing else is") {
  Houses never;
  Houses always([](Scenario& scenario) { scenario.operation.closes_per_year = 1; });
  for (Houses* const houses : {&never, &always}) {
    const int left = houses->until_one_leaves();
    CHECK(houses->operators.given_up(Month{left + 11}, houses->facilities).empty());
    const bool given_up = !houses->operators.given_up(Month{left + 12}, houses->facilities).empty();
    CHECK(given_up == (houses == &always));
  }
}

TEST_CASE("a facility closes for good by plan, and for a time by a shock, and opens again with what it had") {
  const District district(test::toy([](Scenario& scenario) {
    scenario.existing.front().closes = scenario.start + 3;
    scenario.shocks.push_back({"flood", ShockOn::facilities, {}, FacilityKind::care_home, scenario.start + 1, scenario.start + 2, 0});
  }));
  std::vector<FacilityState> facilities = test::everything_open(district, 7);
  const Shocks shocks(district.scenario());
  Closures closures(district);
  closures.start();
  const auto month = [&](int m) {
    const std::size_t opened = closures.reopen(Month{m}, shocks, facilities).size();
    std::vector<FacilityId> due;
    for (const FacilityId id : closures.due(Month{m}, shocks, facilities)) due.push_back(id);
    for (const FacilityId id : due) closures.close(id, closures.by_own_row(id, Month{m}), facilities);
    return std::pair(opened, due.size());
  };
  const auto homes = static_cast<std::size_t>(std::count_if(
      facilities.begin(), facilities.end(), [](const FacilityState& facility) { return facility.kind == FacilityKind::care_home; }));
  CHECK(month(0) == std::pair<std::size_t, std::size_t>{0, 0});
  CHECK(month(1) == std::pair<std::size_t, std::size_t>{0, homes});
  CHECK(month(2) == std::pair<std::size_t, std::size_t>{0, 0});
  for (const FacilityState& facility : facilities) {
    if (facility.kind == FacilityKind::care_home) CHECK(facility.capacity[Resource::other_bed] == 0);
  }
  CHECK(month(3) == std::pair<std::size_t, std::size_t>{homes, 1});
  CHECK(facilities.front().status == FacilityStatus::closed);
  for (const FacilityState& facility : facilities) {
    if (facility.kind == FacilityKind::care_home) CHECK(facility.capacity[Resource::other_bed] == 7);
  }
  CHECK(month(4) == std::pair<std::size_t, std::size_t>{0, 0});
}

TEST_CASE("residents of a home that closes wait and are placed again, and population is as it was") {
  const auto home = test::scenario("scenarios/toy/toy.toml");
  const std::vector<std::string> flood{"shock.f.on=\"facilities\"", "shock.f.kind=\"care_home\"", "shock.f.from=\"2019-06\"",
                                       "shock.f.to=\"2019-08\"", "shock.f.factor=0"};
  const Headline calm = test::run(home, 1, 1, 1, 0).front().headline;
  const Headline h = test::run(test::scenario("scenarios/toy/toy.toml", flood), 1, 1, 1, 0).front().headline;
  const int june = test::month_of(*home, 2019, 6);
  const auto beds = [](const Headline& of, int month, BedCount count) {
    return of.beds(month, BedType::nursing, count) + of.beds(month, BedType::other, count);
  };
  CHECK(h.facility_flows(0, FacilityFlow::closed) == 3);
  CHECK(h.facility_flows(0, FacilityFlow::reopened) == 3);
  CHECK(beds(h, june, BedCount::occupied) < beds(calm, june, BedCount::occupied));
  CHECK(beds(h, june + 3, BedCount::open) == beds(calm, june + 3, BedCount::open));
  CHECK(beds(h, june + 3, BedCount::occupied) > beds(h, june, BedCount::occupied));
  std::int32_t displaced = 0;
  for (std::size_t s = 0; s < home->services.size(); ++s) displaced += h.displaced(0, s);
  CHECK(displaced > 0);
  CHECK(h.residents == calm.residents);
  CHECK(h.life_flows == calm.life_flows);
}
