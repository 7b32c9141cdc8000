#pragma once
/// Own money that towns have for elderly care in a year, besides a share of their programme.
#include <vector>

#include "engine/random/keyed.hpp"
#include "model/district.hpp"

namespace eldercast {

/// By town, fen in the run's first calendar year: FinanceParameters::town_money or street_money times 1 - p + p x residents of all ages at
/// the second census / mean of its kind, with p = money_by_population, times exp(money_spread x z), z standard normal by the town's key.
[[nodiscard]] std::vector<Fen> town_income(const District& district, StreamKey stream);

}  // namespace eldercast
