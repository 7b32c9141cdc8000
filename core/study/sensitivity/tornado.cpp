#include "study/sensitivity/tornado.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "model/base/require.hpp"
#include "output/statistics.hpp"

namespace eldercast {
namespace {

/// In double, so that machines agree whose long double differs.
using StudentsT = boost::math::students_t_distribution<double, boost::math::policies::policy<boost::math::policies::promote_double<false>>>;

Swing paired(const Response& response, std::size_t point) {
  std::vector<double> differences;
  for (std::size_t r = 0; r < response.replicates; ++r) {
    const double difference = response.at(point)[r] - response.at(0)[r];
    if (std::isfinite(difference)) differences.push_back(difference);
  }
  Swing found = swing_of(differences);
  found.left_out = response.replicates - found.replicates;
  return found;
}

/// Rank of a row; -1 if it has no swing at all.
double larger_swing(const TornadoRow& row) {
  double larger = -1;
  for (const double mean : {row.low.mean, row.high.mean}) {
    if (!std::isnan(mean)) larger = std::max(larger, std::abs(mean));
  }
  return larger;
}

}  // namespace

Swing swing_of(std::span<const double> differences) {
  Swing found;
  found.replicates = differences.size();
  found.mean = eldercast::mean(differences);
  if (differences.size() < 2) return found;
  const auto n = static_cast<double>(differences.size());
  const double t = boost::math::quantile(StudentsT(n - 1), 1 - kIntervalTail);
  const double half = t * std::sqrt(variance(differences) / n);
  found.interval = {found.mean - half, found.mean + half};
  return found;
}

std::vector<TornadoRow> tornado(std::size_t axes, std::span<const DesignPoint> points, const Response& response) {
  require(whole_blocks(points, response, 2 * axes + 1) == 1, "a tornado is made of one block");
  std::vector<TornadoRow> rows;
  for (std::size_t axis = 0; axis < axes; ++axis) {
    const std::size_t low = 1 + 2 * axis;
    require(points[low].axis == static_cast<int>(axis) && points[low + 1].axis == static_cast<int>(axis), "ends of an axis stand together");
    rows.push_back({static_cast<int>(axis), paired(response, low), paired(response, low + 1)});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const TornadoRow& a, const TornadoRow& b) { return larger_swing(a) > larger_swing(b); });
  return rows;
}

}  // namespace eldercast
