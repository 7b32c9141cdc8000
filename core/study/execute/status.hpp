#pragma once
/// How far a study is, read from its folder alone: from any shell, on any machine that sees it, while workers run or after they died.
#include <cstdint>
#include <string>
#include <vector>

#include "output/render/document.hpp"
#include "study/execute/journal.hpp"
#include "study/plan/plan.hpp"

namespace eldercast {

struct StudyStatus {
  std::int64_t batches = 0;
  std::int64_t batches_done = 0;
  std::int64_t batches_damaged = 0;  ///< not done: a run sets their files aside
  std::int64_t rows = 0;
  std::int64_t rows_done = 0;
  std::int64_t rows_failed = 0;  ///< of those done
  int active_workers = 0;
  int active_threads = 0;
  double seconds_a_row = 0;  ///< of one core, from the batches done; from the plan before the first
  std::vector<JournalWorker> workers;

  [[nodiscard]] bool complete() const { return batches_done == batches; }
  /// Seconds until the end with the threads that are at work now; with `threads` if none is.
  [[nodiscard]] double seconds_left(int threads) const;
};

/// Looks for the batch files by name and size and reads the journals; opens only batches that no journal has. HDF5 is not thread-safe: one
/// thread at a time. Without `open`, for threads beside those that run, failures in such batches are not counted.
[[nodiscard]] StudyStatus status_of(const StudyPlan& plan, bool open = true);

/// The status as people read it, and the JSON ("format": "eldercast-study-status", "version" 1).
[[nodiscard]] Document document_of(const StudyPlan& plan, const StudyStatus& status);
[[nodiscard]] std::string render_json(const StudyPlan& plan, const StudyStatus& status);

}  // namespace eldercast
