#pragma once
/// The base population: every resident aged 60 and over at the start, everybody who reaches 60 within the run, and candidates for arrival,
/// as individuals.
#include <cstdint>
#include <vector>

#include "model/base/cube.hpp"
#include "model/base/untouched.hpp"
#include "model/people/cohorts.hpp"
#include "model/people/resident.hpp"
#include "model/places/zones.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// Individuals, settlement-major; inside a settlement sorted by need, sex and birth month; every settlement is filled up to whole blocks
/// with padding. A slot is a position in these arrays.
struct BasePopulation {
  UntouchedVector<Identity> identity;
  UntouchedVector<Traits> traits;
  std::vector<std::uint32_t> first_slot;  ///< by settlement, one more than settlements: slots of settlement s are [first[s], first[s + 1])

  // The integer margins that the individuals equal exactly, kept for the tests and the results.
  Cube<std::int64_t, 2> by_sex_and_age;   ///< sex, age in whole years at the start (0 to kOldestAge): everybody but arrival candidates
  std::vector<std::int64_t> town_60plus;  ///< by town: aged 60 and over at the start
  std::int64_t arrival_candidates = 0;
  Cube<std::int32_t, 2> residents;  ///< settlement, need: aged 60 and over at the start
  Cube<std::int32_t, 2> by_birth;   ///< sex, birth month from the oldest: everybody who lives in the district at the start
  Cube<std::int32_t, 2> of_town;    ///< town, birth month from the oldest: the same

  // Who was born by then is that old at the end of the month before the start.
  YearMonth sixty_born_by;
  YearMonth eighty_born_by;

  [[nodiscard]] std::size_t slots() const { return identity.size(); }
  /// At the end of the month before the start.
  [[nodiscard]] Status status(std::uint32_t slot) const { return status(identity[slot], traits[slot]); }
  [[nodiscard]] Status status(Identity who, Traits what) const {
    unsigned bits = what.has(Traits::kArrival) ? 0U : unsigned{Status::kPresent};
    bits |= who.birth() <= sixty_born_by ? unsigned{Status::kSixty} : 0U;
    bits |= who.birth() <= eighty_born_by ? unsigned{Status::kEighty} : 0U;
    return Status{what.has(Traits::kPadding) ? Status::kGone : static_cast<std::uint8_t>(bits)};
  }
};

/// Makes the base population of a scenario:
///  1. people by sex and single year of age from the cohorts, rounded by largest remainder;
///  2. people aged 60 and over by town: town_weights_60plus() at the start, rounded by largest remainder; the same shares split those who
///     are younger;
///  3. both margins joined by iterative proportional fitting and rounded so that both hold exactly;
///  4. inside a town residents are dealt to settlements by weight and to birth months by cohort;
///  5. need by prevalence, living alone, left behind (villages) and special hardship by share, each by a keyed uniform number;
///  6. arrival candidates: expected arrivals of the run times the headroom, dealt by the same town shares.
/// The result depends on the scenario alone, not on the seed. Towns are dealt by `together`.
[[nodiscard]] BasePopulation make_base_population(const Scenario& scenario, const LifeRates& rates, const Cohorts& cohorts,
                                                  const Executor& together = run_serially);

/// Expected arrivals of one birth month within the run: net moves per month times the cohort's expected size, if positive.
[[nodiscard]] double expected_arrivals(const Scenario& scenario, const LifeRates& rates, const Cohorts& cohorts, Sex sex, YearMonth birth);

/// Key of a settlement for random numbers: 32 bits of its code's key.
[[nodiscard]] std::uint32_t settlement_key(const Settlement& settlement);

}  // namespace eldercast
