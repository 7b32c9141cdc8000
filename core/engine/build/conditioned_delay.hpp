#pragma once
/// How long a project takes, given what is known of it: months of preparing and of building drawn from what their distributions leave,
/// never by throwing draws away.
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "model/base/split_lognormal.hpp"

namespace eldercast {

/// What is known: preparing and building together take more than `after` months and at most `until`; preparing takes at least
/// `prepared_from` months and less than `prepared_before`.
struct DelayKnown {
  std::int32_t after = 0;
  std::optional<std::int32_t> until;
  std::int32_t prepared_from = 0;
  std::optional<std::int32_t> prepared_before;
};

/// Months of the two parts of a project, slip included.
struct DrawnDelay {
  double prepare_months = 0;
  double build_months = 0;
};

/// How many equally likely points the parts of a delay have; powers of two up to the 4,096 of SplitLognormal.
struct DelayPoints {
  std::uint64_t of_part = 4096;  ///< of preparing, and of building
  std::uint64_t of_slip = 512;
};

/// The delays of one kind: (preparing + building) x slip, each at equally likely points. With nothing known the distribution is that of
/// BuildingSite::draw_fate() up to the steps of the points.
class ConditionedDelay {
 public:
  ConditionedDelay(const SplitLognormal& table, const Spread& prepare, const Spread& build, const Spread& slip, DelayPoints points = {});

  /// The probability of what is known.
  [[nodiscard]] double share(const DelayKnown& known);
  /// Draws from what is left, slip first, then preparing, then building, each by inverting its distribution given the ones before: a larger
  /// number gives a longer part. Nothing if what is known cannot be.
  [[nodiscard]] std::optional<DrawnDelay> draw(const DelayKnown& known, std::uint32_t for_prepare, std::uint32_t for_build,
                                               std::uint32_t for_slip);

 private:
  using Key = std::pair<std::pair<std::int32_t, std::int32_t>, std::pair<std::int32_t, std::int32_t>>;
  /// Pairs of preparing and building that fit, summed over slips up to each.
  const std::vector<double>& cumulated(const DelayKnown& known);
  /// Pairs that fit at one slip; with `by_prepare` those of each preparing, summed up.
  double fitting(const DelayKnown& known, double slip, std::vector<double>* by_prepare) const;

  std::vector<double> prepare_;
  std::vector<double> build_;
  std::vector<double> slip_;
  std::map<Key, std::vector<double>> cumulated_;
  std::vector<double> scratch_;
};

}  // namespace eldercast
