#pragma once
/// Random small districts with people, projects, carers, prices and money, for the slow engine.
#include <memory>
#include <random>

#include "model/scenario.hpp"

namespace eldercast::test {

/// A few towns with some five hundred residents, for one to two years. `base` lends its rates of death, disability and moves.
[[nodiscard]] std::shared_ptr<const Scenario> random_district(std::mt19937& random, const Scenario& base);

}  // namespace eldercast::test
