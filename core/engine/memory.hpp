#pragma once
/// How much memory a run will need, told before anything is made.
#include <cstdint>

#include "model/scenario.hpp"

namespace eldercast {

struct MemoryNeed {
  std::int64_t individuals = 0;   ///< residents, those who turn 60 within the run, candidates for arrival
  std::int64_t shared_bytes = 0;  ///< the scenario, its district, the program
  std::int64_t worker_bytes = 0;  ///< of each replicate that runs at the same time

  [[nodiscard]] std::int64_t bytes(int workers) const { return shared_bytes + worker_bytes * workers; }
};

/// From the cohorts of the scenario and its demand table, without making the district: milliseconds. Good to a tenth at the sizes at which
/// it matters (docs/develop/performance.md has the measurements that the bytes a person come from).
[[nodiscard]] MemoryNeed memory_need(const Scenario& scenario);

}  // namespace eldercast
