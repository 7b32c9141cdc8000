#pragma once
/// Grows the people of one count to the date of another with the simulator's own population, and compares.
#include <array>
#include <cstdint>
#include <functional>
#include <string>

#include "engine/outcome.hpp"
#include "model/scenario.hpp"
#include "output/render/document.hpp"
#include "study/backcast/counts.hpp"

namespace eldercast {

/// People aged 60 and over by sex and group.
using OldPeople = PerEnum<Sex, std::array<double, kCount<AgeGroup>>>;

[[nodiscard]] double total(const OldPeople& people);

/// Shares of partial and full need at the end of a run beside those of the table for the same people.
struct NeedShares {
  std::array<double, 2> simulated{};  ///< partial, full
  std::array<double, 2> table{};
};

/// One way of running: means over replicates.
struct Grown {
  OldPeople people{};
  double low = 0;   ///< fifth percentile of the total over replicates
  double high = 0;  ///< ninety-fifth
  std::array<NeedShares, kCount<AgeGroup>> need{};
};

struct Backcast {
  YearMonth start;
  YearMonth end;
  std::int32_t replicates = 0;
  std::uint64_t persons = 0;     ///< individuals that were run
  OldPeople counted{};           ///< the end table
  Grown closed;                  ///< nobody moves
  Grown moving;                  ///< with net moves
  PerEnum<Sex, NetMoves> net{};  ///< per person-year, by group at the start: what the closed run leaves unexplained
  /// Deaths times this would bring the closed run to the counted total, without any move; NaN: no factor between 0.2 and 5 does.
  double mortality_factor = 0;
  double multiplier_male = 1;  ///< of the death rates that were used
  double multiplier_female = 1;
};

struct BackcastRequest {
  PeopleCounts start;
  PeopleCounts end;
  std::int32_t replicates = 10;
  std::uint64_t seed = 1;
  std::function<void()> run_done;  ///< called after each of the 2 x replicates runs
};

/// Runs it. Rates, needs and single years of age come from `scenario`; its population.net_moves are not looked at. `end` must lie five to
/// thirty years, a multiple of five, after `start`.
[[nodiscard]] Backcast run_backcast(const BackcastRequest& request, const Scenario& scenario);

/// Net moves per thousand persons and year of those who are in an age group at the end: the youngest cohort of an open group stands for it.
[[nodiscard]] double net_of_group(const Backcast& backcast, Sex sex, std::size_t group);

/// The answer as people read it, and as JSON ("format": "eldercast-backcast", "version": 1).
[[nodiscard]] Document document_of(const Backcast& backcast);
[[nodiscard]] std::string render_json(const Backcast& backcast);

}  // namespace eldercast
