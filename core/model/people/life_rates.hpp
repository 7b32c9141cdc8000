#pragma once
/// Yearly rates by sex, single year of age and need, interpolated from the banded tables of the scenario.
#include <array>
#include <cstdint>
#include <vector>

#include "model/scenario.hpp"

namespace eldercast {

/// Youngest and oldest single year of age that the rates cover; older ages take the oldest one's.
inline constexpr int kYoungestAge = 50;
inline constexpr int kOldestAge = 115;

/// A square table over needs: rates or probabilities from row to column.
using NeedMatrix = std::array<std::array<double, 3>, 3>;

/// Rates per person-year. Between the mid-points of two bands a value is interpolated log-linearly; beyond the last mid-point it is
/// constant; below the first it continues the slope of the first two bands (prevalence and transitions) or is constant (deaths).
class LifeRates {
 public:
  explicit LifeRates(const Scenario& scenario);

  /// Death rate of everybody: the scenario's life table times the multiplier of the sex.
  [[nodiscard]] double death(Sex sex, int age) const { return at(sex, age).death_all; }
  /// Death rate by need. Ratios between needs come from the disability table; they are scaled so that the mean over `prevalence` equals
  /// death(sex, age): a need-specific rate never changes total mortality.
  [[nodiscard]] double death(Sex sex, int age, Need need) const { return at(sex, age).death[index_of(need)]; }
  /// Share of each need at this age.
  [[nodiscard]] double prevalence(Sex sex, int age, Need need) const { return at(sex, age).prevalence[index_of(need)]; }
  /// Rate of changing from one need to another: off-diagonal of the logarithm of the one-year transition matrix (survivors); entries that
  /// the logarithm makes negative are zero.
  [[nodiscard]] double transition(Sex sex, int age, Need from, Need to) const {
    return at(sex, age).transition[index_of(from)][index_of(to)];
  }
  /// Rate of moving from a place of this kind to a street of the district; zero where the district has no street.
  [[nodiscard]] double move(TownKind kind, int age) const;

 private:
  struct AgeRates {
    double death_all = 0;
    std::array<double, 3> death{};
    std::array<double, 3> prevalence{};
    NeedMatrix transition{};
  };

  [[nodiscard]] const AgeRates& at(Sex sex, int age) const;

  PerEnum<Sex, std::vector<AgeRates>> by_age_;
  PerEnum<TownKind, std::vector<double>> move_;
};

/// Principal logarithm of a stochastic matrix close to the identity, by its power series.
[[nodiscard]] NeedMatrix matrix_logarithm(const NeedMatrix& p);

}  // namespace eldercast
