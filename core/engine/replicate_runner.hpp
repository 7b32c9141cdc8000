#pragma once
/// The one way to run replicates: all between a district and its outcomes.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "engine/build/building_site.hpp"
#include "engine/outcome.hpp"
#include "engine/parallel/arena.hpp"
#include "engine/rules/rule_set.hpp"
#include "model/district.hpp"

namespace eldercast {

/// How the rules of a run are watched.
struct RuleWatch {
  std::chrono::seconds limit{60};   ///< a rule that has not returned by then is named, and the program ends
  bool guards_views = false;        ///< look after every call whether the rule wrote into what it may only read; takes time
  RunObserver* observer = nullptr;  ///< looks on; outlives the run
  friend bool operator==(const RuleWatch&, const RuleWatch&) = default;
};

struct RunOptions {
  std::uint64_t seed = 1;
  std::int32_t first_replicate = 0;  ///< number of the first one; each replicate depends on its number alone
  std::int32_t replicates = 100;
  std::int32_t full_detail_replicates = 1;  ///< numbers below this carry Outcome::detail
  Arena arena;                              ///< the threads that work; unless told, the calling one alone
  bool one_at_a_time = false;               ///< replicates follow each other on the calling thread; others help with their zones
  std::size_t residents_a_zone = 0;         ///< individuals of a zone at least (0: fitting size and threads); it changes no result
  const std::atomic<bool>* stop = nullptr;  ///< set by a signal: no further replicate starts
  RuleWatch rule_watch;
};

/// The district of a scenario, compiled on the threads of a run.
[[nodiscard]] District compile_district(std::shared_ptr<const Scenario> scenario, const RunOptions& options);

/// A district with the rules of its scenario.
struct RuledDistrict {
  const District* district;
  std::span<const RuleEntry> rules;
};

/// One replicate of a list, with the project that is late in it and the months in which projects are planned to open in it.
struct Job {
  std::int32_t replicate = 0;
  Delay delay;
  std::span<const PlannedOpening> openings = {};  ///< as BuildingSite::start() takes them; they outlive the run
  bool detail = false;                            ///< carries Outcome::detail, whatever the options say
  std::size_t district = 0;                       ///< position in the runner's list of districts
};

/// What one runner leaves to the next: memory that has been asked for, and the watchdog of the rules. It changes no result, only what a
/// short run costs.
class Workspace {
 public:
  Workspace();
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;
  ~Workspace();

 private:
  friend class ReplicateRunner;
  struct Content;
  std::unique_ptr<Content> content_;
};

/// Runs replicates on one district or several, list after list. What a replicate works with is made once and shared by all of them: making
/// it costs as much as running one.
///
/// The same seed gives the same outcomes for any number of threads, any order, and any workspace. Outcomes are handed to `sink` in the
/// order asked for, one at a time, from any thread of the arena; at most a few wait in memory. An exception of the sink ends the run and
/// comes out. Threads that find no replicate to begin work on zones of those that are under way. A replicate whose rule fails comes
/// with Outcome::failure.
class ReplicateRunner {
 public:
  /// `district` and what `rules` were made of outlive the object.
  ReplicateRunner(const District& district, std::span<const RuleEntry> rules, const RunOptions& options, Workspace workspace = {});
  /// Jobs say on which of the districts, of which there is one at least; no more memory is asked for than one of them needs.
  ReplicateRunner(std::span<const RuledDistrict> districts, const RunOptions& options, Workspace workspace = {});
  ~ReplicateRunner();
  ReplicateRunner(const ReplicateRunner&) = delete;
  ReplicateRunner& operator=(const ReplicateRunner&) = delete;

  /// The replicates of the options. Returns how many were handed over: fewer than asked for only after a stop.
  std::int32_t run(const std::function<void(Outcome&&)>& sink);
  /// A list of one's own, whatever the options say of numbers; `sink` gets the position in it.
  std::size_t run(std::span<const Job> jobs, const std::function<void(std::size_t, Outcome&&)>& sink);

  /// For the next runner, of whatever district.
  [[nodiscard]] Workspace release() &&;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace eldercast
