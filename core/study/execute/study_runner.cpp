#include "study/execute/study_runner.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <system_error>
#include <vector>

#include "engine/parallel/pipeline.hpp"
#include "engine/parallel/pool.hpp"
#include "files/file_error.hpp"
#include "files/whole_file.hpp"
#include "scenario/source/sha256.hpp"
#include "study/execute/case_runner.hpp"
#include "study/execute/journal.hpp"

namespace eldercast {
namespace {

using Clock = std::chrono::steady_clock;

BatchStamp stamp_of(const StudyPlan& plan, const Batch& batch) {
  return {plan.parts[static_cast<std::size_t>(batch.part)].digest, batch.name()};
}

const std::filesystem::path& own_folder(const StudyPlan& plan) {
  require_own_folders(plan.folder);
  return plan.folder;
}

/// A batch that was run and is to be written.
struct BatchRows {
  Batch batch;
  std::unique_ptr<PartFile> part;  ///< null: somebody else had it, or a stop came before its end
  std::vector<StudyRow> rows;
  Clock::time_point start = Clock::now();
};

/// One run of a study: batches are taken one at a time, run on all threads, and written one at a time.
class StudyRun {
 public:
  StudyRun(const StudyPlan& plan, PluginHost& host, const StudyRunOptions& options)
      : plan_(plan),
        options_(options),
        base_(plan, host, options.arena),
        runners_([this] { return std::make_unique<CaseRunner>(base_); }),
        description_(describe(*planned_scenario(plan, host))),
        journal_(own_folder(plan), options.arena.threads()) {
    const std::vector<Batch> all = plan.batches();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (static_cast<int>(i % static_cast<std::size_t>(options.shard.count)) == options.shard.index - 1) mine_.push_back(all[i]);
    }
  }

  StudyRunResult run() {
    try {
      as_done<Batch, BatchRows>(
          options_.arena, [this] { return take(); }, [this](const Batch& batch) { return run_batch(batch); },
          [this](BatchRows&& done) { finish(std::move(done)); });
    } catch (...) {
      journal_.ended("error");
      throw;
    }
    static constexpr const char* kWords[] = {"done", "stopped", "time limit", "too many failures"};
    journal_.ended(kWords[static_cast<std::size_t>(result_.end)]);
    result_.short_limit = result_.end == StudyEnd::time_limit && begun_ && result_.batches == 0 && result_.taken == 0;
    return result_;
  }

 private:
  /// The next batch that is not done. Positions count all batches, done or not, so that they mean the same to every rank.
  std::optional<Batch> take() {
    for (;;) {
      look_around();
      if (halt_.load()) return std::nullopt;
      const std::optional<std::size_t> position = next_position();
      if (!position) return std::nullopt;
      const Batch& batch = mine_[*position];
      const std::lock_guard lock(files_);
      const BatchState state = state_of(plan_, batch, options_.next ? BatchCare::as_it_is : BatchCare::tried_first);
      if (state == BatchState::damaged) set_aside(batch);
      if (state == BatchState::whole) continue;
      begun_ = true;
      return batch;
    }
  }
  /// Nothing is lost: somebody may want to see what became of it.
  void set_aside(const Batch& batch) {
    const std::filesystem::path path = batch_path(plan_, batch);
    std::filesystem::path aside = path.string() + ".damaged";
    for (int n = 2; std::filesystem::exists(aside); ++n) aside = fmt::format("{}.damaged-{}", path.string(), n);
    std::error_code error;
    std::filesystem::rename(path, aside, error);
    // Another worker may have been first.
    if (error && std::filesystem::exists(path)) throw FileError(path.string(), "is damaged and cannot be set aside: " + error.message());
    if (!error) ++result_.damaged;
  }
  std::optional<std::size_t> next_position() {
    if (options_.next) return options_.next(mine_.size());
    return next_ < mine_.size() ? std::optional(next_++) : std::nullopt;
  }

  BatchRows run_batch(const Batch& batch) {
    BatchRows out{batch, nullptr, {}};
    std::unique_ptr<PartFile> part;
    try {
      part = std::make_unique<PartFile>(batch_path(plan_, batch).string(), Existing::refuse);
      const auto runner = runners_.take();
      for (int c = batch.first_case; c < batch.first_case + batch.cases; ++c) {
        const bool whole =
            runner->run(plan_.cases[static_cast<std::size_t>(c)], batch.first_replicate, batch.replicates, halt_, [&](StudyRow&& row) {
              note(row.outcome.failure);
              out.rows.push_back(std::move(row));
            });
        if (!whole || halt_.load()) return out;
      }
      out.part = std::move(part);
    } catch (const FileTaken&) {
      count_taken();
    } catch (...) {
      // What others are at ends, too.
      halt_.store(true);
      throw;
    }
    return out;
  }

  void finish(BatchRows&& done) {
    if (!done.part) return;
    std::int64_t failed = 0;
    for (const StudyRow& row : done.rows) failed += row.outcome.failure.empty() ? 0 : 1;
    try {
      const std::lock_guard lock(files_);
      write_batch(*done.part, stamp_of(plan_, done.batch), description_, done.rows);
    } catch (const FileTaken&) {
      // Somebody else ran it at the same time: the same rows.
      count_taken();
      return;
    } catch (...) {
      halt_.store(true);
      throw;
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - done.start).count();
    const std::string digest = sha256(read_whole(done.part->path()));
    const std::lock_guard lock(mutex_);
    journal_.finished(done.batch.name(), done.batch.rows(), failed, seconds, digest);
    ++result_.batches;
    result_.rows += done.batch.rows();
    result_.failed += failed;
  }

  void count_taken() {
    const std::lock_guard lock(mutex_);
    ++result_.taken;
  }

  void note(const std::string& failure) {
    const std::lock_guard lock(mutex_);
    journal_.beat();
    if (!failure.empty()) ++failures_;
    if (options_.row_done) options_.row_done(failure);
    decide_to_go();
  }

  void look_around() {
    const std::lock_guard lock(mutex_);
    decide_to_go();
  }
  /// Sets `halt_` when it is time to go.
  void decide_to_go() {
    if (halt_.load()) return;
    if (options_.stop != nullptr && options_.stop->load()) result_.end = StudyEnd::stopped;
    if (options_.time_limit && Clock::now() - started_ >= *options_.time_limit) result_.end = StudyEnd::time_limit;
    if (options_.max_failures >= 0 && failures_ > options_.max_failures) result_.end = StudyEnd::too_many_failures;
    if (result_.end != StudyEnd::done) halt_.store(true);
  }

  const StudyPlan& plan_;
  const StudyRunOptions& options_;
  StudyBase base_;
  Pool<CaseRunner> runners_;
  Description description_;
  Journal journal_;
  std::vector<Batch> mine_;
  Clock::time_point started_ = Clock::now();
  std::mutex files_;  ///< HDF5 is used by one thread at a time
  std::mutex mutex_;  ///< of what follows, and of the journal
  std::size_t next_ = 0;
  bool begun_ = false;  ///< a batch was taken
  std::int64_t failures_ = 0;
  std::atomic<bool> halt_{false};
  StudyRunResult result_;
};

}  // namespace

StudyRunResult run_study(const StudyPlan& plan, PluginHost& host, const StudyRunOptions& options) {
  return StudyRun(plan, host, options).run();
}

std::filesystem::path batch_path(const StudyPlan& plan, const Batch& batch) { return plan.folder / "batches" / (batch.name() + ".h5"); }

BatchState state_of(const StudyPlan& plan, const Batch& batch, BatchCare care) {
  return state_of_batch(batch_path(plan, batch).string(), stamp_of(plan, batch), care);
}

}  // namespace eldercast
