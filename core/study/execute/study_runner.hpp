#pragma once
/// Works through the batches of a plan on this machine. Any number of workers may do so at the same time, started in any order, killed at
/// any moment: a batch is done when its file has its name, and whoever finds one undone and unclaimed runs it.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

#include "engine/host/plugin_host.hpp"
#include "engine/parallel/arena.hpp"
#include "output/batches/batch_file.hpp"
#include "study/plan/plan.hpp"

namespace eldercast {

/// Share `index` (from 1) of `count`: batches are dealt in turn, so that the same shard always means the same batches.
struct Shard {
  int index = 1;
  int count = 1;
};

struct StudyRunOptions {
  Arena arena;  ///< the threads that work through the batches
  Shard shard;
  std::optional<std::chrono::seconds> time_limit;
  std::int64_t max_failures = -1;           ///< stop after more failed rows than this; -1: never
  const std::atomic<bool>* stop = nullptr;  ///< set by a signal
  /// Where the next position in the list of batches comes from: without one they are taken in turn. Called by one thread at a time.
  std::function<std::optional<std::size_t>(std::size_t count)> next;
  /// Called after every row, by one thread at a time.
  std::function<void(const std::string& failure)> row_done;
};

enum class StudyEnd : std::uint8_t { done, stopped, time_limit, too_many_failures };

struct StudyRunResult {
  StudyEnd end = StudyEnd::done;
  std::int64_t rows = 0;
  std::int64_t failed = 0;
  std::int64_t batches = 0;
  std::int64_t taken = 0;    ///< batches that other workers had or took
  std::int64_t damaged = 0;  ///< batches whose files were set aside and that are run again
  bool short_limit = false;  ///< the time limit came before the first batch of this worker was done: the same limit gets no farther
};

/// Runs what is open of the plan (of the shard). The file of a damaged batch is set aside as "NAME.damaged" and the batch run again. Throws
/// FileError for what the disk refuses and when scenario or rules are not those of the plan.
StudyRunResult run_study(const StudyPlan& plan, PluginHost& host, const StudyRunOptions& options);

/// The file of a batch.
[[nodiscard]] std::filesystem::path batch_path(const StudyPlan& plan, const Batch& batch);
/// What there is of it. Throws FileError as state_of_batch() does. HDF5 is not thread-safe: one thread at a time.
[[nodiscard]] BatchState state_of(const StudyPlan& plan, const Batch& batch, BatchCare care);

}  // namespace eldercast
