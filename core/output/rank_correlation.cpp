#include "output/rank_correlation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/base/split_lognormal.hpp"
#include "output/statistics.hpp"

namespace eldercast {

std::vector<double> ranks_of(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> out(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
    for (std::size_t i = first; i <= last; ++i) out[order[i]] = 1 + static_cast<double>(first + last) / 2;
    first = last + 1;
  }
  return out;
}

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
  const double mean_x = mean(x);
  const double mean_y = mean(y);
  double xy = 0;
  double xx = 0;
  double yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mean_x) * (y[i] - mean_y);
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    yy += (y[i] - mean_y) * (y[i] - mean_y);
  }
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

double largest_by_chance(std::size_t points, std::size_t parameters) {
  if (points < 3) return 1;
  const double tail = 0.05 / (2.0 * static_cast<double>(parameters));
  return normal_quantile(1 - tail) / std::sqrt(static_cast<double>(points - 1));
}

}  // namespace eldercast
