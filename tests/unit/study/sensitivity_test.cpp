#include <cmath>

#include "noisy_study.hpp"
#include "output/statistics.hpp"
#include "study/sensitivity/doubt.hpp"
#include "study/sensitivity/sobol.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

double additive(const std::vector<double>& x) { return 2 * x[0] + x[1]; }  // of three: variances 4/12, 1/12, 0

/// First order and total of the plain estimators on means over replicates, noise and all.
struct Plain {
  double first = 0;
  double total = 0;
};
Plain plain_sobol(const Response& response, std::size_t axes, std::size_t axis) {
  const std::size_t blocks = response.values.size() / response.replicates / (axes + 2);
  std::vector<double> both;
  Plain found;
  for (std::size_t block = 0; block < blocks; ++block) {
    const double a = eldercast::mean(response.at(block * (axes + 2)));
    const double b = eldercast::mean(response.at(block * (axes + 2) + 1));
    const double ab = eldercast::mean(response.at(block * (axes + 2) + 2 + axis));
    both.insert(both.end(), {a, b});
    found.first += b * (ab - a) / static_cast<double>(blocks);
    found.total += (a - ab) * (a - ab) / 2 / static_cast<double>(blocks);
  }
  return {found.first / eldercast::variance(both), found.total / eldercast::variance(both)};
}

}  // namespace

TEST_CASE("products over pairs of different replicates leave equal ones out") {
  // (1 + 2 + 3)(4 + 5 + 7) = 96, less 4 + 10 + 21 = 35, over 6 pairs.
  CHECK(pair_product(std::vector<double>{1, 2, 3}, std::vector<double>{4, 5, 7}) == Approx(61.0 / 6));
  CHECK(pair_product(std::vector<double>{3}, std::vector<double>{4}) == 12);
  CHECK(std::isnan(pair_product({}, {})));
  // A square: the square of the mean less the variance of the mean. 1e8 beside it must not eat the digits.
  CHECK(pair_product(std::vector<double>{1, 3}, std::vector<double>{1, 3}) == 3);
  CHECK(pair_product(std::vector<double>{1e8 + 1, 1e8 + 3}, std::vector<double>{1, 3}) == Approx(2e8 + 3).epsilon(1e-15));
}

TEST_CASE("a resample draws as many units as there are and spreads like the statistic") {
  constexpr std::size_t kUnits = 101;
  std::vector<double> numbers;
  for (std::size_t i = 0; i < kUnits; ++i) numbers.push_back(normal(i, 0));
  std::vector<double> means;
  for (int resample = 0; resample < 1000; ++resample) {
    const std::vector<double> counts = resample_counts(3, resample, kUnits);
    double units = 0;
    double sum = 0;
    for (std::size_t i = 0; i < kUnits; ++i) {
      units += counts[i];
      sum += counts[i] * numbers[i];
    }
    CHECK(units == kUnits);
    means.push_back(sum / kUnits);
  }
  // The bootstrap of a mean has the mean of the sample and its standard error s / sqrt(n); 1.645 of it on either side hold 90%.
  const double error = std::sqrt(eldercast::variance(numbers) / kUnits);
  const Interval interval = percentile_interval(means);
  CHECK(eldercast::mean(means) == Approx(eldercast::mean(numbers)).margin(error / 8));
  CHECK(interval.low == Approx(eldercast::mean(numbers) - 1.645 * error).margin(error / 4));
  CHECK(interval.high == Approx(eldercast::mean(numbers) + 1.645 * error).margin(error / 4));
  CHECK(resample_counts(3, 5, kUnits) == resample_counts(3, 5, kUnits));
  CHECK(resample_counts(3, 5, kUnits) != resample_counts(3, 6, kUnits));
  CHECK(resample_counts(3, 5, kUnits) != resample_counts(4, 5, kUnits));
}

TEST_CASE("a percentile interval leaves out resamples without a value until they are half") {
  const double nan = std::nan("");
  const Interval some = percentile_interval({3, nan, 1, 2});
  CHECK(some.low == Approx(1.1));
  CHECK(some.high == Approx(2.9));
  CHECK(std::isnan(percentile_interval({1, nan}).low));
  CHECK(std::isnan(percentile_interval({}).high));
}

TEST_CASE("Sobol indices of the Ishigami function") {
  constexpr double kPi = std::numbers::pi;
  const DesignSpec spec = spec_of(DesignKind::saltelli, std::vector<Axis>(3, {-kPi, kPi, 0}));
  const std::vector<DesignPoint> points = points_of(spec, 2048);
  const Response response = respond(points, 1, [](const std::vector<double>& x, std::size_t, std::size_t) {
    return std::sin(x[0]) + 7 * std::pow(std::sin(x[1]), 2) + 0.1 * std::pow(x[2], 4) * std::sin(x[0]);
  });
  const SobolIndices found = sobol_indices(3, points, response);
  // Ishigami and Homma 1990, a = 7, b = 0.1.
  const double v1 = std::pow(1 + 0.1 * std::pow(kPi, 4) / 5, 2) / 2;
  const double v2 = 49.0 / 8;
  const double v13 = 0.01 * std::pow(kPi, 8) * 8 / 225;
  const double v = v1 + v2 + v13;
  const double first[] = {v1 / v, v2 / v, 0};
  const double total[] = {(v1 + v13) / v, v2 / v, v13 / v};
  CHECK(found.mean == Approx(3.5).margin(0.02));
  CHECK(found.variance == Approx(v).epsilon(0.01));
  CHECK_FALSE(found.noise_known);
  CHECK(std::isnan(found.noise_share));
  for (std::size_t axis = 0; axis < 3; ++axis) {
    INFO(axis);
    const SobolRow& row = found.rows[axis];
    CHECK(row.axis == static_cast<int>(axis));
    CHECK(row.first == Approx(first[axis]).margin(0.02));
    CHECK(row.total == Approx(total[axis]).margin(0.01));
    CHECK(holds(row.first_interval, first[axis]));
    CHECK(holds(row.total_interval, total[axis]));
    CHECK(row.first_interval.high - row.first_interval.low < 0.12);
    CHECK(row.total_interval.high - row.total_interval.low < 0.12);
    CHECK(row.base_points == 2048);
    CHECK(row.left_out == 0);
  }
}

TEST_CASE("Sobol indices of the g-function") {
  const std::vector<double> a{0, 1, 4.5, 9, 99, 99};
  const DesignSpec spec = spec_of(DesignKind::saltelli, std::vector<Axis>(6, Axis{}));
  const std::vector<DesignPoint> points = points_of(spec, 2048);
  const Response response = respond(points, 1, [&](const std::vector<double>& x, std::size_t, std::size_t) {
    double product = 1;
    for (std::size_t i = 0; i < 6; ++i) product *= (std::abs(4 * x[i] - 2) + a[i]) / (1 + a[i]);
    return product;
  });
  const SobolIndices found = sobol_indices(6, points, response);
  // Saltelli and Sobol' 1995: V_i = 1 / (3 (1 + a_i)^2), V = prod(1 + V_i) - 1, VT_i = V_i prod_{j != i}(1 + V_j).
  double whole = 1;
  for (const double each : a) whole *= 1 + 1 / (3 * (1 + each) * (1 + each));
  CHECK(found.mean == Approx(1).margin(0.01));
  for (std::size_t axis = 0; axis < 6; ++axis) {
    INFO(axis);
    const double own = 1 / (3 * (1 + a[axis]) * (1 + a[axis]));
    const double first = own / (whole - 1);
    const double total = own * whole / (1 + own) / (whole - 1);
    CHECK(found.rows[axis].first == Approx(first).margin(0.02));
    CHECK(found.rows[axis].total == Approx(total).margin(0.02));
    CHECK(holds(found.rows[axis].first_interval, first));
    CHECK(holds(found.rows[axis].total_interval, total));
  }
}

TEST_CASE("noise of a few replicates that is independent at every point does not enter Sobol indices") {
  const DesignSpec spec = spec_of(DesignKind::saltelli, std::vector<Axis>(3, Axis{}));
  const std::vector<DesignPoint> points = points_of(spec, 4096);
  const Response response =
      respond(points, 4, [](const std::vector<double>& x, std::size_t at, std::size_t r) { return additive(x) + normal(at, r); });
  const SobolIndices found = sobol_indices(3, points, response);
  CHECK(found.noise_known);
  CHECK(found.variance == Approx(5.0 / 12).margin(0.02));
  CHECK(found.noise_variance == Approx(1).margin(0.03));
  CHECK(found.noise_share == Approx(12.0 / 17).margin(0.02));
  const double truth[] = {0.8, 0.2, 0};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    INFO(axis);
    CHECK(found.rows[axis].first == Approx(truth[axis]).margin(0.06));
    CHECK(found.rows[axis].total == Approx(truth[axis]).margin(0.06));
    CHECK(holds(found.rows[axis].first_interval, truth[axis]));
    CHECK(holds(found.rows[axis].total_interval, truth[axis]));
  }
  // What means over replicates would give: their variance is 5/12 + 1/4, and a quarter stays in every squared half difference.
  CHECK(plain_sobol(response, 3, 0).first == Approx(0.5).margin(0.05));
  CHECK(plain_sobol(response, 3, 2).total == Approx(0.375).margin(0.05));
}

TEST_CASE("noise that a replicate has at every point does not enter Sobol indices") {
  const DesignSpec spec = spec_of(DesignKind::saltelli, std::vector<Axis>(3, Axis{}));
  const std::vector<DesignPoint> points = points_of(spec, 256);
  const auto clean = [](const std::vector<double>& x, std::size_t, std::size_t) { return additive(x); };
  const auto shared = [](const std::vector<double>& x, std::size_t, std::size_t r) { return additive(x) + 5 * common_normal(r); };
  const SobolIndices without = sobol_indices(3, points, respond(points, 3, clean));
  const SobolIndices with = sobol_indices(3, points, respond(points, 3, shared));
  CHECK(without.noise_variance == Approx(0).margin(1e-12));
  CHECK(with.variance == Approx(without.variance).epsilon(1e-9));
  const std::vector<double> noise{5 * common_normal(0), 5 * common_normal(1), 5 * common_normal(2)};
  CHECK(with.noise_variance == Approx(eldercast::variance(noise)).epsilon(1e-9));
  for (std::size_t axis = 0; axis < 3; ++axis) {
    CHECK(with.rows[axis].first == Approx(without.rows[axis].first).margin(1e-9));
    CHECK(with.rows[axis].total == Approx(without.rows[axis].total).margin(1e-9));
    CHECK(with.rows[axis].first_interval.high == Approx(without.rows[axis].first_interval.high).margin(1e-9));
  }
}

TEST_CASE("noise that scales an axis by a common factor counts with its mean alone") {
  // Y = x1 + w_r x2 with w of 0 and 2 by turns, 1 on average: g = x1 + x2. Over pairs of different replicates the mean of w_r w_s is
  // (400^2 - 800) / (400 x 399) = 0.997; over all replicates the mean of w_r^2 is 2.
  const DesignSpec spec = spec_of(DesignKind::saltelli, std::vector<Axis>(2, Axis{}));
  const std::vector<DesignPoint> points = points_of(spec, 512);
  constexpr std::size_t kReplicates = 400;
  const Response response = respond(
      points, kReplicates, [](const std::vector<double>& x, std::size_t, std::size_t r) { return x[0] + (r % 2 == 0 ? 0 : 2) * x[1]; });
  const SobolIndices found = sobol_indices(2, points, response, {1, 10});
  CHECK(found.rows[0].total == Approx(0.5).margin(0.01));
  CHECK(found.rows[1].total == Approx(0.5).margin(0.01));
  // Var(Y | x) = x2^2, with mean 1/3.
  CHECK(found.noise_variance == Approx(1.0 / 3).margin(0.01));
}

TEST_CASE("base points that failed leave Sobol indices as if they were not there") {
  const DesignSpec spec = spec_of(DesignKind::saltelli, std::vector<Axis>(3, Axis{}));
  std::vector<DesignPoint> points = points_of(spec, 64);
  const auto output = [](const std::vector<double>& x, std::size_t at, std::size_t r) { return additive(x) + 0.1 * normal(at % 320, r); };
  Response response = respond(points, 3, output);
  const std::vector<DesignPoint> fewer_points(points.begin(), points.begin() + 60 * 5);
  const Response fewer = respond(fewer_points, 3, output);
  for (std::size_t at = 60 * 5; at < 64 * 5; ++at) lose(response, at);
  const SobolIndices found = sobol_indices(3, points, response);
  const SobolIndices wanted = sobol_indices(3, fewer_points, fewer);
  CHECK(found.left_out == 4);
  CHECK(found.base_points == 60);
  CHECK(found.variance == Approx(wanted.variance));
  CHECK(found.noise_variance == Approx(wanted.noise_variance));
  for (std::size_t axis = 0; axis < 3; ++axis) {
    CHECK(found.rows[axis].first == Approx(wanted.rows[axis].first));
    CHECK(found.rows[axis].total == Approx(wanted.rows[axis].total));
    CHECK(found.rows[axis].left_out == 4);
    CHECK(std::isfinite(found.rows[axis].total_interval.high));
  }
}

TEST_CASE("a failure costs Sobol indices no more than the terms that it belongs to") {
  const DesignSpec spec = spec_of(DesignKind::saltelli, std::vector<Axis>(3, Axis{}));
  const std::vector<DesignPoint> points = points_of(spec, 64);
  const Response whole =
      respond(points, 3, [](const std::vector<double>& x, std::size_t at, std::size_t r) { return additive(x) + 0.1 * normal(at, r); });
  const SobolIndices before = sobol_indices(3, points, whole);
  Response response = whole;
  lose(response, 5 * 7 + 2 + 1);                     // AB of axis 1 at base point 7
  response.values[5 * 9 * 3 + 1] = std::nan("");     // one replicate of A at base point 9: two are left
  response.values[(5 * 11 + 4) * 3] = std::nan("");  // two of AB of axis 2 at base point 11: one is left, and makes no pair
  response.values[(5 * 11 + 4) * 3 + 2] = HUGE_VAL;  // no number either
  const SobolIndices after = sobol_indices(3, points, response);
  CHECK(after.left_out == 0);
  CHECK(after.rows[0].left_out == 0);
  CHECK(after.rows[1].left_out == 1);
  CHECK(after.rows[2].left_out == 1);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    CHECK(after.rows[axis].first == Approx(before.rows[axis].first).margin(0.05));
    CHECK(after.rows[axis].total == Approx(before.rows[axis].total).margin(0.05));
  }
}

TEST_CASE("the variance of g is the sample variance over A and B") {
  const DesignSpec spec = spec_of(DesignKind::saltelli, std::vector<Axis>(1, Axis{}));
  const std::vector<DesignPoint> points = points_of(spec, 3);
  const Response response = respond(points, 1, [](const std::vector<double>&, std::size_t at, std::size_t) { return std::pow(at, 2); });
  // A at points 0, 3, 6 and B at points 1, 4, 7 of blocks of three.
  const std::vector<double> both{0, 9, 36, 1, 16, 49};
  CHECK(sobol_indices(1, points, response).variance == Approx(eldercast::variance(both)));
  CHECK(sobol_indices(1, points, response).mean == Approx(eldercast::mean(both)));
}

TEST_CASE("without a positive variance there are no indices") {
  // Two replicates that go opposite ways: over pairs the variance of g is negative, and two negative numbers make no share.
  const DesignSpec spec = spec_of(DesignKind::saltelli, std::vector<Axis>(2, Axis{}));
  const std::vector<DesignPoint> points = points_of(spec, 16);
  const Response response =
      respond(points, 2, [](const std::vector<double>& x, std::size_t, std::size_t r) { return r == 0 ? x[0] : -x[0]; });
  const SobolIndices found = sobol_indices(2, points, response);
  CHECK(found.variance < 0);
  CHECK(std::isnan(found.rows[0].first));
  CHECK(std::isnan(found.rows[0].total));
  CHECK(std::isnan(found.rows[0].first_interval.low));
}

TEST_CASE("Sobol indices of nothing are no numbers") {
  const DesignSpec spec = spec_of(DesignKind::saltelli, std::vector<Axis>(2, Axis{}));
  const std::vector<DesignPoint> points = points_of(spec, 8);
  const Response constant = respond(points, 2, [](const std::vector<double>&, std::size_t, std::size_t) { return 3.0; });
  const SobolIndices flat = sobol_indices(2, points, constant);
  CHECK(flat.variance == 0);
  CHECK(std::isnan(flat.rows[0].first));
  CHECK(std::isnan(flat.rows[0].total_interval.low));
  Response failed = constant;
  for (std::size_t at = 0; at < points.size(); ++at) lose(failed, at);
  const SobolIndices none = sobol_indices(2, points, failed);
  CHECK(none.base_points == 0);
  CHECK(none.left_out == 8);
  CHECK(std::isnan(none.mean));
  CHECK(std::isnan(none.rows[1].total));
  CHECK(sobol_indices(2, {}, {2, {}}).rows.size() == 2);
}

TEST_CASE("indices of pure noise are doubted, those of a signal are not") {
  const std::vector<Axis> axes(3, Axis{0, 1, 0});
  const auto chance = [](const std::vector<double>&, std::size_t at, std::size_t r) { return normal(at, r); };
  const auto signal = [](const std::vector<double>& x, std::size_t at, std::size_t r) { return additive(x) + 0.1 * normal(at, r); };
  const std::vector<DesignPoint> saltelli = points_of(spec_of(DesignKind::saltelli, axes), 16);
  FigureSensitivity figure;
  figure.indices = sobol_indices(3, saltelli, respond(saltelli, 3, chance));
  REQUIRE(doubt_of(figure));
  CHECK(doubt_of(figure)->en.find("chance") != std::string::npos);
  const std::vector<DesignPoint> many = points_of(spec_of(DesignKind::saltelli, axes), 256);
  figure.indices = sobol_indices(3, many, respond(many, 3, signal));
  CHECK_FALSE(doubt_of(figure));
  const auto constant = [](const std::vector<double>&, std::size_t, std::size_t) { return 7.0; };
  figure.indices = sobol_indices(3, saltelli, respond(saltelli, 3, constant));
  CHECK_FALSE(doubt_of(figure));

  const std::vector<DesignPoint> morris = points_of(spec_of(DesignKind::morris, axes), 20);
  figure.indices = morris_indices(axes, morris, respond(morris, 4, signal));
  CHECK_FALSE(doubt_of(figure));
  figure.indices = morris_indices(axes, morris, respond(morris, 4, chance));
  CHECK(doubt_of(figure));
}
