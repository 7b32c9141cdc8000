#pragma once
/// How the people of a district are shared by its towns.
#include <vector>

#include "model/scenario.hpp"

namespace eldercast {

/// Residents of all ages of a town in a month: geometric between the two censuses, and beyond them.
[[nodiscard]] double town_population(const Town& town, const PopulationParameters& population, YearMonth month);

/// People of the district aged 60 and over at the second census.
[[nodiscard]] double census_60plus(const Scenario& scenario);

/// By town, people aged 60 and over at the second census: Town::residents_60_plus, and of what these leave of census_60plus() a part in
/// proportion to the town's people times the share of its kind. Where every town has a number of its own they share the census by them.
[[nodiscard]] std::vector<double> town_60plus_at_census(const Scenario& scenario);

/// By town, in proportion to which the older people of the district live in them in a month: town_60plus_at_census(), growing as
/// town_population() does.
[[nodiscard]] std::vector<double> town_weights_60plus(const Scenario& scenario, YearMonth month);

}  // namespace eldercast
