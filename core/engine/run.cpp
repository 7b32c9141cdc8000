#include "engine/run.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "engine/parallel/in_order.hpp"
#include "engine/parallel/threads.hpp"
#include "engine/replicate/replicate.hpp"

namespace eldercast {
namespace {

/// Individuals of a sector: few enough that a month touches memory town by town. A tenth of it made no difference.
constexpr std::size_t kResidentsASector = 500'000;
/// Sectors for each thread: people are not dealt evenly, and nobody should wait long for the last one.
constexpr std::size_t kSectorsAThread = 4;

int threads_of(const RunOptions& options) { return options.threads > 0 ? options.threads : usable_threads(); }

/// Where several threads work on one replicate, so many that each has some.
Sectors sectors_of(const District& district, int threads, std::size_t residents) {
  if (residents == 0) {
    residents = kResidentsASector;
    if (threads > 1) residents = std::min(residents, district.base().slots() / (kSectorsAThread * static_cast<std::size_t>(threads)));
  }
  return {district.scenario(), district.base().first_slot, residents, on_threads(threads)};
}

}  // namespace

District compile_district(std::shared_ptr<const Scenario> scenario, const RunOptions& options) {
  return District(std::move(scenario), {}, on_threads(threads_of(options)));
}

/// Replicate objects that wait for their next use.
class JobRunner::Workers {
 public:
  Workers(const District& district, std::span<const RuleEntry> rules, Watchdog& watchdog, const Sectors& sectors)
      : district_(district), rules_(rules), watchdog_(watchdog), sectors_(sectors) {}

  std::unique_ptr<Replicate> take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<Replicate> worker = std::move(idle_.back());
        idle_.pop_back();
        return worker;
      }
    }
    return std::make_unique<Replicate>(district_, rules_, watchdog_, sectors_);
  }
  void give_back(std::unique_ptr<Replicate> worker) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(worker));
  }

 private:
  const District& district_;
  std::span<const RuleEntry> rules_;
  Watchdog& watchdog_;
  Sectors sectors_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Replicate>> idle_;
};

JobRunner::JobRunner(const District& district, std::span<const RuleEntry> rules, const RunOptions& options, int threads_a_job)
    : options_(options),
      jobs_together_(std::max(1, threads_of(options) / threads_a_job)),
      watchdog_(std::make_unique<Watchdog>(options.rule_limit)),
      workers_(std::make_unique<Workers>(district, rules, *watchdog_, sectors_of(district, threads_a_job, options.residents_a_sector))) {}
JobRunner::~JobRunner() = default;

std::size_t JobRunner::run(std::span<const Job> jobs, const std::function<void(std::size_t, Outcome&&)>& sink) {
  const auto replicate = [&](std::size_t job) {
    const auto& [r, delay, openings] = jobs[job];
    std::unique_ptr<Replicate> worker = workers_->take();
    Outcome outcome = worker->run(options_.seed, r, r < options_.full_detail_replicates, delay, openings);
    workers_->give_back(std::move(worker));
    return outcome;
  };
  return InOrder<Outcome>(jobs.size(), jobs_together_, options_.stop).run(replicate, sink);
}

std::size_t run_jobs(const District& district, std::span<const RuleEntry> rules, std::span<const Job> jobs, const RunOptions& options,
                     const std::function<void(std::size_t, Outcome&&)>& sink) {
  const int threads_a_job = std::max(1, threads_of(options) / static_cast<int>(std::max<std::size_t>(1, jobs.size())));
  return JobRunner(district, rules, options, threads_a_job).run(jobs, sink);
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
  worker_ = std::make_unique<Replicate>(district, rules, *watchdog_, sectors_of(district, 1, options.residents_a_sector), worker_.get());
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
