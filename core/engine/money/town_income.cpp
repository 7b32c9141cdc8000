#include "engine/money/town_income.hpp"

#include <cmath>

#include "model/base/keys.hpp"

namespace eldercast {

std::vector<Fen> town_income(const District& district, StreamKey stream) {
  const Scenario& scenario = district.scenario();
  const FinanceParameters& finance = scenario.finance;
  PerEnum<TownKind, double> residents;
  PerEnum<TownKind, double> towns;
  for (const Town& town : scenario.towns) {
    residents[town.kind] += town.population_2020;
    towns[town.kind] += 1;
  }
  std::vector<Fen> income;
  for (const Town& town : scenario.towns) {
    const Fen of_kind = town.kind == TownKind::street ? finance.street_money : finance.town_money;
    const double size = town.population_2020 * towns[town.kind] / residents[town.kind];
    const double by_size = 1 - finance.money_by_population + finance.money_by_population * size;
    const double z = district.spreads().normal(draw(stream, entity(key_of(town.code)), DrawFor::town_money, 0)[0]);
    income.push_back(Fen{std::llround(static_cast<double>(of_kind.value) * by_size * std::exp(finance.money_spread * z))});
  }
  return income;
}

}  // namespace eldercast
