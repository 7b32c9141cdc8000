#pragma once
/// How long the rest of a long work will take, from how long its steps took.
#include <cstdint>
#include "text/bilingual.hpp"

namespace eldercast {

/// Seconds, both ends of a 90% range.
struct TimeLeft {
  double low = 0;
  double high = 0;
};

class Pace {
 public:
  /// One more step ended, `seconds` after the one before it.
  void step(double seconds);
  [[nodiscard]] std::int64_t steps() const { return steps_; }
  /// Of `more` further steps, if they are as those so far: n m -+ 1.645 s sqrt(n + n^2 / k) with mean m and standard deviation s of k
  /// steps. The first summand is the chance of the steps to come, the second that of the mean. Of fewer than three steps s is taken to be
  /// m. Nothing is known before the first step: both ends are 0.
  [[nodiscard]] TimeLeft left(std::int64_t more) const;

 private:
  std::int64_t steps_ = 0;
  double mean_ = 0;
  double squares_ = 0;  ///< sum of squared distances from the mean (Welford, Technometrics 4, 1962)
};

/// "4 s to 9 s left", "about 9 s left" where both ends read alike.
[[nodiscard]] Text left_text(const TimeLeft& left);

}  // namespace eldercast
