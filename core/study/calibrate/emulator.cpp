#include "study/calibrate/emulator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "model/base/require.hpp"

namespace eldercast {
namespace {

constexpr std::array kLengths{0.2, 0.35, 0.6, 1.0, 2.0, 4.0};
constexpr int kRounds = 2;  ///< of the search for lengths
constexpr double kLeastNugget = 1e-6;

/// Solves the symmetric positive system a x = b, small and dense, by Cholesky; a is overwritten by its factor.
bool factorise(std::vector<double>& a, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
      if (i != j) {
        a[i * n + j] = sum / a[j * n + j];
      } else if (sum > 0) {
        a[i * n + i] = std::sqrt(sum);
      } else {
        return false;
      }
    }
  }
  return true;
}

std::vector<double> forward(const std::vector<double>& factor, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= factor[i * n + k] * b[k];
    b[i] /= factor[i * n + i];
  }
  return b;
}

std::vector<double> backward(const std::vector<double>& factor, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= factor[k * n + i] * b[k];
    b[i] /= factor[i * n + i];
  }
  return b;
}

/// Least squares of a constant and slopes, with a little ridge so that an axis without spread does no harm.
std::vector<double> linear_trend(const std::vector<UnitPoint>& points, std::span<const double> values) {
  const std::size_t d = points.front().size() + 1;
  std::vector<double> normal(d * d, 0.0);
  std::vector<double> right(d, 0.0);
  const auto term = [&](const UnitPoint& point, std::size_t i) { return i == 0 ? 1.0 : point[i - 1] - 0.5; };
  for (std::size_t p = 0; p < points.size(); ++p) {
    for (std::size_t i = 0; i < d; ++i) {
      right[i] += term(points[p], i) * values[p];
      for (std::size_t j = 0; j < d; ++j) normal[i * d + j] += term(points[p], i) * term(points[p], j);
    }
  }
  for (std::size_t i = 0; i < d; ++i) normal[i * d + i] += 1e-6 * static_cast<double>(points.size());
  require(factorise(normal, d), "Emulator: no trend");
  return backward(normal, forward(normal, right));
}

}  // namespace

Emulator::Emulator(std::vector<UnitPoint> points, std::span<const double> values, double chance) : points_(std::move(points)) {
  require(points_.size() == values.size() && points_.size() > points_.front().size() + 1, "Emulator: too few points");
  trend_ = linear_trend(points_, values);
  for (std::size_t i = 0; i < points_.size(); ++i) residuals_.push_back(values[i] - trend(points_[i]));
  lengths_.assign(points_.front().size(), 1.0);
  double spread = 0;
  for (const double residual : residuals_) spread += residual * residual / static_cast<double>(residuals_.size());
  nugget_ = std::max(kLeastNugget, spread > 0 ? std::min(chance / spread, 10.0) : kLeastNugget);
  double best = fit();
  for (int round = 0; round < kRounds; ++round) {
    for (double& length : lengths_) {
      double kept = length;
      for (const double tried : kLengths) {
        length = tried;
        if (const double now = fit(); now > best) {
          best = now;
          kept = tried;
        }
      }
      length = kept;
    }
  }
  fit();
}

double Emulator::trend(const UnitPoint& point) const {
  double out = trend_.front();
  for (std::size_t i = 0; i < point.size(); ++i) out += trend_[i + 1] * (point[i] - 0.5);
  return out;
}

double Emulator::correlation(const UnitPoint& a, const UnitPoint& b) const {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]) / (lengths_[i] * lengths_[i]);
  return std::exp(-sum / 2);
}

double Emulator::fit() {
  const std::size_t n = points_.size();
  factor_.assign(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) factor_[i * n + j] = correlation(points_[i], points_[j]) + (i == j ? nugget_ : 0.0);
  }
  if (!factorise(factor_, n)) return -HUGE_VAL;
  const std::vector<double> half = forward(factor_, residuals_);
  weights_ = backward(factor_, half);
  double squares = 0;
  double determinant = 0;
  for (std::size_t i = 0; i < n; ++i) {
    squares += half[i] * half[i];
    determinant += std::log(factor_[i * n + i]);
  }
  variance_ = std::max(squares / static_cast<double>(n), 1e-300);
  return -0.5 * static_cast<double>(n) * std::log(variance_) - determinant;
}

Emulator::Prediction Emulator::at(const UnitPoint& point) const {
  std::vector<double> row;
  double mean = trend(point);
  for (std::size_t i = 0; i < points_.size(); ++i) {
    row.push_back(correlation(point, points_[i]));
    mean += row.back() * weights_[i];
  }
  double explained = 0;
  for (const double one : forward(factor_, row)) explained += one * one;
  return {mean, variance_ * std::max(0.0, 1 - explained)};
}

}  // namespace eldercast
