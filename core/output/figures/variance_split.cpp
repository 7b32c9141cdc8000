#include "output/figures/variance_split.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace eldercast {

VarianceSplit split_variance(const std::vector<double>& values, std::size_t replicates) {
  std::vector<double> means;
  double within = 0;
  for (std::size_t first = 0; first + replicates <= values.size(); first += replicates) {
    double sum = 0;
    for (std::size_t i = first; i < first + replicates; ++i) sum += values[i];
    if (std::isnan(sum)) continue;
    const double centre = sum / static_cast<double>(replicates);
    means.push_back(centre);
    for (std::size_t i = first; i < first + replicates; ++i) within += (values[i] - centre) * (values[i] - centre);
  }
  VarianceSplit out;
  out.points = means.size();
  const auto points = static_cast<double>(means.size());
  const auto n = static_cast<double>(replicates);
  if (means.size() < 2 || replicates < 2) {
    out.chance = out.parameters = out.share = std::numeric_limits<double>::quiet_NaN();
    return out;
  }
  double grand = 0;
  for (const double one : means) grand += one / points;
  double between = 0;
  for (const double one : means) between += n * (one - grand) * (one - grand);
  out.chance = within / (points * (n - 1));
  out.parameters = std::max(0.0, (between / (points - 1) - out.chance) / n);
  const double all = out.chance + out.parameters;
  out.share = all > 0 ? out.parameters / all : std::numeric_limits<double>::quiet_NaN();
  return out;
}

}  // namespace eldercast
