#pragma once
/// What a schedule must keep to: money a year and openings a year.
#include <cstdint>
#include <vector>

#include "study/schedule/choices.hpp"

namespace eldercast {

/// By calendar year of the run. Money is the expected cost of the choices that open in the year; projects that cannot be moved are not
/// counted.
struct BuildLimits {
  std::vector<Fen> money;
  std::vector<std::int32_t> openings;
  bool carry_over = true;  ///< what is not spent in a year can be spent in later ones
  friend bool operator==(const BuildLimits&, const BuildLimits&) = default;
};

/// The money that the plan's own openings need in each year, and in every year as many openings as in the plan's busiest one.
[[nodiscard]] BuildLimits limits_of_plan(const Choices& choices);

/// Expected cost by calendar year.
[[nodiscard]] std::vector<Fen> money_by_year(const Choices& choices, const Openings& openings);
/// Openings by calendar year.
[[nodiscard]] std::vector<std::int32_t> openings_by_year(const Choices& choices, const Openings& openings);
/// Expected cost of all that is built.
[[nodiscard]] Fen cost_of(const Choices& choices, const Openings& openings);

/// Whether openings keep the limits, and every choice opens in a month in which it can.
[[nodiscard]] bool feasible(const Choices& choices, const BuildLimits& limits, const Openings& openings);

}  // namespace eldercast
