#include <catch2/catch.hpp>

#include "engine/shock/shocks.hpp"

using namespace eldercast;

namespace {

constexpr TownId kFirst(std::size_t{0});
constexpr TownId kSecond(std::size_t{1});
constexpr FacilityKind kStation = FacilityKind::community_station;
constexpr FacilityKind kPoint = FacilityKind::village_point;

Scenario with(std::vector<Shock> shocks) {
  Scenario scenario;
  scenario.start = YearMonth(2020, 1);
  scenario.end = YearMonth(2021, 12);
  scenario.shocks = std::move(shocks);
  return scenario;
}

Shock shock(ShockOn on, double factor, YearMonth from = YearMonth(2020, 2), YearMonth to = YearMonth(2020, 4)) {
  return {"s", on, {}, {}, from, to, factor};
}

}  // namespace

TEST_CASE("a shock holds from its first month to its last, both included, and for its own sort alone") {
  const Shocks shocks(with({shock(ShockOn::building, 0.25)}));
  const std::vector<PerMille> expected{1000, 250, 250, 250, 1000};
  for (int m = 0; m < 5; ++m) {
    CHECK(shocks.factor(ShockOn::building, Month{m}) == expected[static_cast<std::size_t>(m)]);
    CHECK(shocks.any(ShockOn::building, Month{m}) == (m >= 1 && m <= 3));
    for (const ShockOn other :
         {ShockOn::bed_admission, ShockOn::community_services, ShockOn::home_services, ShockOn::carers_hired, ShockOn::carers_leaving}) {
      CHECK(shocks.factor(other, Month{m}) == 1000);
      CHECK_FALSE(shocks.any(other, Month{m}));
    }
  }
}

TEST_CASE("a shock may begin before the run and last beyond it") {
  const Shocks shocks(with({shock(ShockOn::home_services, 0.5, YearMonth(2019, 6), YearMonth(2030, 1))}));
  CHECK(shocks.factor(ShockOn::home_services, Month{0}) == 500);
  CHECK(shocks.factor(ShockOn::home_services, Month{23}) == 500);
}

TEST_CASE("a shock of one month holds in that month") {
  const Shocks shocks(with({shock(ShockOn::building, 0, YearMonth(2020, 3), YearMonth(2020, 3))}));
  CHECK(shocks.factor(ShockOn::building, Month{1}) == 1000);
  CHECK(shocks.factor(ShockOn::building, Month{2}) == 0);
  CHECK(shocks.factor(ShockOn::building, Month{3}) == 1000);
}

TEST_CASE("a shock of one town does not hold elsewhere, nor for questions without a town") {
  Shock local = shock(ShockOn::community_services, 0.4);
  local.town = kSecond;
  const Shocks shocks(with({local}));
  CHECK(shocks.factor(ShockOn::community_services, Month{2}, {kSecond}) == 400);
  CHECK(shocks.factor(ShockOn::community_services, Month{2}, {kSecond, &kStation}) == 400);
  CHECK(shocks.factor(ShockOn::community_services, Month{2}, {kFirst}) == 1000);
  CHECK(shocks.factor(ShockOn::community_services, Month{2}) == 1000);
  CHECK(shocks.any(ShockOn::community_services, Month{2}));
}

TEST_CASE("a shock of one kind of facility does not hold for others, nor for questions without a kind") {
  Shock of_kind = shock(ShockOn::building, 0.4);
  of_kind.kind = kStation;
  const Shocks shocks(with({of_kind}));
  CHECK(shocks.factor(ShockOn::building, Month{2}, {kFirst, &kStation}) == 400);
  CHECK(shocks.factor(ShockOn::building, Month{2}, {kFirst, &kPoint}) == 1000);
  CHECK(shocks.factor(ShockOn::building, Month{2}, {kFirst}) == 1000);
  CHECK(shocks.factor(ShockOn::building, Month{2}) == 1000);
}

TEST_CASE("shocks that hold together multiply, in whichever order they stand") {
  Shock local = shock(ShockOn::building, 0.5, YearMonth(2020, 3), YearMonth(2020, 6));
  local.town = kFirst;
  const Shock everywhere = shock(ShockOn::building, 0.6);
  for (const auto& order : {std::vector{local, everywhere}, std::vector{everywhere, local}}) {
    const Shocks shocks(with(order));
    CHECK(shocks.factor(ShockOn::building, Month{1}, {kFirst}) == 600);
    CHECK(shocks.factor(ShockOn::building, Month{2}, {kFirst}) == 300);
    CHECK(shocks.factor(ShockOn::building, Month{2}, {kSecond}) == 600);
    CHECK(shocks.factor(ShockOn::building, Month{4}, {kFirst}) == 500);
    CHECK(shocks.factor(ShockOn::building, Month{6}, {kFirst}) == 1000);
  }
}

TEST_CASE("factors are whole thousandths, above the normal too") {
  CHECK(Shocks(with({shock(ShockOn::building, 0.3336)})).factor(ShockOn::building, Month{1}) == 334);
  CHECK(Shocks(with({shock(ShockOn::carers_leaving, 2.5)})).factor(ShockOn::carers_leaving, Month{1}) == 2500);
  CHECK(scaled(7, 500) == 3);
  CHECK(scaled(7, 2500) == 17);
  CHECK(scaled(7, kNormal) == 7);
  CHECK(scaled(4'000'000'000'000, 999) == 3'996'000'000'000);
}
