#include "study/sensitivity/morris.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "model/base/require.hpp"
#include "output/statistics.hpp"

namespace eldercast {
namespace {

/// The effects of every axis: [axis], a row a trajectory.
std::vector<ReplicateTable> effect_tables(std::span<const Axis> axes, std::span<const DesignPoint> points, const Response& response) {
  const std::size_t blocks = whole_blocks(points, response, axes.size() + 1);
  const std::size_t replicates = response.replicates;
  std::vector<ReplicateTable> tables(axes.size(), {replicates, std::vector<double>(blocks * replicates, kUnknown)});
  for (std::size_t at = 0; at < points.size(); ++at) {
    if (points[at].step == 0) continue;
    require(points[at].axis >= 0 && points[at].axis < static_cast<int>(axes.size()), "a step of a trajectory moves an axis");
    const auto moved = static_cast<std::size_t>(points[at].axis);
    const double way = (points[at].values[moved] - points[at - 1].values[moved]) / (axes[moved].high - axes[moved].low);
    require(way != 0, "a step of a trajectory moves its axis");
    double* cells = &tables[moved].cells[at / (axes.size() + 1) * replicates];
    for (std::size_t r = 0; r < replicates; ++r) cells[r] = (response.at(at)[r] - response.at(at - 1)[r]) / way;
  }
  return tables;
}

/// Mean effect of each trajectory; NaN where it gives none.
std::vector<double> mean_effects(const ReplicateTable& table, std::size_t needed) {
  std::vector<double> effects;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::vector<double> present = table.present(row);
    effects.push_back(present.size() < needed ? kUnknown : eldercast::mean(present));
  }
  return effects;
}

double mean_absolute(const std::vector<double>& effects, const std::vector<double>& weights) {
  double sum = 0;
  double weight = 0;
  for (std::size_t row = 0; row < effects.size(); ++row) {
    if (std::isnan(effects[row])) continue;
    sum += weights[row] * std::abs(effects[row]);
    weight += weights[row];
  }
  return weight > 0 ? sum / weight : kUnknown;
}

/// Sigma of the effects of g; rows without an effect are left out.
double sigma_of(const ReplicateTable& table, const std::vector<double>& effects, std::size_t used) {
  if (used < 2) return kUnknown;
  ReplicateTable kept{table.replicates, {}};
  for (std::size_t row = 0; row < effects.size(); ++row) {
    const std::span<const double> cells = table.row(row);
    if (!std::isnan(effects[row])) kept.cells.insert(kept.cells.end(), cells.begin(), cells.end());
  }
  const std::vector<double> means = column_means(kept);
  double sum = 0;
  for (std::size_t row = 0; row < kept.rows(); ++row) {
    for (std::size_t r = 0; r < kept.replicates; ++r) kept.cells[row * kept.replicates + r] -= means[r];
    const std::vector<double> centred = kept.present(row);
    sum += pair_product(centred, centred);
  }
  return std::sqrt(std::max(0.0, sum / static_cast<double>(used - 1)));
}

double noise_of(const ReplicateTable& table, const std::vector<double>& effects, std::size_t used) {
  double sum = 0;
  for (std::size_t row = 0; row < effects.size(); ++row) {
    if (std::isnan(effects[row])) continue;
    const std::vector<double> present = table.present(row);
    sum += variance(present) / static_cast<double>(present.size());
  }
  return used == 0 ? kUnknown : std::sqrt(sum / static_cast<double>(used));
}

}  // namespace

MorrisIndices morris_indices(std::span<const Axis> axes, std::span<const DesignPoint> points, const Response& response,
                             const BootstrapSettings& settings) {
  const std::vector<ReplicateTable> tables = effect_tables(axes, points, response);
  std::vector<std::vector<double>> effects;
  MorrisIndices found;
  found.noise_known = response.replicates > 1;
  for (std::size_t axis = 0; axis < axes.size(); ++axis) {
    effects.push_back(mean_effects(tables[axis], replicates_needed(response)));
    std::vector<double> used = effects.back();
    std::erase_if(used, [](double effect) { return std::isnan(effect); });
    MorrisRow row;
    row.axis = static_cast<int>(axis);
    row.effects = used.size();
    row.left_out = effects.back().size() - used.size();
    row.mu = eldercast::mean(used);
    row.mu_star = mean_absolute(used, std::vector<double>(used.size(), 1.0));
    row.sigma = sigma_of(tables[axis], effects.back(), used.size());
    row.noise = noise_of(tables[axis], effects.back(), used.size());
    found.rows.push_back(row);
  }
  std::vector<std::vector<double>> resampled(axes.size());
  const std::size_t trajectories = points.size() / (axes.size() + 1);
  for (int resample = 0; resample < settings.resamples; ++resample) {
    const std::vector<double> counts = resample_counts(settings.seed, resample, trajectories);
    for (std::size_t axis = 0; axis < axes.size(); ++axis) resampled[axis].push_back(mean_absolute(effects[axis], counts));
  }
  for (std::size_t axis = 0; axis < axes.size(); ++axis) {
    if (found.rows[axis].effects > 1) found.rows[axis].mu_star_interval = percentile_interval(std::move(resampled[axis]));
  }
  return found;
}

}  // namespace eldercast
