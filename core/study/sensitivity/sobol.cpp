#include "study/sensitivity/sobol.hpp"

#include <cmath>
#include <initializer_list>
#include <utility>

#include "model/base/require.hpp"
#include "output/statistics.hpp"

namespace eldercast {
namespace {

/// What each base point adds to the estimates of one axis; zeros where it is left out.
struct AxisTerms {
  std::vector<double> first;
  std::vector<double> total;
  std::vector<double> variance;
  std::size_t used = 0;
};

/// The design seen by base points: A at step 0, B at step 1, AB of axis i at step 2 + i.
class BasePoints {
 public:
  BasePoints(std::size_t axes, std::span<const DesignPoint> points, const Response& response)
      : response_(response), steps_(axes + 2), needed_(replicates_needed(response)), count_(whole_blocks(points, response, steps_)) {
    for (const DesignPoint& point : points) {
      require(point.axis == (point.step < 2 ? -1 : point.step - 2), "AB of an axis stands at its step");
    }
    ReplicateTable usable{response.replicates, {}};
    for (std::size_t base = 0; base < count_; ++base) {
      if (together({base * steps_, base * steps_ + 1}).size() < needed_) continue;
      for (const std::size_t step : {std::size_t{0}, std::size_t{1}}) {
        const std::span<const double> cells = response.at(base * steps_ + step);
        usable.cells.insert(usable.cells.end(), cells.begin(), cells.end());
      }
    }
    used_ = usable.rows() / 2;
    means_ = column_means(usable);
    const auto points_used = static_cast<double>(usable.rows());
    lost_degree_ = points_used / (points_used - 1);
  }

  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] AxisTerms terms(std::size_t axis) const;
  void describe(SobolIndices& found) const;

 private:
  /// Replicates that are there at all of the points.
  [[nodiscard]] std::vector<std::size_t> together(std::initializer_list<std::size_t> points) const {
    std::vector<std::size_t> found;
    for (std::size_t r = 0; r < response_.replicates; ++r) {
      bool there = true;
      for (const std::size_t point : points) there = there && std::isfinite(response_.at(point)[r]);
      if (there) found.push_back(r);
    }
    return found;
  }
  /// The numbers of a point in some replicates.
  [[nodiscard]] std::vector<double> numbers_of(std::size_t point, const std::vector<std::size_t>& replicates) const {
    std::vector<double> found;
    for (const std::size_t r : replicates) found.push_back(response_.at(point)[r]);
    return found;
  }
  /// The same, each less the mean of its replicate.
  [[nodiscard]] std::vector<double> centred(std::size_t point, const std::vector<std::size_t>& replicates) const {
    std::vector<double> found = numbers_of(point, replicates);
    for (std::size_t i = 0; i < found.size(); ++i) found[i] -= means_[replicates[i]];
    return found;
  }
  [[nodiscard]] double variance_term(std::span<const double> a, std::span<const double> b) const {
    return lost_degree_ * (pair_product(a, a) + pair_product(b, b)) / 2;
  }

  const Response& response_;
  std::size_t steps_;
  std::size_t needed_;
  std::size_t count_;
  std::size_t used_ = 0;
  std::vector<double> means_;  ///< of every replicate over A and B
  double lost_degree_ = kUnknown;
};

AxisTerms BasePoints::terms(std::size_t axis) const {
  AxisTerms found{std::vector<double>(count_), std::vector<double>(count_), std::vector<double>(count_), 0};
  for (std::size_t base = 0; base < count_; ++base) {
    const std::size_t at_a = base * steps_;
    const std::vector<std::size_t> replicates = together({at_a, at_a + 1, at_a + 2 + axis});
    if (replicates.size() < needed_) continue;
    const std::vector<double> a = centred(at_a, replicates);
    const std::vector<double> b = centred(at_a + 1, replicates);
    std::vector<double> way = centred(at_a + 2 + axis, replicates);
    for (std::size_t i = 0; i < way.size(); ++i) way[i] -= a[i];
    found.first[base] = pair_product(b, way);
    found.total[base] = pair_product(way, way) / 2;
    found.variance[base] = variance_term(a, b);
    ++found.used;
  }
  return found;
}

void BasePoints::describe(SobolIndices& found) const {
  found.noise_known = response_.replicates > 1;
  found.base_points = used_;
  found.left_out = count_ - used_;
  if (used_ == 0) return;
  double mean = 0;
  double variance = 0;
  double noise = 0;
  for (std::size_t base = 0; base < count_; ++base) {
    const std::vector<std::size_t> replicates = together({base * steps_, base * steps_ + 1});
    if (replicates.size() < needed_) continue;
    variance += variance_term(centred(base * steps_, replicates), centred(base * steps_ + 1, replicates));
    // The noise is that of the numbers themselves: less the means of their replicates they would lack the noise that all points share.
    for (const std::size_t point : {base * steps_, base * steps_ + 1}) {
      const std::vector<double> numbers = numbers_of(point, replicates);
      mean += eldercast::mean(numbers) / 2;
      noise += eldercast::variance(numbers) / 2;
    }
  }
  const auto n = static_cast<double>(used_);
  found.mean = mean / n;
  found.variance = variance / n;
  found.noise_variance = noise / n;
  found.noise_share = found.noise_variance / (found.variance + found.noise_variance);
}

double weighted(const std::vector<double>& terms, const std::vector<double>& weights) {
  double sum = 0;
  for (std::size_t at = 0; at < terms.size(); ++at) sum += terms[at] * weights[at];
  return sum;
}

struct Shares {
  double first;
  double total;
};

Shares shares(const AxisTerms& terms, const std::vector<double>& weights) {
  const double variance = weighted(terms.variance, weights);
  if (!(variance > 0)) return {kUnknown, kUnknown};
  return {weighted(terms.first, weights) / variance, weighted(terms.total, weights) / variance};
}

}  // namespace

SobolIndices sobol_indices(std::size_t axes, std::span<const DesignPoint> points, const Response& response,
                           const BootstrapSettings& settings) {
  const BasePoints base_points(axes, points, response);
  SobolIndices found;
  base_points.describe(found);
  std::vector<AxisTerms> terms;
  const std::vector<double> once(base_points.count(), 1.0);
  for (std::size_t axis = 0; axis < axes; ++axis) {
    terms.push_back(base_points.terms(axis));
    const Shares whole = shares(terms.back(), once);
    SobolRow row;
    row.axis = static_cast<int>(axis);
    row.first = whole.first;
    row.total = whole.total;
    row.base_points = terms.back().used;
    row.left_out = base_points.count() - row.base_points;
    found.rows.push_back(row);
  }
  std::vector<std::vector<double>> firsts(axes);
  std::vector<std::vector<double>> totals(axes);
  for (int resample = 0; resample < settings.resamples; ++resample) {
    const std::vector<double> counts = resample_counts(settings.seed, resample, base_points.count());
    for (std::size_t axis = 0; axis < axes; ++axis) {
      const Shares resampled = shares(terms[axis], counts);
      firsts[axis].push_back(resampled.first);
      totals[axis].push_back(resampled.total);
    }
  }
  for (std::size_t axis = 0; axis < axes; ++axis) {
    if (terms[axis].used < 2) continue;
    found.rows[axis].first_interval = percentile_interval(std::move(firsts[axis]));
    found.rows[axis].total_interval = percentile_interval(std::move(totals[axis]));
  }
  return found;
}

}  // namespace eldercast
