#include "scenario/checks/sums.hpp"

#include <cmath>

#include <fmt/format.h>

#include "scenario/parameters/parameter_value.hpp"

namespace eldercast {
namespace {

constexpr double kTolerated = 0.01;
constexpr std::size_t kTownsNamed = 4;

/// "12,345".
std::string people(double number) {
  std::string digits = fmt::format("{:.0f}", number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string note(const Scenario& scenario, YearMonth month, double towns, double census, double Town::*own) {
  std::string text = fmt::format(
      "people at the census of {}: the table of towns has {}, the table of the census {}. The census is the total of the district, "
      "and towns share it by their numbers:",
      year_month_text(month), people(towns), people(census));
  for (std::size_t i = 0; i < scenario.towns.size() && i < kTownsNamed; ++i) {
    const Town& town = scenario.towns[i];
    text += fmt::format("{} {} gets {} for its {}", i == 0 ? "" : ",", town.name_en, people(town.*own * census / towns), people(town.*own));
  }
  if (scenario.towns.size() > kTownsNamed) text += " ...";
  return text + (towns > census ? ". If a town was added to the towns, add its people to the census, too"
                                : ". If people were added to the census, add them to a town, too");
}

}  // namespace

std::vector<std::string> notes_on_sums(const Scenario& scenario) {
  double towns_first = 0;
  double towns_second = 0;
  for (const Town& town : scenario.towns) {
    towns_first += town.population_2010;
    towns_second += town.population_2020;
  }
  double first = 0;
  double second = 0;
  for (const CensusGroup& group : scenario.census) {
    first += static_cast<double>(group.population_first);
    second += static_cast<double>(group.population_second);
  }
  std::vector<std::string> notes;
  const auto look = [&](YearMonth month, double towns, double census, double Town::*own) {
    if (std::abs(towns - census) > kTolerated * census) notes.push_back(note(scenario, month, towns, census, own));
  };
  look(scenario.population.first_census, towns_first, first, &Town::population_2010);
  look(scenario.population.second_census, towns_second, second, &Town::population_2020);
  return notes;
}

}  // namespace eldercast
