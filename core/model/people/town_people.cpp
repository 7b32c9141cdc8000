#include "model/people/town_people.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace eldercast {
namespace {

double share_of_kind(const Town& town, const PopulationParameters& population) {
  return town.kind == TownKind::street ? population.street_share_60plus : population.town_share_60plus;
}

bool has_own_number(const Town& town) { return town.residents_60_plus.has_value(); }

}  // namespace

double town_population(const Town& town, const PopulationParameters& population, YearMonth month) {
  const double years = (population.second_census - population.first_census) / 12.0;
  const double part = (month - population.first_census) / 12.0 / years;
  return town.population_2010 * std::pow(town.population_2020 / town.population_2010, part);
}

double census_60plus(const Scenario& scenario) {
  double sum = 0;
  for (const CensusGroup& group : scenario.census) {
    if (group.age_from >= 60) sum += static_cast<double>(group.population_second);
  }
  return sum;
}

std::vector<double> town_60plus_at_census(const Scenario& scenario) {
  std::vector<double> people;
  double own = 0;
  double weights = 0;
  for (const Town& town : scenario.towns) {
    people.push_back(town.residents_60_plus.value_or(town.population_2020 * share_of_kind(town, scenario.population)));
    (has_own_number(town) ? own : weights) += people.back();
  }
  const double census = census_60plus(scenario);
  for (std::size_t t = 0; t < people.size(); ++t) {
    if (weights == 0) {
      people[t] *= census / own;
    } else if (!has_own_number(scenario.towns[t])) {
      people[t] *= std::max(census - own, 0.0) / weights;
    }
  }
  return people;
}

std::vector<double> town_weights_60plus(const Scenario& scenario, YearMonth month) {
  const bool own = std::any_of(scenario.towns.begin(), scenario.towns.end(), has_own_number);
  const std::vector<double> at_census = own ? town_60plus_at_census(scenario) : std::vector<double>{};
  std::vector<double> weights;
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
    const Town& town = scenario.towns[t];
    const double people = town_population(town, scenario.population, month);
    // Without a number of their own the two factors that all towns share are left out, so that no rounding comes in.
    weights.push_back(own ? at_census[t] * (people / town.population_2020) : people * share_of_kind(town, scenario.population));
  }
  return weights;
}

}  // namespace eldercast
