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

Text note(const Scenario& scenario, YearMonth month, double towns, double census, double Town::*own) {
  Text text{fmt::format("{}人口普查：镇街表合计{}人，普查表{}人。全区以普查表为准，各镇街按自身人数分摊：", year_month_text(month),
                        people_text(towns), people_text(census)),
            fmt::format("people at the census of {}: the table of towns has {}, the table of the census {}. The census is the total of the "
                        "district, and towns share it by their numbers:",
                        year_month_text(month), people_text(towns), people_text(census))};
  for (std::size_t i = 0; i < scenario.towns.size() && i < kTownsNamed; ++i) {
    const Town& town = scenario.towns[i];
    const std::string gets = people_text(town.*own * census / towns);
    text.zh += fmt::format("{}{}{}人得{}人", i == 0 ? "" : "，", town.name_zh, people_text(town.*own), gets);
    text.en += fmt::format("{} {} gets {} for its {}", i == 0 ? "" : ",", town.name_en, gets, people_text(town.*own));
  }
  if (scenario.towns.size() > kTownsNamed) {
    text.zh += "……";
    text.en += " ...";
  }
  text.zh += towns > census ? "。若镇街表新增了镇街，请把其人口也加进普查表" : "。若普查表加了人口，请也加到某个镇街";
  text.en += towns > census ? ". If a town was added to the towns, add its people to the census, too"
                            : ". If people were added to the census, add them to a town, too";
  return text;
}

/// Where every town has its own number of older people they need not add up to the census.
std::optional<Text> note_on_60plus(const Scenario& scenario) {
  double own = 0;
  for (const Town& town : scenario.towns) {
    if (!town.residents_60_plus) return std::nullopt;
    own += *town.residents_60_plus;
  }
  const double census = census_60plus(scenario);
  if (std::abs(own - census) <= kTolerated * census) return std::nullopt;
  const std::string month = year_month_text(scenario.population.second_census);
  return Text{
      fmt::format("{}人口普查的60岁及以上人口：各镇街自报合计{}人，普查表{}人。全区以普查表为准，各镇街按自报数分摊", month,
                  people_text(own), people_text(census)),
      fmt::format("people aged 60 and over at the census of {}: towns have {} by their own numbers, the table of the census {}. The "
                  "census is the total of the district, and towns share it by their numbers",
                  month, people_text(own), people_text(census))};
}

}  // namespace

std::vector<Text> notes_on_sums(const Scenario& scenario) {
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
  std::vector<Text> notes;
  const auto look = [&](YearMonth month, double towns, double census, double Town::*own) {
    if (std::abs(towns - census) > kTolerated * census) notes.push_back(note(scenario, month, towns, census, own));
  };
  look(scenario.population.first_census, towns_first, first, &Town::population_2010);
  look(scenario.population.second_census, towns_second, second, &Town::population_2020);
  if (auto note = note_on_60plus(scenario)) notes.push_back(std::move(*note));
  return notes;
}

}  // namespace eldercast
