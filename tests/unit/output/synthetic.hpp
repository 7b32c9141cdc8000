#pragma once
/// Scenarios and outcomes made for tests of the results file: no simulation behind them.
#include <cstdint>

#include "engine/outcome.hpp"
#include "model/scenario.hpp"
#include "output/description.hpp"
#include "output/file/run_info.hpp"

namespace eldercast::test {

struct Extent {
  int towns = 3;
  int settlements_per_town = 4;
  int services = 3;
  int existing = 2;
  int projects = 3;
  int months = 24;
};

/// The size of the district that the product is made for: 30 towns, 282 settlements, 11 services, 48 months.
[[nodiscard]] Extent district_extent();

/// A scenario with tables of that size and recognisable names. The first service is given in a bed.
[[nodiscard]] Scenario make_scenario(const Extent& extent);

/// Its description, with the clauses "", F2 and F3.
[[nodiscard]] Description make_description(const Extent& extent);

/// An outcome with all cubes of the right size, every cell zero.
[[nodiscard]] Outcome empty_outcome(const Description& description, std::int32_t replicate, bool detail);
/// The same with recognisable numbers: every cell tells its dataset, replicate and position. With `detail`, also postings.
[[nodiscard]] Outcome numbered_outcome(const Description& description, std::int32_t replicate, bool detail);
/// The same with numbers that move as those of a real district do, for measuring sizes.
[[nodiscard]] Outcome lifelike_outcome(const Description& description, std::int32_t replicate, bool detail);

/// What a program would say about a run of so many replicates.
[[nodiscard]] RunInfo make_run_info(std::int32_t replicates);

}  // namespace eldercast::test
