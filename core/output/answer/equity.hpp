#pragma once
/// How evenly care, coverage and money spread over towns and over groups of older people at the end of a run.
#include <span>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "output/description.hpp"
#include "output/render/document.hpp"
#include "output/statistics.hpp"

namespace eldercast {

/// The Gini coefficient of a rate per head over groups of people: sum over pairs of size_i size_j |rate_i - rate_j| over 2 N^2 times the
/// mean rate (Lerman and Yitzhaki 1989, grouped data). 0: all have the same; it nears 1 where one group has all. NaN where nobody has any.
[[nodiscard]] double gini(std::span<const double> size, std::span<const double> rate);

/// The concentration index of a rate per head over groups in the order of `rank`, the smallest first: twice the covariance of rate and
/// fractional rank, both weighted by size, over the mean rate (Kakwani, Wagstaff and van Doorslaer 1997). Above 0: those of high rank have
/// more; below 0: less. NaN where nobody has any.
[[nodiscard]] double concentration_index(std::span<const double> size, std::span<const double> rate, std::span<const double> rank);

/// A point of a Lorenz curve: the share of all that the first of the people, those with least, have.
struct LorenzPoint {
  double people = 0;
  double share = 0;
};
/// The curve through (0, 0) and (1, 1), one point a group in the order of its rate.
[[nodiscard]] std::vector<LorenzPoint> lorenz(std::span<const double> size, std::span<const double> rate);

/// Something that towns have per older person.
enum class SpreadOf : std::uint8_t { coverage, care, beds, public_money };
template <>
struct Names<SpreadOf> {
  static constexpr std::array<std::string_view, 4> kText{"coverage", "care", "beds", "public_money"};
};
[[nodiscard]] Text words_of(SpreadOf what);

struct TownSpread {
  SpreadOf what = SpreadOf::coverage;
  std::vector<double> by_town;  ///< mean rate of each town
  Estimate gini;                ///< over replicates
  Estimate by_distance;         ///< concentration index by distance from the town with most residents: below 0: those far away have less
};

/// What residents of a priority group who want a service of care get of it.
struct GroupUse {
  PriorityGroup group = PriorityGroup::others;
  Estimate wanting;  ///< persons times services of care
  Estimate served;   ///< share of them
};

struct EquityReport {
  std::size_t seat = 0;              ///< the town with most residents, from which distances are counted
  std::vector<double> older_people;  ///< town: mean residents aged 60 and over
  std::vector<double> distance_km;   ///< town: along the great circle
  std::vector<TownSpread> spreads;
  std::vector<GroupUse> groups;
};

/// At the end of the run; money over all of it.
[[nodiscard]] EquityReport equity_report(const Description& description, std::span<const Outcome> outcomes);
/// The indices, what groups get, and the rates of each town.
[[nodiscard]] Document document_of(const EquityReport& report, const Description& description);

}  // namespace eldercast
