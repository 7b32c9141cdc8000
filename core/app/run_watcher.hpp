#pragma once
/// What `run --timing` and `run --trace-rule` look at.
#include <array>
#include <atomic>
#include <map>
#include <string>
#include <vector>

#include "engine/rules/rule_set.hpp"
#include "model/district.hpp"
#include "output/file/run_info.hpp"

namespace eldercast {

class RunWatcher final : public RunObserver {
 public:
  /// `traced`: id of the rule whose calls in replicate 0 are told, or empty. District and rules outlive the object.
  RunWatcher(const District& district, std::span<const RuleEntry> rules, std::string traced);

  void phase_took(MonthPhase phase, std::chrono::nanoseconds time) override;
  void rule_took(std::size_t rule, MonthPhase phase, std::chrono::nanoseconds time) override;
  [[nodiscard]] bool traces(std::size_t rule, std::int32_t replicate) const override;
  void call_begins(MonthPhase phase, const MonthView& view) override;
  void read(std::string_view table, std::size_t row, std::string_view field) override;
  void said(const SaidFlow& flow) override;
  void call_ends(std::chrono::nanoseconds time) override;

  /// Phases in their order, then every rule in each phase in which it was asked.
  [[nodiscard]] std::vector<TimedPart> timing() const;
  /// The same as a table for people, by replicate.
  [[nodiscard]] std::string timing_text(std::int32_t replicates) const;
  /// One line of JSON a call: {"month": "2020-05", "phase": "pay", "microseconds": 12.5, "reads": {"facility.status": 281} or null, "said":
  /// [...]}.
  [[nodiscard]] std::string trace();

 private:
  static constexpr std::size_t kPhases = kMonthPhaseNames.size();
  using Times = std::array<std::atomic<std::int64_t>, kPhases>;  ///< nanoseconds by phase

  /// A call as it is told.
  struct Call {
    std::string month;
    MonthPhase phase;
    double microseconds = 0;
    std::map<std::string, std::int64_t> reads;
    std::string said;  ///< flows as JSON, with commas between them
  };

  const District& district_;
  std::span<const RuleEntry> rules_;
  std::string traced_;
  bool tells_reads_ = false;
  Times phases_{};
  std::vector<Times> by_rule_;
  std::vector<Call> calls_;
};

}  // namespace eldercast
