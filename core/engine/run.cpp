#include "engine/run.hpp"

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <memory>
#include <mutex>
#include <vector>

#include "engine/replicate/replicate.hpp"

namespace eldercast {
/// Replicate objects that wait for their next use.
class JobRunner::Workers {
 public:
  Workers(const District& district, std::span<const RuleEntry> rules, Watchdog& watchdog)
      : district_(district), rules_(rules), watchdog_(watchdog) {}

  std::unique_ptr<Replicate> take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<Replicate> worker = std::move(idle_.back());
        idle_.pop_back();
        return worker;
      }
    }
    return std::make_unique<Replicate>(district_, rules_, watchdog_);
  }
  void give_back(std::unique_ptr<Replicate> worker) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(worker));
  }

 private:
  const District& district_;
  std::span<const RuleEntry> rules_;
  Watchdog& watchdog_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Replicate>> idle_;
};

JobRunner::JobRunner(const District& district, std::span<const RuleEntry> rules, const RunOptions& options)
    : options_(options),
      watchdog_(std::make_unique<Watchdog>(options.rule_limit)),
      workers_(std::make_unique<Workers>(district, rules, *watchdog_)) {}
JobRunner::~JobRunner() = default;

std::size_t JobRunner::run(std::span<const Job> jobs, const std::function<void(std::size_t, Outcome&&)>& sink) {
  const int threads = options_.threads > 0 ? options_.threads : tbb::info::default_concurrency();
  std::size_t next = 0;
  std::size_t handed_over = 0;
  const auto number = [&](tbb::flow_control& control) -> std::size_t {
    if (next == jobs.size() || (options_.stop != nullptr && options_.stop->load())) {
      control.stop();
      return 0;
    }
    return next++;
  };
  const auto replicate = [&](std::size_t job) {
    const auto& [r, delay, openings] = jobs[job];
    std::unique_ptr<Replicate> worker = workers_->take();
    auto outcome = std::make_shared<Outcome>(worker->run(options_.seed, r, r < options_.full_detail_replicates, delay, openings));
    workers_->give_back(std::move(worker));
    return outcome;
  };
  const auto hand_over = [&](const std::shared_ptr<Outcome>& outcome) {
    const std::size_t position = handed_over++;
    sink(position, std::move(*outcome));
  };
  // One more token than threads keeps the workers busy while an outcome is handed over.
  const auto tokens = static_cast<std::size_t>(threads) + 1;
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  arena.execute([&] {
    tbb::parallel_pipeline(tokens, tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, number) &
                                       tbb::make_filter<std::size_t, std::shared_ptr<Outcome>>(tbb::filter_mode::parallel, replicate) &
                                       tbb::make_filter<std::shared_ptr<Outcome>, void>(tbb::filter_mode::serial_in_order, hand_over));
  });
  return handed_over;
}

std::size_t run_jobs(const District& district, std::span<const RuleEntry> rules, std::span<const Job> jobs, const RunOptions& options,
                     const std::function<void(std::size_t, Outcome&&)>& sink) {
  return JobRunner(district, rules, options).run(jobs, sink);
}

std::int32_t run_replicates(const District& district, std::span<const RuleEntry> rules, const RunOptions& options,
                            const std::function<void(Outcome&&)>& sink) {
  std::vector<Job> jobs;
  for (std::int32_t r = 0; r < options.replicates; ++r) jobs.push_back({options.first_replicate + r, {}});
  return static_cast<std::int32_t>(
      run_jobs(district, rules, jobs, options, [&](std::size_t, Outcome&& outcome) { sink(std::move(outcome)); }));
}

SerialRunner::SerialRunner() = default;
SerialRunner::~SerialRunner() = default;

std::int32_t SerialRunner::run(const District& district, std::span<const RuleEntry> rules, const RunOptions& options,
                               const std::function<void(Outcome&&)>& sink) {
  if (watchdog_ == nullptr || rule_limit_ != options.rule_limit) {
    worker_.reset();
    watchdog_ = std::make_unique<Watchdog>(options.rule_limit);
    rule_limit_ = options.rule_limit;
  }
  worker_ = std::make_unique<Replicate>(district, rules, *watchdog_, worker_.get());
  for (std::int32_t i = 0; i < options.replicates; ++i) {
    if (options.stop != nullptr && options.stop->load()) return i;
    const std::int32_t r = options.first_replicate + i;
    sink(worker_->run(options.seed, r, r < options.full_detail_replicates));
  }
  return options.replicates;
}

std::int32_t run_in_turn(const District& district, std::span<const RuleEntry> rules, const RunOptions& options,
                         const std::function<void(Outcome&&)>& sink) {
  return SerialRunner().run(district, rules, options, sink);
}

}  // namespace eldercast
