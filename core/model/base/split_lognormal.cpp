#include "model/base/split_lognormal.hpp"

#include <cmath>
#include <cstddef>

namespace eldercast {
namespace {

constexpr std::size_t kPoints = 4096;
constexpr double kNinetiethPercentile = 1.2815515655446004;  ///< of the standard normal distribution

}  // namespace

double normal_quantile(double p) {
  double low = -10;
  double high = 10;
  constexpr int kHalvings = 60;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (0.5 * std::erfc(-middle / std::sqrt(2.0)) < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

SplitLognormal::SplitLognormal() {
  for (std::size_t i = 0; i < kPoints; ++i) normal_quantiles_.push_back(normal_quantile((static_cast<double>(i) + 0.5) / kPoints));
}

double SplitLognormal::at(const Spread& spread, std::uint32_t u) const { return at_deviate(spread, normal(u)); }

double SplitLognormal::at_deviate(const Spread& spread, double deviate) {
  const double side = deviate < 0 ? spread.median / spread.low : spread.high / spread.median;
  return spread.median * std::exp(deviate * std::log(side) / kNinetiethPercentile);
}

double SplitLognormal::normal(std::uint32_t u) const { return normal_quantiles_[u / (0x100000000ULL / kPoints)]; }

}  // namespace eldercast
