#include "output/figures/paired.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "output/statistics.hpp"

namespace eldercast {

namespace {

constexpr double kUpperTail = 0.95;  // of a 90% interval
constexpr int kResamples = 2'000;

/// In double, so that machines agree whose long double differs.
using StudentsT = boost::math::students_t_distribution<double, boost::math::policies::policy<boost::math::policies::promote_double<false>>>;

double t_quantile(double degrees) { return boost::math::quantile(StudentsT(degrees), kUpperTail); }

/// Shares of the differences that have the sign of their mean; of a zero mean those that are zero.
double share_with_sign(std::span<const double> differences, double of) {
  const auto sign = [](double value) { return (value > 0) - (value < 0); };
  const auto same = std::count_if(differences.begin(), differences.end(), [&](double value) { return sign(value) == sign(of); });
  return static_cast<double>(same) / static_cast<double>(differences.size());
}

void set_percentiles(std::vector<double> differences, Difference& out) {
  std::sort(differences.begin(), differences.end());
  out.low = percentile(differences, 0.05);
  out.high = percentile(differences, 0.95);
}

void set_mean_interval(double error, double degrees, Difference& out) {
  const double half = error > 0 ? t_quantile(degrees) * error : error;
  out.mean_low = out.mean - half;
  out.mean_high = out.mean + half;
}

Difference unknown() {
  Difference out{kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, false, 0};
  return out;
}

std::vector<double> known_of(std::span<const double> values) {
  std::vector<double> out;
  std::copy_if(values.begin(), values.end(), std::back_inserter(out), [](double value) { return !std::isnan(value); });
  return out;
}

/// A fixed sequence for resampling (SplitMix64, Steele, Lea and Flood 2014): the same data give the same interval.
class Resampler {
 public:
  std::size_t below(std::size_t n) {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<std::size_t>((z ^ (z >> 31U)) % n);
  }

 private:
  std::uint64_t state_ = 0;
};

}  // namespace

Direction direction_of(const Difference& difference) {
  if (difference.zero || difference.replicates == 0) return Direction::none;
  if (std::isnan(difference.mean_low)) return Direction::unknown;
  if (difference.mean_low <= 0 && difference.mean_high >= 0) return Direction::unsure;
  const bool one_way = difference.mean > 0 ? difference.low >= 0 : difference.high <= 0;
  return one_way ? Direction::certain : Direction::on_average;
}

bool is_told(const Difference& difference) {
  const Direction direction = direction_of(difference);
  return direction != Direction::none && direction != Direction::unsure;
}

double flip_probability(int gained, int lost) {
  if (gained + lost == 0) return 1;
  const boost::math::binomial_distribution<double> fair(gained + lost, 0.5);
  return std::min(1.0, 2 * boost::math::cdf(fair, std::min(gained, lost)));
}

Difference paired_difference(std::span<const double> a, std::span<const double> b) {
  std::vector<double> left;
  std::vector<double> right;
  std::vector<double> differences;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (std::isnan(a[i]) || std::isnan(b[i])) continue;
    left.push_back(a[i]);
    right.push_back(b[i]);
    differences.push_back(b[i] - a[i]);
  }
  if (differences.empty()) return unknown();
  const auto n = static_cast<double>(differences.size());
  Difference out;
  out.replicates = static_cast<int>(differences.size());
  out.a = mean(left);
  out.b = mean(right);
  out.mean = mean(differences);
  out.zero = std::all_of(differences.begin(), differences.end(), [](double one) { return one == 0; });
  out.sign_share = share_with_sign(differences, out.mean);
  set_percentiles(differences, out);
  const double error = std::sqrt(variance(differences) / n);
  set_mean_interval(error, n - 1, out);
  out.narrowing = error > 0 ? std::sqrt((variance(left) + variance(right)) / n) / error : kUnknown;
  return out;
}

Difference unpaired_difference(std::span<const double> a, std::span<const double> b) {
  const std::vector<double> left = known_of(a);
  const std::vector<double> right = known_of(b);
  if (left.empty() || right.empty()) return unknown();
  Difference out;
  out.replicates = static_cast<int>(std::min(left.size(), right.size()));
  out.a = mean(left);
  out.b = mean(right);
  out.mean = out.b - out.a;
  out.sign_share = kUnknown;
  out.narrowing = kUnknown;
  std::vector<double> differences;
  for (const double one : left) {
    for (const double other : right) differences.push_back(other - one);
  }
  set_percentiles(std::move(differences), out);
  const double part_a = variance(left) / static_cast<double>(left.size());
  const double part_b = variance(right) / static_cast<double>(right.size());
  const double sum = part_a + part_b;
  const double degrees =
      sum * sum / (part_a * part_a / static_cast<double>(left.size() - 1) + part_b * part_b / static_cast<double>(right.size() - 1));
  set_mean_interval(std::sqrt(sum), degrees, out);
  return out;
}

PairedRatio paired_ratio(std::span<const double> numerator, std::span<const double> denominator) {
  PairedRatio out{false, kUnknown, kUnknown, kUnknown};
  const std::size_t n = std::min(numerator.size(), denominator.size());
  if (n < 2 || !(mean(denominator) > 0)) return out;
  Resampler resampler;
  std::vector<double> ratios;
  int other_sign = 0;
  for (int i = 0; i < kResamples; ++i) {
    double above = 0;
    double below = 0;
    for (std::size_t j = 0; j < n; ++j) {
      const std::size_t pick = resampler.below(n);
      above += numerator[pick];
      below += denominator[pick];
    }
    if (below > 0) {
      ratios.push_back(above / below);
    } else {
      ++other_sign;
    }
  }
  if (20 * other_sign >= kResamples) return out;
  std::sort(ratios.begin(), ratios.end());
  return {true, mean(numerator) / mean(denominator), percentile(ratios, 0.05), percentile(ratios, 0.95)};
}

}  // namespace eldercast
