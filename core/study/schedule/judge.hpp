#pragma once
/// Which of two schedules is better, by samples of the same replicates.
#include <cstdint>
#include <optional>
#include <vector>

#include "output/figures/paired.hpp"
#include "study/schedule/evaluator.hpp"

namespace eldercast {

class Judge {
 public:
  /// `plan`: kept targets may be missed by as much as under it. The evaluator and the goal outlive the object.
  Judge(Evaluator& evaluator, const ScheduleGoal& goal, Openings plan);

  /// What is gained from `a` to `b`, in units of the goal where more is better: a cost saved is positive. Paired over `replicates`.
  [[nodiscard]] Difference gain(const Openings& a, const Openings& b, std::int32_t replicates);
  /// The same by replicate; NaN where one of them failed.
  [[nodiscard]] std::vector<double> gains(const Openings& a, const Openings& b, std::int32_t replicates);
  /// The mean gain, with what kept targets are missed by beyond the plan put before all else. -infinity if no replicate is known.
  [[nodiscard]] double worth(const Openings& a, const Openings& b, std::int32_t replicates);
  /// By how much kept targets are missed beyond the plan, mean; 0: they are kept.
  [[nodiscard]] double excess(const Openings& openings, std::int32_t replicates);
  /// Races `b` against `a`: 2 replicates, then 4, up to `replicates`; given up as soon as it is not better on the mean of the first two, or
  /// the 90% interval of its gain lies below 0. Positive only if the interval over all replicates lies above 0, or `b` misses kept targets
  /// by less. Nothing if the evaluator's budget is spent.
  [[nodiscard]] std::optional<double> race(const Openings& a, const Openings& b, std::int32_t replicates);
  /// Mean of the goal's number, as it is shown.
  [[nodiscard]] double value(const Openings& openings, std::int32_t replicates);

  [[nodiscard]] Evaluator& evaluator() { return evaluator_; }

 private:
  [[nodiscard]] double missing(const Openings& openings, std::int32_t replicates);

  Evaluator& evaluator_;
  const ScheduleGoal& goal_;
  Openings plan_;
  double sign_;
};

}  // namespace eldercast
