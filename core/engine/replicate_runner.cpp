#include "engine/replicate_runner.hpp"

#include <algorithm>
#include <array>
#include <deque>
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
  explicit Content(RuleWatch how) : rule_watch(how), watchdog(how.limit, how.guards_views, how.observer) {}

  RuleWatch rule_watch;
  Watchdog watchdog;
  Simulation::Memory memory;
};

Workspace::Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;
Workspace::~Workspace() = default;

struct ReplicateRunner::Parts {
  /// A district and those that simulate it.
  struct Place {
    Place(Parts& parts, const RuledDistrict& its, const RunOptions& options)
        : ruled(its), zones(zones_of(*its.district, options)), simulations([this, &parts] { return parts.simulation(*this); }) {}

    RuledDistrict ruled;
    Zones zones;
    Pool<Simulation> simulations;
  };

  Parts(std::span<const RuledDistrict> districts, const RunOptions& its_options, std::unique_ptr<Workspace::Content> content)
      : options(its_options), workspace(std::move(content)) {
    for (const RuledDistrict& one : districts) places.emplace_back(*this, one, options);
    places.front().simulations.put(simulation(places.front(), std::move(workspace->memory)));
  }

  std::unique_ptr<Simulation> simulation(const Place& place, Simulation::Memory memory) {
    return std::make_unique<Simulation>(*place.ruled.district, place.ruled.rules, workspace->watchdog, place.zones, std::move(memory));
  }
  /// In the memory of one that is idle at another place, if there is one.
  std::unique_ptr<Simulation> simulation(const Place& place) { return simulation(place, idle_memory(&place)); }

  Simulation::Memory idle_memory(const Place* but = nullptr) {
    for (Place& other : places) {
      const std::unique_ptr<Simulation> idle = &other == but ? nullptr : other.simulations.take_out();
      if (idle != nullptr) return std::move(*idle).release();
    }
    return {};
  }

  RunOptions options;
  std::unique_ptr<Workspace::Content> workspace;
  std::deque<Place> places;  ///< stay where they are
};

ReplicateRunner::ReplicateRunner(std::span<const RuledDistrict> districts, const RunOptions& options, Workspace workspace) {
  std::unique_ptr<Workspace::Content> content = std::move(workspace.content_);
  if (content == nullptr || content->rule_watch != options.rule_watch) content = std::make_unique<Workspace::Content>(options.rule_watch);
  parts_ = std::make_unique<Parts>(districts, options, std::move(content));
}
ReplicateRunner::ReplicateRunner(const District& district, std::span<const RuleEntry> rules, const RunOptions& options, Workspace workspace)
    : ReplicateRunner(std::array{RuledDistrict{&district, rules}}, options, std::move(workspace)) {}
ReplicateRunner::~ReplicateRunner() = default;

std::size_t ReplicateRunner::run(std::span<const Job> jobs, const std::function<void(std::size_t, Outcome&&)>& sink) {
  const RunOptions& options = parts_->options;
  const auto outcome_of = [&](std::size_t job) {
    const Job& one = jobs[job];
    const bool detail = one.detail || one.replicate < options.full_detail_replicates;
    return parts_->places[one.district].simulations.take()->run(options.seed, one.replicate, detail, one.delay, one.openings);
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
  parts_->workspace->memory = parts_->idle_memory();
  parts_->places.clear();
  out.content_ = std::move(parts_->workspace);
  return out;
}

}  // namespace eldercast
