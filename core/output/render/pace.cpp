#include "output/render/pace.hpp"

#include <algorithm>
#include <cmath>

#include "output/render/language.hpp"
#include "output/render/text_cells.hpp"

namespace eldercast {

void Pace::step(double seconds) {
  ++steps_;
  const double before = seconds - mean_;
  mean_ += before / static_cast<double>(steps_);
  squares_ += before * (seconds - mean_);
}

TimeLeft Pace::left(std::int64_t more) const {
  if (steps_ == 0) return {};
  constexpr std::int64_t kFewest = 3;
  constexpr double kNormal95 = 1.645;
  const auto n = static_cast<double>(more);
  const auto k = static_cast<double>(steps_);
  const double deviation = steps_ < kFewest ? mean_ : std::sqrt(squares_ / (k - 1));
  const double margin = kNormal95 * deviation * std::sqrt(n + n * n / k);
  return {std::max(0.0, n * mean_ - margin), n * mean_ + margin};
}

Text left_text(const TimeLeft& left) {
  const std::string low = duration_text(left.low);
  const std::string high = duration_text(left.high);
  if (low == high) return worded("约剩{}", "about {} left", high);
  return worded("还需{}到{}", "{} to {} left", low, high);
}

}  // namespace eldercast
