#include "scenario/checks/sums.hpp"

#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "model/people/town_people.hpp"
#include "scenario/checks/people_text.hpp"
#include "scenario/parameters/parameter_value.hpp"

namespace eldercast {
namespace {

constexpr double kTolerated = 0.01;
constexpr std::size_t kTownsNamed = 4;

std::string note(const Scenario& scenario, YearMonth month, double towns, double census, double Town::*own) {
  std::string text = fmt::format(
      "people at the census of {}: the table of towns has {}, the table of the census {}. The census is the total of the district, "
      "and towns share it by their numbers:",
      year_month_text(month), people_text(towns), people_text(census));
  for (std::size_t i = 0; i < scenario.towns.size() && i < kTownsNamed; ++i) {
    const Town& town = scenario.towns[i];
    text += fmt::format("{} {} gets {} for its {}", i == 0 ? "" : ",", town.name_en, people_text(town.*own * census / towns),
                        people_text(town.*own));
  }
  if (scenario.towns.size() > kTownsNamed) text += " ...";
  return text + (towns > census ? ". If a town was added to the towns, add its people to the census, too"
                                : ". If people were added to the census, add them to a town, too");
}

/// Where every town has its own number of older people they need not add up to the census.
std::optional<std::string> note_on_60plus(const Scenario& scenario) {
  double own = 0;
  for (const Town& town : scenario.towns) {
    if (!town.residents_60_plus) return std::nullopt;
    own += *town.residents_60_plus;
  }
  const double census = census_60plus(scenario);
  if (std::abs(own - census) <= kTolerated * census) return std::nullopt;
  return fmt::format(
      "people aged 60 and over at the census of {}: towns have {} by their own numbers, the table of the census {}. The census is the "
      "total of the district, and towns share it by their numbers",
      year_month_text(scenario.population.second_census), people_text(own), people_text(census));
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
  if (auto note = note_on_60plus(scenario)) notes.push_back(std::move(*note));
  return notes;
}

}  // namespace eldercast
