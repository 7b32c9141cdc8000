#include "study/sensitivity/bootstrap.hpp"

#include <algorithm>
#include <cmath>

#include "output/statistics.hpp"
#include "study/design/draws.hpp"

namespace eldercast {
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
  return {percentile(values, kIntervalTail), percentile(values, 1 - kIntervalTail)};
}

}  // namespace eldercast
