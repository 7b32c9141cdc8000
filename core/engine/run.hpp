#pragma once
/// Replicates in parallel: the whole of a run between a district and its outcomes.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "engine/build/building_site.hpp"
#include "engine/outcome.hpp"
#include "engine/parallel/arena.hpp"
#include "engine/parallel/pool.hpp"
#include "engine/rules/rule_set.hpp"
#include "model/district.hpp"

namespace eldercast {

/// How the rules of a run are watched.
struct RuleWatch {
  std::chrono::seconds limit{60};  ///< a rule that has not returned by then is named, and the program ends
  bool guards_views = false;       ///< look after every call whether the rule wrote into what it may only read; takes time
  friend bool operator==(const RuleWatch&, const RuleWatch&) = default;
};

struct RunOptions {
  std::uint64_t seed = 1;
  std::int32_t first_replicate = 0;  ///< number of the first one; each replicate depends on its number alone
  std::int32_t replicates = 100;
  std::int32_t full_detail_replicates = 1;  ///< numbers below this carry Outcome::detail
  Arena arena;                              ///< the threads that work; unless told, the calling one alone
  std::size_t residents_a_sector = 0;       ///< individuals of a sector at least (0: fitting size and threads); it changes no result
  const std::atomic<bool>* stop = nullptr;  ///< set by a signal: no further replicate starts
  RuleWatch rule_watch;
};

/// The district of a scenario, compiled on the threads of a run.
[[nodiscard]] District compile_district(std::shared_ptr<const Scenario> scenario, const RunOptions& options);

/// Runs all replicates and hands each outcome to `sink` in the order of replicates, one at a time, from a worker thread. The same seed
/// gives the same outcomes for any number of threads. At most a few outcomes wait in memory. An exception of the sink ends the run and
/// comes out here. Threads that find no replicate to begin work on sectors of those that are under way. Returns the number of outcomes
/// handed over; it is smaller than asked for only after a stop.
std::int32_t run_replicates(const District& district, std::span<const RuleEntry> rules, const RunOptions& options,
                            const std::function<void(Outcome&&)>& sink);

class Replicate;
class Watchdog;

/// The same for many districts one after the other, as for the cases of a study: the memory of one serves the next.
class SerialRunner {
 public:
  SerialRunner();
  ~SerialRunner();
  SerialRunner(const SerialRunner&) = delete;
  SerialRunner& operator=(const SerialRunner&) = delete;

  /// As run_replicates(), one replicate after the other on the calling thread; other threads of the arena that have nothing to do work on
  /// its sectors. `district` and `rules` may go when it is done.
  std::int32_t run(const District& district, std::span<const RuleEntry> rules, const RunOptions& options,
                   const std::function<void(Outcome&&)>& sink);

 private:
  std::unique_ptr<Watchdog> watchdog_;
  RuleWatch rule_watch_;
  std::unique_ptr<Replicate> worker_;
};

/// One replicate of a list, with the project that is late in it and the months in which projects are planned to open in it.
struct Job {
  std::int32_t replicate = 0;
  Delay delay;
  std::span<const PlannedOpening> openings = {};  ///< as BuildingSite::start() takes them; they outlive the run
};

/// Runs lists of jobs on one district, one list after the other. Replicate objects are shared by all jobs of all lists: making one costs as
/// much as running one.
class JobRunner {
 public:
  /// `district` and `rules` outlive the object. RunOptions::replicates is not looked at.
  JobRunner(const District& district, std::span<const RuleEntry> rules, const RunOptions& options);
  ~JobRunner();
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

  /// As run_replicates(), with the position of each job in place of a replicate. Returns the number of jobs handed over.
  std::size_t run(std::span<const Job> jobs, const std::function<void(std::size_t, Outcome&&)>& sink);

 private:
  RunOptions options_;
  std::unique_ptr<Watchdog> watchdog_;
  Pool<Replicate> workers_;
};

/// One list of jobs.
std::size_t run_jobs(const District& district, std::span<const RuleEntry> rules, std::span<const Job> jobs, const RunOptions& options,
                     const std::function<void(std::size_t, Outcome&&)>& sink);

}  // namespace eldercast
