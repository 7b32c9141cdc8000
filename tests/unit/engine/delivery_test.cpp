#include "engine/allocate/delivery.hpp"

#include "engine/demand/service_demand.hpp"
#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

constexpr TownId kAlder(std::size_t{0});

/// A shock that leaves `factor` of a service in the first month.
std::function<void(Scenario&)> shaken(ShockOn on, double factor, bool shortage = false) {
  return [=](Scenario& scenario) {
    scenario.shocks.push_back({"s", on, {}, {}, scenario.start, scenario.start, factor});
    scenario.staff.shortage_cuts_delivery = shortage;
  };
}

struct Place {
  explicit Place(const std::function<void(Scenario&)>& change)
      : district(test::toy(change)), facilities(test::everything_open(district, 100)), delivery(district) {}

  void month(int month) {
    const Shocks shocks(district.scenario());
    delivery.month(Month{month}, shocks, facilities);
  }

  District district;
  std::vector<FacilityState> facilities;
  Delivery delivery;
  FacilityId centre = test::facility_named(district, "centre-alder");
  ServiceId visits = test::service_named(district.scenario(), "home_visits");
  ServiceId day_care = test::service_named(district.scenario(), "day_care");
};

}  // namespace

TEST_CASE("a service that a shock stops is not given to those who hold a place, and is when it is over") {
  Place place(shaken(ShockOn::home_services, 0));
  place.facilities[place.centre.index()].used[Resource::visit_minutes] = 60;
  place.month(0);
  CHECK(place.delivery.of(kAlder, place.visits) == 0);
  CHECK(place.delivery.stops());
  CHECK(place.delivery.stops(place.centre, place.visits));
  CHECK_FALSE(place.delivery.stops(place.centre, place.day_care));
  place.month(1);
  CHECK(place.delivery.of(kAlder, place.visits) == 1000);
  CHECK_FALSE(place.delivery.stops());
  CHECK_FALSE(place.delivery.stops(place.centre, place.visits));
}

TEST_CASE("a part of a service that is left is something given") {
  Place place(shaken(ShockOn::home_services, 0.25));
  place.facilities[place.centre.index()].used[Resource::visit_minutes] = 60;
  place.month(0);
  CHECK(place.delivery.of(kAlder, place.visits) == 250);
  CHECK_FALSE(place.delivery.stops());
}

TEST_CASE("too few carers give less, and a centre without any gives nothing, where the scenario says so") {
  for (const bool shortage : {false, true}) {
    Place place(shaken(ShockOn::building, 1, shortage));
    FacilityState& centre = place.facilities[place.centre.index()];
    centre.used[Resource::visit_minutes] = 80;
    centre.staffed[Resource::visit_minutes] = 20;
    place.month(0);
    CHECK(place.delivery.of(kAlder, place.visits) == (shortage ? 250 : 1000));
    centre.hub_working = false;
    place.month(0);
    CHECK(place.delivery.of(kAlder, place.visits) == (shortage ? 0 : 1000));
    CHECK(place.delivery.stops(place.centre, place.visits) == shortage);
  }
}

TEST_CASE("three months of closed services show in everything that counts service, and are over when they are over") {
  const std::vector<std::string> closed{
      "shock.a.on=\"community_services\"", "shock.a.from=\"2021-06\"", "shock.a.to=\"2021-08\"", "shock.a.factor=0",
      "shock.b.on=\"home_services\"",      "shock.b.from=\"2021-06\"", "shock.b.to=\"2021-08\"", "shock.b.factor=0"};
  const auto scenario = test::scenario("scenarios/toy/toy.toml", closed);
  const Headline open = test::run(test::scenario("scenarios/toy/toy.toml"), 1, 1, 1, 0).front().headline;
  const Headline h = test::run(scenario, 1, 1, 1, 0).front().headline;
  const int june = test::month_of(*scenario, 2021, 6);
  const auto count = [&](const Headline& of, int month, std::size_t s, DemandCount what) {
    std::int32_t persons = 0;
    for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) persons += of.demand(month, s, g, what);
    return persons;
  };
  for (std::size_t s = 0; s < scenario->services.size(); ++s) {
    if (scenario->services[s].given_at == GivenAt::bed) continue;
    for (int month = june; month < june + 3; ++month) {
      INFO(scenario->services[s].id << " " << month);
      CHECK(count(h, month, s, DemandCount::served) == 0);
      CHECK(h.volume(month, s, Volume::delivered) == 0);
    }
    CHECK(count(h, june, s, DemandCount::holding) > 0);
    // A place is held through the closure, and served again after it.
    CHECK(count(h, june + 3, s, DemandCount::holding) == 0);
    CHECK(count(h, june + 3, s, DemandCount::served) > 0);
    CHECK(h.volume(june - 1, s, Volume::delivered) == open.volume(june - 1, s, Volume::delivered));
  }
  for (const CoverageStrength strength : {CoverageStrength::used, CoverageStrength::cared}) {
    CHECK(open.residents_covered(june, strength) > 2 * h.residents_covered(june, strength));
  }
  for (int month = 0; month < scenario->months(); ++month) {
    for (std::size_t s = 0; s < scenario->services.size(); ++s) {
      CHECK(count(h, month, s, DemandCount::seeking) ==
            count(h, month, s, DemandCount::served) + count(h, month, s, DemandCount::holding) + count(h, month, s, DemandCount::waiting));
    }
    CHECK(h.residents_covered(month, CoverageStrength::cared) <= h.residents_covered(month, CoverageStrength::used));
  }
  CHECK(open.residents == h.residents);
}
