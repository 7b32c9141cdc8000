#include "study/sensitivity/bootstrap.hpp"

#include <algorithm>
#include <cmath>

#include "study/design/draws.hpp"

namespace eldercast {
namespace {

double percentile_of(const std::vector<double>& sorted, double share) {
  const double position = share * static_cast<double>(sorted.size() - 1);
  const auto under = static_cast<std::size_t>(position);
  const std::size_t over = std::min(under + 1, sorted.size() - 1);
  return sorted[under] + (position - static_cast<double>(under)) * (sorted[over] - sorted[under]);
}

}  // namespace

std::vector<double> resample_counts(std::uint64_t seed, int resample, std::size_t units) {
  const StudyStream stream(seed, StudyDraw::resample);
  const auto size = static_cast<std::uint32_t>(units);
  std::vector<double> counts(units, 0.0);
  for (std::uint32_t unit = 0; unit < size; unit += 4) {
    const auto words = stream.words(static_cast<std::uint32_t>(resample), 0, unit / 4);
    for (std::uint32_t word = 0; word < std::min<std::uint32_t>(4, size - unit); ++word) counts[below(size, words[word])] += 1;
  }
  return counts;
}

Interval percentile_interval(std::vector<double> values) {
  const std::size_t all = values.size();
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (2 * values.size() <= all) return {};
  std::sort(values.begin(), values.end());
  return {percentile_of(values, kIntervalTail), percentile_of(values, 1 - kIntervalTail)};
}

}  // namespace eldercast
