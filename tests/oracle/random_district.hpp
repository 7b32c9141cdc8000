#pragma once
/// Random small districts with people, projects, carers, prices and money, for the slow engine.
#include <memory>
#include <random>
#include <string>

#include "model/scenario.hpp"

namespace eldercast::test {

/// A few towns with some five hundred residents, for one to two years. `base` lends its rates of death, disability and moves.
/// Carers leave and are hired by the rule staffing/care_workforce.
[[nodiscard]] std::shared_ptr<const Scenario> random_district(std::mt19937& random, const Scenario& base);

/// A parameter of a rule that the scenario lists, by the path of its row.
[[nodiscard]] double rule_value(const Scenario& scenario, const std::string& rule, const std::string& path);

}  // namespace eldercast::test
