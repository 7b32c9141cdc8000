#include <cmath>

#include "noisy_study.hpp"
#include "output/statistics.hpp"
#include "study/sensitivity/morris.hpp"
#include "study/sensitivity/tornado.hpp"
#include "support/catch.hpp"

using namespace eldercast;

TEST_CASE("Morris effects of a linear function are its coefficients times the ranges") {
  const DesignSpec spec = spec_of(DesignKind::morris, {{0, 10, 0}, {-1, 1, 0}, {0, 1, 0, true}, {3, 8, 3, true}, {0, 1, 0}});
  const std::vector<DesignPoint> points = points_of(spec, 20);
  const Response response = respond(
      points, 1, [](const std::vector<double>& x, std::size_t, std::size_t) { return 3 * x[0] - 2 * x[1] + 7 * x[2] - 0.5 * x[3] + 1000; });
  const MorrisIndices found = morris_indices(spec.axes, points, response);
  CHECK_FALSE(found.noise_known);
  const double mu[] = {30, -4, 7, -2.5, 0};
  for (std::size_t axis = 0; axis < 5; ++axis) {
    INFO(axis);
    const MorrisRow& row = found.rows[axis];
    CHECK(row.axis == static_cast<int>(axis));
    CHECK(row.mu == Approx(mu[axis]).margin(1e-9));
    CHECK(row.mu_star == Approx(std::abs(mu[axis])).margin(1e-9));
    CHECK(row.sigma == Approx(0).margin(1e-9));
    CHECK(row.mu_star_interval.low == Approx(row.mu_star).margin(1e-9));
    CHECK(row.effects == 20);
    CHECK(std::isnan(row.noise));
  }
}

TEST_CASE("an interaction shows in sigma, and noise does not") {
  // Y = x1 x2: an effect of x1 is x2, one of four levels 0, 1/3, 2/3, 1: mean 1/2, variance 5/36.
  const DesignSpec spec = spec_of(DesignKind::morris, std::vector<Axis>(3, Axis{}));
  const std::vector<DesignPoint> points = points_of(spec, 1000);
  const Response response =
      respond(points, 4, [](const std::vector<double>& x, std::size_t at, std::size_t r) { return x[0] * x[1] + 0.3 * normal(at, r); });
  const MorrisIndices found = morris_indices(spec.axes, points, response);
  CHECK(found.noise_known);
  // Two ends with 0.3 each, over a step of 2/3, four replicates.
  const double noise = 0.3 * std::sqrt(2.0) / (2.0 / 3) / 2;
  for (const std::size_t axis : {std::size_t{0}, std::size_t{1}}) {
    const MorrisRow& row = found.rows[axis];
    CHECK(row.mu == Approx(0.5).margin(0.05));
    CHECK(row.sigma == Approx(std::sqrt(5.0 / 36)).margin(0.02));
    CHECK(row.noise == Approx(noise).epsilon(0.05));
    CHECK((row.mu_star_interval.low < row.mu_star && row.mu_star < row.mu_star_interval.high));
    CHECK(row.mu_star_interval.high - row.mu_star_interval.low < 0.06);
  }
  // The third does nothing. Uncorrected, sigma would be the noise, 0.32; mu_star is, times sqrt(2 / pi).
  CHECK(found.rows[2].mu == Approx(0).margin(0.04));
  CHECK(found.rows[2].sigma < 0.13);
  CHECK(found.rows[2].mu_star == Approx(noise * std::sqrt(2 / std::numbers::pi)).epsilon(0.05));
}

TEST_CASE("noise that all trajectories share is no interaction") {
  const DesignSpec spec = spec_of(DesignKind::morris, std::vector<Axis>(2, Axis{}));
  const std::vector<DesignPoint> points = points_of(spec, 30);
  const Response response =
      respond(points, 3, [](const std::vector<double>& x, std::size_t, std::size_t r) { return x[0] + common_normal(r) * (5 + x[1]); });
  const MorrisIndices found = morris_indices(spec.axes, points, response);
  const std::vector<double> noise{common_normal(0), common_normal(1), common_normal(2)};
  CHECK(found.rows[0].mu == Approx(1));
  CHECK(found.rows[0].noise == Approx(0).margin(1e-9));
  CHECK(found.rows[1].mu == Approx(eldercast::mean(noise)));
  CHECK(found.rows[1].sigma == Approx(0).margin(1e-7));
  CHECK(found.rows[1].noise == Approx(std::sqrt(eldercast::variance(noise) / 3)));
}

TEST_CASE("noise that all trajectories share leaves a true interaction as it is") {
  const DesignSpec spec = spec_of(DesignKind::morris, std::vector<Axis>(2, Axis{}));
  const std::vector<DesignPoint> points = points_of(spec, 30);
  const auto clean = [](const std::vector<double>& x, std::size_t, std::size_t) { return x[0] * x[1]; };
  const auto shared = [](const std::vector<double>& x, std::size_t, std::size_t r) { return x[0] * x[1] + common_normal(r) * x[0]; };
  const MorrisIndices with = morris_indices(spec.axes, points, respond(points, 3, shared));
  const MorrisIndices without = morris_indices(spec.axes, points, respond(points, 3, clean));
  CHECK(with.rows[0].sigma == Approx(without.rows[0].sigma).epsilon(1e-9));
  CHECK(with.rows[0].sigma > 0.3);
}

TEST_CASE("a failed point costs the two effects that it is an end of") {
  const DesignSpec spec = spec_of(DesignKind::morris, std::vector<Axis>(4, Axis{}));
  const std::vector<DesignPoint> points = points_of(spec, 10);
  Response response = respond(points, 2, [](const std::vector<double>& x, std::size_t, std::size_t) { return x[0] + 2 * x[1] + 3 * x[2]; });
  lose(response, 5 * 3 + 2);                  // steps 2 and 3 of trajectory 3
  response.values[5 * 4 * 2] = std::nan("");  // one replicate of the start of trajectory 4: no pair for step 1
  const MorrisIndices found = morris_indices(spec.axes, points, response);
  std::vector<std::size_t> lost(4, 0);
  for (const std::size_t at : {std::size_t{17}, std::size_t{18}, std::size_t{21}}) ++lost[static_cast<std::size_t>(points[at].axis)];
  for (std::size_t axis = 0; axis < 4; ++axis) {
    INFO(axis);
    CHECK(found.rows[axis].left_out == lost[axis]);
    CHECK(found.rows[axis].effects == 10 - lost[axis]);
    CHECK(found.rows[axis].mu_star == Approx(axis == 3 ? 0.0 : static_cast<double>(axis + 1)).margin(1e-12));
    CHECK(found.rows[axis].sigma == Approx(0).margin(1e-7));
  }
  for (std::size_t at = 0; at < points.size(); ++at) lose(response, at);
  const MorrisRow none = morris_indices(spec.axes, points, response).rows[0];
  CHECK(none.left_out == 10);
  CHECK(std::isnan(none.mu));
  CHECK(std::isnan(none.mu_star_interval.low));
}

TEST_CASE("a tornado pairs replicates and puts the larger swing first") {
  const DesignSpec spec = spec_of(DesignKind::one_at_a_time, {{0, 1, 0.5}, {0, 1, 0.25}, {0, 4, 1}, {0, 1, 0}});
  const std::vector<DesignPoint> points = points_of(spec, 1);
  const Response response = respond(points, 5, [](const std::vector<double>& x, std::size_t, std::size_t r) {
    return 2 * x[0] - 8 * x[1] + x[2] + 100 * common_normal(r);
  });
  const std::vector<TornadoRow> rows = tornado(4, points, response);
  // Swings: axis 0: -1, +1; axis 1: +2, -6; axis 2: -1, +3; axis 3: 0, 0. The noise of a replicate is the same everywhere and cancels.
  std::vector<int> order;
  for (const TornadoRow& row : rows) order.push_back(row.axis);
  CHECK(order == std::vector<int>{1, 2, 0, 3});
  CHECK(rows[0].low.mean == Approx(2));
  CHECK(rows[0].high.mean == Approx(-6));
  CHECK(rows[0].high.interval.low == Approx(-6));
  CHECK(rows[0].high.interval.high == Approx(-6));
  CHECK(rows[1].high.mean == Approx(3));
  CHECK(rows[1].high.replicates == 5);
}

TEST_CASE("the interval of a swing is that of Student") {
  // n = 4, s = sqrt(5/3), t_{0.95, 3} = 2.353363 (tables): half width 2.353363 x 1.290994 / 2.
  const Swing swing = swing_of(std::vector<double>{1, 2, 3, 4});
  CHECK(swing.mean == 2.5);
  CHECK(swing.interval.low == Approx(2.5 - 1.519089).epsilon(1e-5));
  CHECK(swing.interval.high == Approx(2.5 + 1.519089).epsilon(1e-5));
  CHECK(swing_of(std::vector<double>{7}).mean == 7);
  CHECK(std::isnan(swing_of(std::vector<double>{7}).interval.low));
  CHECK(std::isnan(swing_of({}).mean));
}

TEST_CASE("failed replicates leave the swings of a tornado that do without them") {
  const DesignSpec spec = spec_of(DesignKind::one_at_a_time, {{0, 1, 0.5}, {0, 1, 0.5}});
  const std::vector<DesignPoint> points = points_of(spec, 1);
  Response response =
      respond(points, 3, [](const std::vector<double>& x, std::size_t, std::size_t r) { return x[0] * static_cast<double>(r + 1); });
  lose(response, 1);                          // axis 0 at low
  response.values[2 * 3 + 2] = std::nan("");  // third replicate of axis 0 at high
  std::vector<TornadoRow> rows = tornado(2, points, response);
  CHECK(rows[0].axis == 0);
  CHECK(std::isnan(rows[0].low.mean));
  CHECK(rows[0].low.left_out == 3);
  CHECK(rows[0].high.mean == Approx(0.75));
  CHECK(rows[0].high.left_out == 1);
  CHECK(rows[1].low.left_out == 0);
  lose(response, 2);
  rows = tornado(2, points, response);
  CHECK(rows[0].axis == 1);  // no swing at all comes after a swing of zero
  lose(response, 0);
  CHECK(std::isnan(tornado(2, points, response)[0].high.mean));
}
