#pragma once
/// The reference population: every resident, month by month, with numbers of its own. Slow and obvious.
#include <array>
#include <cstdint>
#include <random>
#include <span>

#include "api/slots.hpp"
#include "model/district.hpp"

namespace eldercast::test {

/// What is compared at the end of a run.
struct PopulationEnd {
  PerEnum<Need, double> residents;  ///< aged 60 and over
  double deaths = 0;                ///< of residents
  double in_streets = 0;            ///< residents
};

/// Hazards of a month under the dated shocks of the scenario, written out case by case.
[[nodiscard]] Hazards shaken_by_hand(Hazards hazards, Need need, const Scenario& scenario, YearMonth month);

/// Probabilities of a month of somebody aged `age_months`: of each life event, and that none happens, the last.
using MonthChances = std::array<double, 6>;
/// By the hazards, and by what rules say of health in every month, for all towns.
[[nodiscard]] MonthChances month_chances(const Hazards& hazards, Need need, int age_months, std::span<const HealthChange> said);

/// One life of the whole base population.
[[nodiscard]] PopulationEnd scan_months(const District& district, std::mt19937_64& random, std::span<const HealthChange> said = {});

/// The expectation of the same, without any random number: the probabilities of all states, carried forward month by month.
[[nodiscard]] PopulationEnd expected_states(const District& district, std::span<const HealthChange> said = {});

}  // namespace eldercast::test
