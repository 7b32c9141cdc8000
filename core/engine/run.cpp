#include "engine/run.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "engine/parallel/pipeline.hpp"
#include "engine/replicate/replicate.hpp"

namespace eldercast {
namespace {

/// Individuals of a sector: few enough that a month touches memory town by town. A tenth of it made no difference.
constexpr std::size_t kResidentsASector = 500'000;
/// Sectors for each thread: people are not dealt evenly, and nobody should wait long for the last one.
constexpr std::size_t kSectorsAThread = 4;

Together together(const Arena& arena) {
  return [arena](std::size_t jobs, const std::function<void(std::size_t)>& work) { arena.each(jobs, work); };
}

/// Cut as fits memory and, where several threads may work on one replicate, so that each has some.
Sectors sectors_of(const District& district, const RunOptions& options) {
  std::size_t residents = options.residents_a_sector;
  if (residents == 0) {
    residents = kResidentsASector;
    const auto threads = static_cast<std::size_t>(options.arena.threads());
    if (threads > 1) residents = std::min(residents, district.base().slots() / (kSectorsAThread * threads));
  }
  return {district.scenario(), district.base().first_slot, residents, together(options.arena)};
}

}  // namespace

District compile_district(std::shared_ptr<const Scenario> scenario, const RunOptions& options) {
  return District(std::move(scenario), {}, together(options.arena));
}

JobRunner::JobRunner(const District& district, std::span<const RuleEntry> rules, const RunOptions& options)
    : options_(options),
      watchdog_(std::make_unique<Watchdog>(options.rule_watch.limit, options.rule_watch.guards_views)),
      workers_([&district, rules, &watchdog = *watchdog_, sectors = sectors_of(district, options)] {
        return std::make_unique<Replicate>(district, rules, watchdog, sectors);
      }) {}
JobRunner::~JobRunner() = default;

std::size_t JobRunner::run(std::span<const Job> jobs, const std::function<void(std::size_t, Outcome&&)>& sink) {
  const auto replicate = [&](std::size_t job) {
    const auto& [r, delay, openings] = jobs[job];
    return workers_.take()->run(options_.seed, r, r < options_.full_detail_replicates, delay, openings);
  };
  return in_order<Outcome>(options_.arena, jobs.size(), options_.stop, replicate, sink);
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
  if (watchdog_ == nullptr || rule_watch_ != options.rule_watch) {
    worker_.reset();
    watchdog_ = std::make_unique<Watchdog>(options.rule_watch.limit, options.rule_watch.guards_views);
    rule_watch_ = options.rule_watch;
  }
  worker_ = std::make_unique<Replicate>(district, rules, *watchdog_, sectors_of(district, options), worker_.get());
  for (std::int32_t i = 0; i < options.replicates; ++i) {
    if (options.stop != nullptr && options.stop->load()) return i;
    const std::int32_t r = options.first_replicate + i;
    sink(worker_->run(options.seed, r, r < options.full_detail_replicates));
  }
  return options.replicates;
}

}  // namespace eldercast
