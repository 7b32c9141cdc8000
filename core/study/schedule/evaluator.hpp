#pragma once
/// Schedules simulated with common random numbers: replicate r has the same draw and the same chance under every schedule.
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "study/schedule/choices.hpp"
#include "study/schedule/objective.hpp"
#include "study/schedule/search_journal.hpp"
#include "study/uncertainty/drawn_runner.hpp"

namespace eldercast {

/// The search may simulate no more.
class BudgetSpent : public std::exception {};

struct EvaluatorOptions {
  std::optional<std::int64_t> most;                            ///< replicates, those of the journal counted
  std::optional<std::chrono::steady_clock::time_point> until;  ///< all is over by then, what comes after the search, too
  std::int64_t reserve = 0;                                    ///< replicates that come after the search, at the pace that it has
  std::function<void()> each;                                  ///< after every replicate; may be empty
};

class Evaluator {
 public:
  /// All arguments outlive the object. `journal` may be null.
  Evaluator(DrawnRunner& runner, const Choices& choices, const ScheduleGoal& goal, SearchJournal* journal, EvaluatorOptions options);

  /// Samples of replicates 0 to `replicates`, simulated as far as they are not known. A replicate that failed has NaN. Throws StudyStopped
  /// and, where limit() holds, BudgetSpent.
  [[nodiscard]] std::span<const Measured> samples(const Openings& openings, std::int32_t replicates);
  /// The same for many schedules at once, so that all threads have work.
  void prepare(std::span<const Openings> openings, std::int32_t replicates);
  /// Which limits hold from now on: some of what the answer needs is simulated however many replicates it takes, some whatever it takes.
  enum class Limit : std::uint8_t { none, time, all };
  void limit(Limit limit) { limit_ = limit; }

  [[nodiscard]] std::int64_t counted() const { return counted_; }      ///< replicates asked for, those of the journal too
  [[nodiscard]] std::int64_t simulated() const { return simulated_; }  ///< replicates run by this object
  [[nodiscard]] std::int64_t failed() const { return failed_; }

 private:
  struct Wanted {
    std::vector<PlannedOpening> all;  ///< openings of all projects
    std::vector<Measured>* samples = nullptr;
    std::string name;
  };
  void simulate(std::span<Wanted> wanted, std::int32_t replicates);
  [[nodiscard]] static std::size_t asked_for(std::span<const Wanted> wanted, std::int32_t replicates);
  void check_most(std::size_t jobs) const;
  void check_time() const;

  const Choices& choices_;
  const ScheduleGoal& goal_;
  SearchJournal* journal_;
  EvaluatorOptions options_;
  Description description_;
  DrawnRunner& runner_;
  std::map<Openings, std::vector<Measured>> known_;
  std::int64_t counted_ = 0;
  std::int64_t simulated_ = 0;
  std::int64_t failed_ = 0;
  Limit limit_ = Limit::all;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace eldercast
