#include "study/design/design.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <map>
#include <set>

#include "support/catch.hpp"

using namespace eldercast;

namespace {

DesignSpec unit_spec(DesignKind kind, std::size_t axes) {
  DesignSpec spec;
  spec.kind = kind;
  spec.axes.assign(axes, Axis{});
  return spec;
}

/// Unit coordinates of one axis over the first `count` blocks, first step of each.
std::vector<double> column(const DesignSpec& spec, std::size_t axis, int from, int count) {
  std::vector<double> found;
  for (int block = from; block < from + count; ++block) found.push_back(make_block(spec, block)[0].values[axis]);
  return found;
}

/// True if every one of `strata` equal parts of the unit interval holds one of the values.
bool one_a_stratum(const std::vector<double>& values, int strata) {
  std::set<int> hit;
  for (const double value : values) {
    if (value < 0 || value >= 1) return false;
    hit.insert(static_cast<int>(value * strata));
  }
  return values.size() == static_cast<std::size_t>(strata) && hit.size() == values.size();
}

std::vector<std::vector<double>> rows_of(const std::vector<DesignPoint>& points) {
  std::vector<std::vector<double>> rows;
  for (const DesignPoint& point : points) rows.push_back(point.values);
  return rows;
}

bool has_mistake(const DesignSpec& spec, int axis, const std::string& part) {
  const std::vector<DesignMistake> mistakes = mistakes_of(spec);
  return std::any_of(mistakes.begin(), mistakes.end(),
                     [&](const DesignMistake& mistake) { return mistake.axis == axis && mistake.text.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("a block is the same whichever blocks are made before it") {
  for (const DesignKind kind : {DesignKind::latin_hypercube, DesignKind::sobol_sequence, DesignKind::morris, DesignKind::saltelli}) {
    INFO(name_of(kind));
    const DesignSpec spec = unit_spec(kind, 5);
    CHECK(blocks_at_most(spec) == kUnlimitedBlocks);
    const std::vector<DesignPoint> alone = make_block(spec, 9);
    std::set<std::vector<double>> starts;
    for (int block = 0; block < 20; ++block) {
      const std::vector<DesignPoint> points = make_block(spec, block);
      CHECK(points.size() == static_cast<std::size_t>(points_a_block(spec)));
      if (block == 9) CHECK(points == alone);
      for (std::size_t step = 0; step < points.size(); ++step) {
        CHECK(points[step].block == block);
        CHECK(points[step].step == static_cast<int>(step));
      }
      starts.insert(points[0].values);
    }
    CHECK(starts.size() == 20);
    DesignSpec other = spec;
    other.seed = 2;
    CHECK(make_block(other, 9) != alone);
  }
}

TEST_CASE("more axes at the end leave the coordinates of the others of a random design") {
  for (const DesignKind kind : {DesignKind::latin_hypercube, DesignKind::sobol_sequence}) {
    const std::vector<DesignPoint> few = make_block(unit_spec(kind, 2), 3);
    const std::vector<DesignPoint> many = make_block(unit_spec(kind, 4), 3);
    for (std::size_t step = 0; step < few.size(); ++step) {
      CHECK(few[step].values[0] == many[step].values[0]);
      CHECK(few[step].values[1] == many[step].values[1]);
    }
  }
}

TEST_CASE("points that studies have run stay what they were") {
  // Written down from the program: a change here makes every random design that was ever run impossible to expand.
  const auto first = [](DesignKind kind) {
    DesignSpec spec = unit_spec(kind, 3);
    spec.seed = 2025;
    spec.block_points = 4;
    spec.axes.assign(3, {0, 999'999, 0, true});
    return make_block(spec, 5)[0].values;
  };
  CHECK(first(DesignKind::latin_hypercube) == std::vector<double>{541438, 777287, 149405});
  CHECK(first(DesignKind::sobol_sequence) == std::vector<double>{340667, 512288, 619409});
  CHECK(first(DesignKind::morris) == std::vector<double>{999999, 333333, 999999});
}

TEST_CASE("every axis of a Latin hypercube has one point a stratum") {
  DesignSpec spec = unit_spec(DesignKind::latin_hypercube, 4);
  std::set<std::vector<int>> orders;
  for (const int points : {1, 7, 64, 100}) {
    spec.block_points = points;
    for (int block = 0; block < 3; ++block) {
      const std::vector<DesignPoint> made = make_block(spec, block);
      for (std::size_t axis = 0; axis < 4; ++axis) {
        std::vector<double> values;
        std::vector<int> order;
        for (const DesignPoint& point : made) {
          values.push_back(point.values[axis]);
          order.push_back(static_cast<int>(point.values[axis] * points));
        }
        CHECK(one_a_stratum(values, points));
        if (points == 100) orders.insert(order);
      }
    }
  }
  CHECK(orders.size() == 12);
}

TEST_CASE("points of a Latin hypercube are uniform inside their stratum and strata in no order") {
  DesignSpec spec = unit_spec(DesignKind::latin_hypercube, 2);
  spec.block_points = 10'000;
  double inside = 0;
  double inside_squares = 0;
  double product = 0;
  for (const DesignPoint& point : make_block(spec, 0)) {
    const double place = point.values[0] * spec.block_points - std::floor(point.values[0] * spec.block_points);
    inside += place / spec.block_points;
    inside_squares += place * place / spec.block_points;
    product += (point.values[0] - 0.5) * (point.values[1] - 0.5) / spec.block_points;
  }
  // Standard errors: 0.29 / 100, 0.30 / 100, (1/12) / 100.
  CHECK(inside == Approx(0.5).margin(0.012));
  CHECK(inside_squares == Approx(1.0 / 3).margin(0.012));
  CHECK(product == Approx(0).margin(0.0034));
}

TEST_CASE("aligned runs of 2^m points of the shifted Sobol sequence put one in each of 2^m strata of every axis") {
  const DesignSpec spec = unit_spec(DesignKind::sobol_sequence, 24);
  for (std::size_t axis = 0; axis < spec.axes.size(); ++axis) {
    for (const int points : {1, 2, 16, 64}) {
      CHECK(one_a_stratum(column(spec, axis, 0, points), points));
      CHECK(one_a_stratum(column(spec, axis, points, points), points));
    }
  }
}

TEST_CASE("the first two axes of the shifted Sobol sequence fill every elementary rectangle") {
  // They are a (0, m, 2)-net in base 2: 64 points, one in every rectangle of 2^-a by 2^-(6-a).
  const DesignSpec spec = unit_spec(DesignKind::sobol_sequence, 2);
  const std::vector<double> x = column(spec, 0, 0, 64);
  const std::vector<double> y = column(spec, 1, 0, 64);
  for (int a = 0; a <= 6; ++a) {
    std::set<std::pair<int, int>> hit;
    for (std::size_t i = 0; i < x.size(); ++i) hit.insert({static_cast<int>(x[i] * (1 << a)), static_cast<int>(y[i] * (64 >> a))});
    CHECK(hit.size() == 64);
  }
}

TEST_CASE("a point of the Sobol sequence that is jumped to is the one that walking reaches") {
  const DesignSpec spec = unit_spec(DesignKind::sobol_sequence, 7);
  const auto bits = [](double unit) { return static_cast<std::uint64_t>(unit * 0x1p53); };
  const std::vector<double> zero = make_block(spec, 0)[0].values;  // the point of zeros, shifted: the shift itself
  CHECK(std::set<double>(zero.begin(), zero.end()).size() == 7);
  boost::random::sobol walk(7);
  for (int block = 1; block < 200; ++block) {
    const std::vector<double> jumped = make_block(spec, block)[0].values;
    for (std::size_t axis = 0; axis < 7; ++axis) CHECK((bits(jumped[axis]) ^ bits(zero[axis])) == walk() >> 11U);
  }
}

TEST_CASE("a Morris trajectory moves every axis once by half the levels and stays inside") {
  for (const int levels : {2, 4, 8}) {
    DesignSpec spec = unit_spec(DesignKind::morris, 6);
    spec.morris_levels = levels;
    const double delta = levels / (2.0 * (levels - 1));
    std::map<std::pair<int, int>, int> starts;  // axis and level
    std::set<int> first_moved;
    for (int block = 0; block < 400; ++block) {
      const std::vector<DesignPoint> points = make_block(spec, block);
      REQUIRE(points.size() == 7);
      CHECK(points[0].axis == -1);
      std::set<int> moved;
      for (std::size_t step = 0; step < points.size(); ++step) {
        for (std::size_t axis = 0; axis < 6; ++axis) {
          const double value = points[step].values[axis];
          CHECK((value >= 0 && value <= 1));
          CHECK(value * (levels - 1) == Approx(std::round(value * (levels - 1))).margin(1e-12));
          if (step == 0) {
            ++starts[{static_cast<int>(axis), static_cast<int>(std::lround(value * (levels - 1)))}];
            continue;
          }
          const double way = std::abs(value - points[step - 1].values[axis]);
          CHECK(way == (points[step].axis == static_cast<int>(axis) ? Approx(delta) : Approx(0)));
        }
        if (step > 0) moved.insert(points[step].axis);
      }
      CHECK(moved.size() == 6);
      first_moved.insert(points[1].axis);
    }
    // Every level starts its share of 400 trajectories: five standard errors.
    CHECK(starts.size() == static_cast<std::size_t>(6 * levels));
    const double share = 1.0 / levels;
    for (const auto& [start, count] : starts) CHECK(std::abs(count - 400 * share) < 5 * std::sqrt(400 * share * (1 - share)));
    CHECK(first_moved.size() == 6);
  }
}

TEST_CASE("a Morris step of whole numbers always moves") {
  DesignSpec spec = unit_spec(DesignKind::morris, 3);
  spec.axes[0] = {0, 1, 0, true};
  spec.axes[1] = {-2, 3, 0, true};
  spec.axes[2] = {5, 7, 5, true};
  for (int block = 0; block < 200; ++block) {
    const std::vector<DesignPoint> points = make_block(spec, block);
    for (std::size_t step = 1; step < points.size(); ++step) {
      const auto axis = static_cast<std::size_t>(points[step].axis);
      CHECK(points[step].values[axis] != points[step - 1].values[axis]);
      CHECK(points[step].values[axis] == std::floor(points[step].values[axis]));
    }
  }
}

TEST_CASE("AB of a Saltelli block is A with one axis from B") {
  DesignSpec spec = unit_spec(DesignKind::saltelli, 5);
  spec.axes[2] = {10, 20, 12, false, 2, Shape::triangular};
  spec.axes[4] = {1, 1000, 1, true};
  for (int block = 0; block < 16; ++block) {
    const std::vector<DesignPoint> points = make_block(spec, block);
    REQUIRE(points.size() == 7);
    CHECK(points[0].axis == -1);
    CHECK(points[1].axis == -1);
    for (std::size_t axis = 0; axis < 5; ++axis) {
      CHECK(points[0].values[axis] != points[1].values[axis]);
      CHECK(points[2 + axis].axis == static_cast<int>(axis));
      for (std::size_t other = 0; other < 5; ++other) {
        CHECK(points[2 + axis].values[other] == points[other == axis ? 1 : 0].values[other]);
      }
    }
  }
}

TEST_CASE("A and B of a Saltelli design are the halves of one Sobol sequence") {
  const DesignSpec spec = unit_spec(DesignKind::saltelli, 3);
  const DesignSpec whole = unit_spec(DesignKind::sobol_sequence, 6);
  for (int block = 0; block < 10; ++block) {
    const std::vector<DesignPoint> points = make_block(spec, block);
    std::vector<double> halves = points[0].values;
    halves.insert(halves.end(), points[1].values.begin(), points[1].values.end());
    CHECK(halves == make_block(whole, block)[0].values);
  }
}

TEST_CASE("the largest designs that are promised can be made") {
  const DesignSpec spec = unit_spec(DesignKind::saltelli, static_cast<std::size_t>(kMostAxes));
  CHECK(mistakes_of(spec).empty());
  const std::vector<DesignPoint> points = make_block(spec, 1'000'000);
  CHECK(points.size() == static_cast<std::size_t>(kMostAxes) + 2);
  CHECK(std::set<double>(points[0].values.begin(), points[0].values.end()).size() > 990);
}

TEST_CASE("a grid is every combination of levels with the last axis fastest") {
  DesignSpec spec = unit_spec(DesignKind::grid, 3);
  spec.axes[0] = {0, 1, 0, false, 2};
  spec.axes[1] = {5, 6, 5.25, false, 1};
  spec.axes[2] = {0, 5, 1, true, 3, Shape::triangular};
  CHECK(blocks_at_most(spec) == 1);
  CHECK(points_a_block(spec) == 6);
  const std::vector<DesignPoint> points = make_block(spec, 0);
  // The middle of 0 to 5 is no whole number: halves go up. Shape plays no part.
  CHECK(rows_of(points) ==
        std::vector<std::vector<double>>{{0, 5.25, 0}, {0, 5.25, 3}, {0, 5.25, 5}, {1, 5.25, 0}, {1, 5.25, 3}, {1, 5.25, 5}});
  CHECK((points[4].block == 0 && points[4].step == 4 && points[4].axis == -1));
}

TEST_CASE("a list gives its rows and keeps them when it grows") {
  DesignSpec spec = unit_spec(DesignKind::list, 2);
  spec.list = {{1, 2}, {3, -4}};
  CHECK(blocks_at_most(spec) == 2);
  CHECK(make_block(spec, 1) == std::vector<DesignPoint>{{1, 0, -1, {3, -4}}});
  const std::vector<DesignPoint> before = make_block(spec, 0);
  spec.list.push_back({5, 6});
  CHECK(make_block(spec, 0) == before);
  CHECK(blocks_at_most(spec) == 3);
}

TEST_CASE("one at a time holds the others at base") {
  DesignSpec spec = unit_spec(DesignKind::one_at_a_time, 2);
  spec.axes[0] = {0, 10, 4};
  spec.axes[1] = {-1, 1, 0.5};
  CHECK(blocks_at_most(spec) == 1);
  const std::vector<DesignPoint> points = make_block(spec, 0);
  CHECK(rows_of(points) == std::vector<std::vector<double>>{{4, 0.5}, {0, 0.5}, {10, 0.5}, {4, -1}, {4, 1}});
  std::vector<int> moved;
  for (const DesignPoint& point : points) moved.push_back(point.axis);
  CHECK(moved == std::vector<int>{-1, 0, 0, 1, 1});
}

TEST_CASE("whole numbers have equal shares and both ends") {
  const Axis axis{-2, 4, 0, true};
  std::map<double, int> counts;
  constexpr int kPoints = 7000;
  for (int i = 0; i < kPoints; ++i) ++counts[value_at(axis, (i + 0.5) / kPoints)];
  CHECK(counts.size() == 7);
  for (const auto& [value, count] : counts) CHECK(count == 1000);
  CHECK(counts.begin()->first == -2);
  CHECK(counts.rbegin()->first == 4);
  CHECK(value_at(axis, 1 - 0x1p-53) == 4);
  CHECK(value_at(axis, 0) == -2);
}

TEST_CASE("a unit coordinate becomes its share of the range and never leaves it") {
  CHECK(value_at({10, 30, 0}, 0.25) == 15);
  CHECK(value_at({10, 30, 0}, 0) == 10);
  // -3.56 + sqrt((1 - 2^-53) x 4.89 x 4.89) rounds above 1.33.
  CHECK(value_at({-3.56, 1.33, 1.33, false, 2, Shape::triangular}, 1 - 0x1p-53) == 1.33);
  // -1 + (-0.6 + 1) x 3 / 3 rounds above -0.6.
  CHECK(level_value({-1, -0.6, 0}, 3, 4) == -0.6);
  CHECK(level_value({0.1, 0.7, 0}, 0, 4) == 0.1);
  CHECK(level_value({0, 9, 0}, 1, 4) == 3);
}

TEST_CASE("the triangular quantile inverts the distribution") {
  // Symmetric on [0, 1]: F(x) = 2 x^2 up to the mode, so F(1/4) = 1/8.
  CHECK(triangular_quantile(0, 0.5, 1, 0.125) == Approx(0.25));
  CHECK(triangular_quantile(0, 0.5, 1, 0.5) == Approx(0.5));
  CHECK(triangular_quantile(0, 0.5, 1, 0.875) == Approx(0.75));
  for (const double mode : {2.0, 3.0, 6.5, 8.0}) {
    for (int i = 0; i <= 20; ++i) {
      const double u = i / 20.0;
      const double x = triangular_quantile(2, mode, 8, u);
      const double below = mode > 2 ? (x - 2) * (x - 2) / (6 * (mode - 2)) : 0;
      const double above = mode < 8 ? 1 - (8 - x) * (8 - x) / (6 * (8 - mode)) : 1;
      CHECK((x < mode ? below : above) == Approx(u).margin(1e-12));
    }
  }
  const Axis axis{2, 8, 3, false, 2, Shape::triangular};
  CHECK(value_at(axis, 0.6) == triangular_quantile(2, 3, 8, 0.6));
}

TEST_CASE("triangular whole numbers peak at base and take up the whole range") {
  const Axis axis{0, 2, 2, true, 2, Shape::triangular};
  // Continuous on [0, 3) with its mode at 2.5: F(1) = 1 / 7.5, F(2) = 4 / 7.5.
  std::map<double, int> counts;
  for (int i = 0; i < 7500; ++i) ++counts[value_at(axis, (i + 0.5) / 7500)];
  CHECK(counts == std::map<double, int>{{0, 1000}, {1, 3000}, {2, 3500}});
}

TEST_CASE("a specification that is no design is told from one that is") {
  DesignSpec spec = unit_spec(DesignKind::latin_hypercube, 2);
  CHECK(mistakes_of(spec).empty());
  spec.axes[1].low = 1;
  CHECK(has_mistake(spec, 1, "low must be below high"));
  spec.axes[1].low = std::nan("");
  CHECK(has_mistake(spec, 1, "finite"));
  spec.axes[1] = {0.5, 3, 1, true};
  CHECK(has_mistake(spec, 1, "whole numbers"));
  spec.axes[1] = {0, 1, 2, false, 2, Shape::triangular};
  CHECK(has_mistake(spec, 1, "mode"));
  spec.axes[1] = {};
  spec.block_points = 0;
  CHECK(has_mistake(spec, -1, "hypercube"));
  CHECK(has_mistake(unit_spec(DesignKind::saltelli, 0), -1, "at least one axis"));
  CHECK(has_mistake(unit_spec(DesignKind::saltelli, 1001), -1, "at most 1000 axes"));
}

TEST_CASE("mistakes that belong to one kind of design are found in that kind alone") {
  DesignSpec spec = unit_spec(DesignKind::morris, 2);
  spec.morris_levels = 5;
  CHECK(has_mistake(spec, -1, "even"));
  spec.kind = DesignKind::grid;
  CHECK(mistakes_of(spec).empty());
  spec.axes[0] = {0, 2, 0, true, 4};
  CHECK(has_mistake(spec, 0, "more levels"));
  spec.axes.assign(4, {0, 1, 0, false, 100});
  CHECK(has_mistake(spec, -1, "1000000 points"));
  spec.axes.assign(2, {7, 7, 7, false, 1});  // one level sits at base whatever the range
  CHECK(mistakes_of(spec).empty());
  spec.kind = DesignKind::list;
  CHECK(has_mistake(spec, -1, "at least one row"));
  spec.list = {{1, 2}, {1}, {std::nan(""), 1}};
  CHECK(has_mistake(spec, -1, "row 1 of the list: has 1 values for 2 axes"));
  CHECK(has_mistake(spec, -1, "row 2 of the list: axis 0 must be a finite number"));
}
