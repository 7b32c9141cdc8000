#include "study/execute/runner.hpp"

#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "output/errors.hpp"
#include "scenario/sha256.hpp"
#include "study/execute/case_runner.hpp"
#include "study/execute/journal.hpp"
#include "study/plan/whole_file.hpp"

namespace eldercast {

namespace {

using Clock = std::chrono::steady_clock;

BatchStamp stamp_of(const StudyPlan& plan, const Batch& batch) {
  return {plan.parts[static_cast<std::size_t>(batch.part)].digest, batch.name()};
}

/// What all threads of a worker share.
class Crew {
 public:
  Crew(const StudyPlan& plan, PluginHost& host, const StudyRunOptions& options)
      : plan_(plan),
        options_(options),
        base_(plan, host),
        description_(describe(*planned_scenario(plan, host))),
        journal_(plan.folder, options.threads) {
    const std::vector<Batch> all = plan.batches();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (static_cast<int>(i % static_cast<std::size_t>(options.shard.count)) == options.shard.index - 1) mine_.push_back(all[i]);
    }
  }

  StudyRunResult run() {
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < options_.threads; ++i) threads.emplace_back([this] { work(); });
    }
    if (problem_) {
      journal_.ended("error");
      std::rethrow_exception(problem_);
    }
    static constexpr const char* kWords[] = {"done", "stopped", "time limit", "too many failures"};
    journal_.ended(kWords[static_cast<std::size_t>(result_.end)]);
    return result_;
  }

 private:
  void work() {
    try {
      CaseRunner runner(base_);
      while (const std::optional<Batch> batch = take()) run_batch(*batch, runner);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!problem_) problem_ = std::current_exception();
      halt_.store(true);
    }
  }

  /// The next batch that is not done. Positions count all batches, done or not, so that they mean the same to every rank.
  std::optional<Batch> take() {
    const std::lock_guard lock(mutex_);
    for (;;) {
      look_around();
      if (halt_.load()) return std::nullopt;
      const std::optional<std::size_t> position = next_position();
      if (!position) return std::nullopt;
      const Batch& batch = mine_[*position];
      if (!is_done(plan_, batch)) return batch;
    }
  }
  std::optional<std::size_t> next_position() {
    if (options_.next) return options_.next(mine_.size());
    return next_ < mine_.size() ? std::optional(next_++) : std::nullopt;
  }

  void run_batch(const Batch& batch, CaseRunner& runner) {
    std::unique_ptr<PartFile> part;
    try {
      part = std::make_unique<PartFile>(batch_path(plan_, batch).string(), Existing::refuse);
    } catch (const FileTaken&) {
      const std::lock_guard lock(mutex_);
      ++result_.taken;
      return;
    }
    const auto start = Clock::now();
    std::vector<StudyRow> rows;
    for (int c = batch.first_case; c < batch.first_case + batch.cases; ++c) {
      const bool whole =
          runner.run(plan_.cases[static_cast<std::size_t>(c)], batch.first_replicate, batch.replicates, halt_, [&](StudyRow&& row) {
            note(row.outcome.failure);
            rows.push_back(std::move(row));
          });
      if (!whole || halt_.load()) return;
    }
    finish(batch, *part, rows, start);
  }

  /// Everything that touches HDF5 or the journal happens one at a time.
  void finish(const Batch& batch, PartFile& part, const std::vector<StudyRow>& rows, Clock::time_point start) {
    std::int64_t failed = 0;
    for (const StudyRow& row : rows) failed += row.outcome.failure.empty() ? 0 : 1;
    const std::lock_guard lock(mutex_);
    try {
      write_batch(part, stamp_of(plan_, batch), description_, rows);
    } catch (const FileTaken&) {
      // Somebody else ran it at the same time: the same rows.
      ++result_.taken;
      return;
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    journal_.finished(batch.name(), batch.rows(), failed, seconds, sha256(read_whole(part.path())));
    ++result_.batches;
    result_.rows += batch.rows();
    result_.failed += failed;
  }

  void note(const std::string& failure) {
    const std::lock_guard lock(mutex_);
    journal_.beat();
    if (!failure.empty()) ++failures_;
    if (options_.row_done) options_.row_done(failure);
    look_around();
  }

  /// Sets `halt_` when it is time to go.
  void look_around() {
    if (halt_.load()) return;
    if (options_.stop != nullptr && options_.stop->load()) result_.end = StudyEnd::stopped;
    if (options_.time_limit && Clock::now() - started_ >= *options_.time_limit) result_.end = StudyEnd::time_limit;
    if (options_.max_failures >= 0 && failures_ > options_.max_failures) result_.end = StudyEnd::too_many_failures;
    if (result_.end != StudyEnd::done) halt_.store(true);
  }

  const StudyPlan& plan_;
  const StudyRunOptions& options_;
  StudyBase base_;
  Description description_;
  Journal journal_;
  std::vector<Batch> mine_;
  Clock::time_point started_ = Clock::now();
  std::mutex mutex_;
  std::size_t next_ = 0;
  std::int64_t failures_ = 0;
  std::atomic<bool> halt_{false};
  std::exception_ptr problem_;
  StudyRunResult result_;
};

}  // namespace

StudyRunResult run_study(const StudyPlan& plan, PluginHost& host, const StudyRunOptions& options) {
  return Crew(plan, host, options).run();
}

std::filesystem::path batch_path(const StudyPlan& plan, const Batch& batch) { return plan.folder / "batches" / (batch.name() + ".h5"); }

bool is_done(const StudyPlan& plan, const Batch& batch) {
  return is_finished_batch(batch_path(plan, batch).string(), stamp_of(plan, batch));
}

}  // namespace eldercast
