#include "model/people/cohorts.hpp"

#include <algorithm>
#include <cmath>

#include "model/base/require.hpp"

namespace eldercast {
namespace {

constexpr int kFirstGroupAge = 50;
constexpr int kOpenGroupAge = 85;

const CensusGroup& census_group(const Scenario& scenario, Sex sex, int age) {
  for (const CensusGroup& group : scenario.census) {
    if (group.sex == sex && group.age_from <= age && age <= group.age_to.value_or(age)) return group;
  }
  fail("census_group: no census group for this age");
}

/// Share of a five-year group (or of the open group) that survives `years`, its ages weighted as in a stationary population.
double group_survival(const LifeRates& rates, Sex sex, int age_from, int age_to, int years) {
  double alive = 0;
  double survived = 0;
  double weight = 1;
  for (int age = age_from; age <= age_to; ++age) {
    double hazard = 0;
    for (int y = 0; y < years; ++y) hazard += 0.5 * (rates.death(sex, age + y) + rates.death(sex, age + y + 1));
    alive += weight;
    survived += weight * std::exp(-hazard);
    weight *= std::exp(-rates.death(sex, age));
  }
  return survived / alive;
}

}  // namespace

std::size_t Cohorts::group(YearMonth birth) const {
  const int age = age_at_end_of(census_ - 1, birth);
  const int group = (std::min(age, kOpenGroupAge) - kFirstGroupAge) / 5;
  return static_cast<std::size_t>(std::clamp(group, 0, static_cast<int>(kGroups) - 1));
}

Cohorts::Cohorts(const Scenario& scenario, const LifeRates& rates) : census_(scenario.population.second_census) {
  // A census on the first of a month counts the state at the end of the month before.
  const YearMonth counted = census_ - 1;
  oldest_ = counted - (12 * kOldestCohortAge + 11);
  end_ = scenario.end - (60 * 12) + 1;
  require(end_ > oldest_, "Cohorts: nobody can be 60 within the run");
  const int years = (census_ - scenario.population.first_census) / 12;
  const YearMonth before_start = scenario.start - 1;

  double second_60plus = 0;
  double closed_60plus = 0;
  for (const Sex sex : {Sex::male, Sex::female}) {
    for (std::size_t g = 0; g < kGroups; ++g) {
      const int age_from = kFirstGroupAge + 5 * static_cast<int>(g);
      const auto second = static_cast<double>(census_group(scenario, sex, age_from).population_second);
      double closed = 0;
      const bool open = age_from == kOpenGroupAge;
      for (int age = age_from; age <= (open ? kOpenGroupAge + years : age_from); age += 5) {
        const CensusGroup& first = census_group(scenario, sex, age - years);
        const int oldest = first.age_to.value_or(kOldestAge - years);
        closed += static_cast<double>(first.population_first) * group_survival(rates, sex, age - years, oldest, years);
      }
      net_[sex][g] = scenario.population.net_moves ? (*scenario.population.net_moves)[sex][g]
                     : second > 0 && closed > 0    ? std::log(second / closed) / years
                                                   : 0.0;
      if (age_from >= 60) {
        second_60plus += second;
        closed_60plus += closed;
      }
    }

    double shape_sum[kGroups] = {};
    for (const AgeShape& shape : scenario.age_shape) {
      if (shape.sex != sex || shape.age < kFirstGroupAge || shape.age > kOldestCohortAge) continue;
      shape_sum[(std::min(shape.age, kOpenGroupAge) - kFirstGroupAge) / 5] += shape.weight;
    }
    start_[sex].assign(static_cast<std::size_t>(births()), 0.0);
    for (const AgeShape& shape : scenario.age_shape) {
      if (shape.sex != sex || shape.age < kFirstGroupAge || shape.age > kOldestCohortAge) continue;
      const auto g = static_cast<std::size_t>((std::min(shape.age, kOpenGroupAge) - kFirstGroupAge) / 5);
      const auto second = static_cast<double>(census_group(scenario, sex, shape.age).population_second);
      const double per_month = second * shape.weight / shape_sum[g] / 12.0;
      for (int back = 0; back < 12; ++back) {
        const YearMonth birth = counted - (12 * shape.age + back);
        if (birth < oldest_ || birth >= end_) continue;
        // Back from the census to the start, month by month: undo deaths and net moves.
        double log_change = 0;
        for (YearMonth m = before_start + 1; m <= counted; m = m + 1) {
          log_change += (net_[sex][g] - rates.death(sex, (m - birth) / 12)) / 12.0;
        }
        for (YearMonth m = counted + 1; m <= before_start; m = m + 1) {
          log_change -= (net_[sex][g] - rates.death(sex, (m - birth) / 12)) / 12.0;
        }
        start_[sex][position(birth)] = per_month * std::exp(-log_change);
      }
    }
  }
  closed_ratio_ = closed_60plus / second_60plus;
}

}  // namespace eldercast
