#pragma once
/// How many months of work are left at a project of a stage: the delay distributions of core/engine/build, summed over projects.
#include <array>
#include <vector>

#include "model/base/split_lognormal.hpp"
#include "study/forecast/forecast_tables.hpp"

namespace eldercast {

/// Shares of projects that are ready after so many months, by stage, for a kind.
class WorkLeft {
 public:
  /// Months are (preparing + building) x slip, each a split log-normal. Of a project that is being built a share of 0 to `built_at_most` of
  /// the building is done, each share alike; of one that has a site any share of the preparing; an unsited one begins.
  WorkLeft(const SplitLognormal& table, const Spread& prepare, const Spread& build, const Spread& slip, double built_at_most = 0.6);

  /// The share that is ready within so many months; 0 for none or fewer, linear between eighths of a month.
  [[nodiscard]] double ready(Stage stage, double months) const;

 private:
  static constexpr int kSteps = 8;     ///< a month
  static constexpr int kMonths = 120;  ///< beyond: all that will ever be
  std::array<std::vector<double>, 4> cumulated_;
};

}  // namespace eldercast
