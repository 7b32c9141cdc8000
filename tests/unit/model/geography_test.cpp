#include "model/places/geography.hpp"
#include "model/places/network.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

TEST_CASE("great-circle distances") {
  // One degree of a meridian is 111.195 km on a sphere of 6,371.0088 km.
  CHECK(great_circle_m({106.0, 29.0}, {106.0, 30.0}) == Approx(111195).margin(1));
  // Along the parallel of 29 degrees it is shorter by the cosine.
  CHECK(great_circle_m({106.0, 29.0}, {107.0, 29.0}) == Approx(111195 * 0.8746197).margin(10));
  CHECK(great_circle_m({106.0, 29.0}, {106.0, 29.0}) == 0);
}

TEST_CASE("travel takes the detour and the speed of its kind") {
  NetworkParameters network;
  network.detour_factor = 1.4;
  network.walk_m_per_s = 0.9;
  network.road_km_per_h = 25;
  CHECK(travel_seconds(900, true, network) == 1400);
  CHECK(travel_seconds(1000, false, network) == Approx(201.6).margin(1));
}

TEST_CASE("assumed positions keep the town's middle and size") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  const std::vector<Position> positions = settlement_positions(*scenario);
  for (std::size_t s = 0; s < positions.size(); ++s) {
    const Town& town = scenario->towns[scenario->settlements[s].town.index()];
    const double radius_m = 1000 * std::sqrt(town.area_km2 / 3.14159265) * scenario->network.spread_share;
    CHECK(great_circle_m(positions[s], {town.lon, town.lat}) <= radius_m * 1.001);
  }
}

TEST_CASE("nearby facilities are in reach, of the own town, nearest first") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  const Network network(*scenario);
  for (std::size_t s = 0; s < scenario->settlements.size(); ++s) {
    for (std::size_t v = 0; v < scenario->services.size(); ++v) {
      std::int32_t before = 0;
      for (const NearbyFacility& near : network.own(SettlementId(s), ServiceId(v))) {
        CHECK(network.facilities()[near.facility.index()].town == scenario->settlements[s].town);
        CHECK(near.seconds <= scenario->services[v].reach_minutes * 60);
        CHECK(near.seconds >= before);
        before = near.seconds;
      }
      for (const NearbyFacility& near : network.overflow(SettlementId(s), ServiceId(v))) {
        CHECK(network.facilities()[near.facility.index()].town != scenario->settlements[s].town);
        CHECK(near.seconds <= scenario->network.overflow_minutes * 60);
        CHECK(scenario->services[v].overflow);
      }
    }
  }
}
