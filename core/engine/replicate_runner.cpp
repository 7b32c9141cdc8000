#include "engine/replicate_runner.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "engine/parallel/pipeline.hpp"
#include "engine/parallel/pool.hpp"
#include "engine/simulation/simulation.hpp"

namespace eldercast {
namespace {

/// Individuals of a zone: few enough that a month touches memory town by town. A tenth of it made no difference.
constexpr std::size_t kResidentsASector = 500'000;
/// Zones for each thread: people are not dealt evenly, and nobody should wait long for the last one.
constexpr std::size_t kZonesAThread = 4;

Executor together(const Arena& arena) {
  return [arena](std::size_t jobs, const std::function<void(std::size_t)>& work) { arena.each(jobs, work); };
}

/// Cut as fits memory and, where several threads may work on one replicate, so that each has some.
Zones zones_of(const District& district, const RunOptions& options) {
  std::size_t residents = options.residents_a_zone;
  if (residents == 0) {
    residents = kResidentsASector;
    const auto threads = static_cast<std::size_t>(options.arena.threads());
    if (threads > 1) residents = std::min(residents, district.base().slots() / (kZonesAThread * threads));
  }
  return {district.scenario(), district.base().first_slot, residents, together(options.arena)};
}

}  // namespace

District compile_district(std::shared_ptr<const Scenario> scenario, const RunOptions& options) {
  return District(std::move(scenario), {}, together(options.arena));
}

struct Workspace::Content {
  explicit Content(RuleWatch how) : rule_watch(how), watchdog(how.limit, how.guards_views) {}

  RuleWatch rule_watch;
  Watchdog watchdog;
  Simulation::Memory memory;
};

Workspace::Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;
Workspace::~Workspace() = default;

struct ReplicateRunner::Parts {
  Parts(const District& district, std::span<const RuleEntry> rules, const RunOptions& its_options,
        std::unique_ptr<Workspace::Content> content)
      : options(its_options),
        workspace(std::move(content)),
        zones(zones_of(district, its_options)),
        simulations([this, &district, rules] { return std::make_unique<Simulation>(district, rules, workspace->watchdog, zones); }) {
    simulations.put(std::make_unique<Simulation>(district, rules, workspace->watchdog, zones, std::move(workspace->memory)));
  }

  RunOptions options;
  std::unique_ptr<Workspace::Content> workspace;
  Zones zones;
  Pool<Simulation> simulations;
};

ReplicateRunner::ReplicateRunner(const District& district, std::span<const RuleEntry> rules, const RunOptions& options,
                                 Workspace workspace) {
  std::unique_ptr<Workspace::Content> content = std::move(workspace.content_);
  if (content == nullptr || content->rule_watch != options.rule_watch) content = std::make_unique<Workspace::Content>(options.rule_watch);
  parts_ = std::make_unique<Parts>(district, rules, options, std::move(content));
}
ReplicateRunner::~ReplicateRunner() = default;

std::size_t ReplicateRunner::run(std::span<const Job> jobs, const std::function<void(std::size_t, Outcome&&)>& sink) {
  const RunOptions& options = parts_->options;
  const auto outcome_of = [&](std::size_t job) {
    const auto& [r, delay, openings] = jobs[job];
    return parts_->simulations.take()->run(options.seed, r, r < options.full_detail_replicates, delay, openings);
  };
  if (!options.one_at_a_time) return in_order<Outcome>(options.arena, jobs.size(), options.stop, outcome_of, sink);
  for (std::size_t job = 0; job < jobs.size(); ++job) {
    if (options.stop != nullptr && options.stop->load()) return job;
    sink(job, outcome_of(job));
  }
  return jobs.size();
}

std::int32_t ReplicateRunner::run(const std::function<void(Outcome&&)>& sink) {
  std::vector<Job> jobs;
  for (std::int32_t r = 0; r < parts_->options.replicates; ++r) jobs.push_back({parts_->options.first_replicate + r, {}});
  return static_cast<std::int32_t>(run(jobs, [&](std::size_t, Outcome&& outcome) { sink(std::move(outcome)); }));
}

Workspace ReplicateRunner::release() && {
  Workspace out;
  if (const std::unique_ptr<Simulation> simulation = parts_->simulations.take_out()) {
    parts_->workspace->memory = std::move(*simulation).release();
  }
  parts_->simulations.clear();
  out.content_ = std::move(parts_->workspace);
  return out;
}

}  // namespace eldercast
