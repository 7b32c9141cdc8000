#pragma once
/// Random small districts for the allocation tests: a few towns, settlements, homes, hubs and spokes, no people.
#include <random>

#include "model/scenario.hpp"

namespace eldercast::test {

[[nodiscard]] Scenario small_district(std::mt19937& random);

}  // namespace eldercast::test
