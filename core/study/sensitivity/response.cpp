#include "study/sensitivity/response.hpp"

#include <algorithm>
#include <cmath>

#include "model/base/require.hpp"
#include "output/statistics.hpp"
#include "study/design/draws.hpp"

namespace eldercast {

std::size_t whole_blocks(std::span<const DesignPoint> points, const Response& response, std::size_t block_points) {
  require(response.replicates > 0, "a response has at least one replicate");
  require(response.values.size() == points.size() * response.replicates, "a response has one value a point and replicate");
  require(block_points > 0 && points.size() % block_points == 0, "points of a design come in whole blocks");
  for (std::size_t at = 0; at < points.size(); ++at) {
    const std::size_t step = at % block_points;
    require(points[at].step == static_cast<int>(step) && points[at].block == points[at - step].block, "points of a block stay in order");
  }
  return points.size() / block_points;
}

double pair_product(std::span<const double> x, std::span<const double> z) {
  if (x.empty()) return kUnknown;
  if (x.size() == 1) return x[0] * z[0];
  // All pairs less those of equal replicates. Means first: the difference of two large sums would cost digits.
  const auto n = static_cast<double>(x.size());
  const double mean_x = eldercast::mean(x);
  const double mean_z = eldercast::mean(z);
  double together = 0;
  for (std::size_t r = 0; r < x.size(); ++r) together += (x[r] - mean_x) * (z[r] - mean_z);
  return mean_x * mean_z - together / (n * (n - 1));
}

std::vector<double> ReplicateTable::present(std::size_t at) const {
  std::vector<double> found;
  for (const double value : row(at)) {
    if (std::isfinite(value)) found.push_back(value);
  }
  return found;
}

std::vector<double> column_means(const ReplicateTable& table) {
  std::vector<double> means(table.replicates, 0.0);
  std::vector<double> counts(table.replicates, 0.0);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t r = 0; r < table.replicates; ++r) {
      const double value = table.row(row)[r];
      if (!std::isfinite(value)) continue;
      means[r] += value;
      counts[r] += 1;
    }
  }
  for (std::size_t r = 0; r < table.replicates; ++r) means[r] = counts[r] > 0 ? means[r] / counts[r] : 0;
  return means;
}

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
