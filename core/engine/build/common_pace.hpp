#pragma once
/// The pace that all projects of a district have in common, learnt from what was seen of them until a date.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/build/conditioned_delay.hpp"

namespace eldercast {

/// What was seen of one project: bounds of its delay. `share_never`: it may never be built, with that probability before anything was seen;
/// 0: it was seen to be under way.
struct PaceEvidence {
  FacilityKind kind{};
  DelayKnown known;
  double share_never = 0;
};

/// Delays are (preparing + building) x slip x pace. The pace is a split log-normal, ScheduleParameters::common_slip, at 57 deviates from
/// -3.5 to 3.5. Given what was seen, a pace f has the weight prior(f) x product over projects of (q + (1 - q) Pr(bounds | f)): Bayes' rule,
/// with nothing thrown away. The probabilities are those of ConditionedDelay with 256 points for each part and 64 slips. What cannot be at
/// a pace counts as half a combination of these points: one project never rules a pace out by itself.
class CommonPace {
 public:
  CommonPace(const SplitLognormal& table, const ScheduleParameters& schedule);

  /// Whether there is anything to learn: common_slip has a width.
  [[nodiscard]] bool uncertain() const { return !paces_.empty(); }
  /// The paces, rising.
  [[nodiscard]] std::span<const double> paces() const { return paces_; }
  /// The probability of each, given what was seen; they add up to 1.
  [[nodiscard]] std::vector<double> weights(std::span<const PaceEvidence> seen);
  /// Position of a pace drawn by these weights; a larger number gives a slower one.
  [[nodiscard]] std::size_t draw(std::span<const PaceEvidence> seen, std::uint32_t word);
  /// The delays of a kind at a pace.
  [[nodiscard]] ConditionedDelay& delay(FacilityKind kind, std::size_t pace);

 private:
  const SplitLognormal* table_;
  const ScheduleParameters* schedule_;
  std::vector<double> paces_;
  std::vector<double> prior_;
  PerEnum<FacilityKind, std::vector<std::optional<ConditionedDelay>>> delays_;
};

}  // namespace eldercast
