#include "study/schedule/limits.hpp"

#include <algorithm>

namespace eldercast {

BuildLimits limits_of_plan(const Choices& choices) {
  const Openings plan = choices.plan_openings();
  const std::vector<std::int32_t> count = openings_by_year(choices, plan);
  const std::int32_t most = count.empty() ? 0 : *std::max_element(count.begin(), count.end());
  return {money_by_year(choices, plan), std::vector<std::int32_t>(count.size(), most), true};
}

std::vector<Fen> money_by_year(const Choices& choices, const Openings& openings) {
  std::vector<Fen> out(static_cast<std::size_t>(choices.years));
  for (std::size_t i = 0; i < openings.size(); ++i) {
    if (openings[i].built()) out[choices.year_of(openings[i].month)] += choices.movable[i].cost(openings[i]);
  }
  return out;
}

std::vector<std::int32_t> openings_by_year(const Choices& choices, const Openings& openings) {
  std::vector<std::int32_t> out(static_cast<std::size_t>(choices.years));
  for (const PlannedOpening& opening : openings) {
    if (opening.built()) ++out[choices.year_of(opening.month)];
  }
  return out;
}

Fen cost_of(const Choices& choices, const Openings& openings) {
  Fen out;
  for (std::size_t i = 0; i < openings.size(); ++i) out += choices.movable[i].cost(openings[i]);
  return out;
}

bool feasible(const Choices& choices, const BuildLimits& limits, const Openings& openings) {
  for (std::size_t i = 0; i < openings.size(); ++i) {
    const Month month = openings[i].month;
    if (openings[i].built() && (month < choices.earliest[i] || choices.last < month)) return false;
  }
  const std::vector<Fen> spent = money_by_year(choices, openings);
  const std::vector<std::int32_t> opened = openings_by_year(choices, openings);
  Fen left;
  for (std::size_t year = 0; year < spent.size(); ++year) {
    left = limits.carry_over ? left + limits.money[year] - spent[year] : limits.money[year] - spent[year];
    if (left < Fen{} || opened[year] > limits.openings[year]) return false;
  }
  return true;
}

}  // namespace eldercast
