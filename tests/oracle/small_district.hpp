#pragma once
/// Random small districts for the allocation tests: a few towns, settlements, homes, hubs and spokes, no people.
#include <random>

#include "model/scenario.hpp"
#include "model/sectors.hpp"

namespace eldercast::test {

[[nodiscard]] Scenario small_district(std::mt19937& random);
/// Every town a sector of its own.
[[nodiscard]] Sectors sector_a_town(const Scenario& scenario);

}  // namespace eldercast::test
