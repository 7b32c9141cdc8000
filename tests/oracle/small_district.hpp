#pragma once
/// Random small districts for the allocation tests: a few towns, settlements, homes, hubs and spokes, no people.
#include <random>

#include "model/places/zones.hpp"
#include "model/scenario.hpp"

namespace eldercast::test {

[[nodiscard]] Scenario small_district(std::mt19937& random);
/// Every town a zone of its own.
[[nodiscard]] Zones zone_a_town(const Scenario& scenario);

}  // namespace eldercast::test
