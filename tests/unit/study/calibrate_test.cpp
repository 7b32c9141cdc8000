// Fits of a small stochastic model whose truth is known.
#include "study/calibrate/calibrate.hpp"

#include <cmath>
#include <map>

#include "engine/random/keyed.hpp"
#include "model/base/split_lognormal.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

/// Two figures with chance: the first follows axis 0, the second axes 0 and 1, nothing follows axis 2.
class SmallModel {
 public:
  explicit SmallModel(std::uint64_t seed) : seed_(seed) {}

  std::vector<double> run(const UnitPoint& point) {
    const auto words = draw(stream_key(seed_, runs_++), entity(9), DrawFor::project, 0);
    return {10 + 6 * point[0] * point[0] + 0.3 * table().normal(words[0]), 4 * point[0] + 5 * point[1] + 0.3 * table().normal(words[1])};
  }
  SimulateFit simulate() {
    return [this](const std::string&, std::span<const UnitPoint> points, int replicates) {
      std::vector<std::vector<double>> out;
      for (const UnitPoint& point : points) {
        for (int r = 0; r < replicates; ++r) out.push_back(run(point));
      }
      return out;
    };
  }
  [[nodiscard]] std::uint32_t runs() const { return runs_; }

 private:
  static const SplitLognormal& table() {
    static const SplitLognormal one;
    return one;
  }
  std::uint64_t seed_;
  std::uint32_t runs_ = 0;
};

CalibrateOptions small_options(std::uint64_t seed) {
  CalibrateOptions out;
  out.axes = 3;
  out.wave_points = 24;
  out.particles = 60;
  out.generations = 4;
  out.seed = seed;
  return out;
}

std::vector<FitTarget> observed(const UnitPoint& truth, std::uint64_t seed) {
  const std::vector<double> figures = SmallModel(seed).run(truth);
  return {{"first", figures[0], 0.1}, {"second", figures[1], 0.1}};
}

double rank_of(double truth, const Fit& fit, std::size_t axis) {
  double below = 0;
  for (const UnitPoint& point : fit.posterior) below += point[axis] < truth ? 1 : 0;
  return below / static_cast<double>(fit.posterior.size());
}

double spread_of(const Fit& fit, std::size_t axis) {
  double mean = 0;
  double squares = 0;
  for (const UnitPoint& point : fit.posterior) mean += point[axis] / static_cast<double>(fit.posterior.size());
  for (const UnitPoint& point : fit.posterior)
    squares += (point[axis] - mean) * (point[axis] - mean) / static_cast<double>(fit.posterior.size());
  return std::sqrt(squares);
}

}  // namespace

TEST_CASE("an emulator meets smooth figures between its points and doubts itself far from them") {
  std::vector<UnitPoint> points;
  std::vector<double> values;
  const auto truth = [](double x, double y) { return std::sin(3 * x) + x * y; };
  for (int i = 0; i < 6; ++i) {
    for (int j = 0; j < 6; ++j) {
      points.push_back({i / 10.0, j / 5.0});
      values.push_back(truth(points.back()[0], points.back()[1]));
    }
  }
  const Emulator emulator(points, values, 0);
  for (const UnitPoint& point : {UnitPoint{0.25, 0.5}, UnitPoint{0.41, 0.93}}) {
    CHECK(emulator.at(point).mean == Approx(truth(point[0], point[1])).margin(0.01));
  }
  CHECK(emulator.at({1.0, 0.5}).variance > 10 * emulator.at({0.25, 0.5}).variance);
  CHECK(emulator.at(points[7]).mean == Approx(values[7]).margin(1e-3));
}

TEST_CASE("parameters are found again where the observations tell of them, and only there") {
  const UnitPoint truth{0.7, 0.35, 0.5};
  const std::vector<FitTarget> targets = observed(truth, 77);
  SmallModel model(5);
  const Fit fit = calibrate(targets, small_options(1), model.simulate());
  REQUIRE(fit.posterior.size() == 60);
  CHECK(fit.waves.back().left < 0.35);
  CHECK(fit.simulated == model.runs());
  for (const std::size_t axis : {0U, 1U}) {
    const double rank = rank_of(truth[axis], fit, axis);
    CHECK(rank > 0.01);
    CHECK(rank < 0.99);
    CHECK(spread_of(fit, axis) < 0.15);
  }
  CHECK(spread_of(fit, 2) > 0.2);
  for (std::size_t i = 1; i < fit.tolerances.size(); ++i) CHECK(fit.tolerances[i] < fit.tolerances[i - 1]);
  SmallModel again(5);
  CHECK(calibrate(targets, small_options(1), again.simulate()).posterior == fit.posterior);
}

TEST_CASE("over many truths the ranks of what is true are spread evenly in the samples") {
  constexpr int kFits = 40;
  std::vector<int> thirds(3);
  double sum = 0;
  for (std::uint32_t i = 0; i < kFits; ++i) {
    const auto words = draw(stream_key(2, i), entity(1), DrawFor::project, 0);
    // The posterior is that of a prior that is even over the cube.
    const UnitPoint truth{open_unit(words[0]), open_unit(words[1]), open_unit(words[2])};
    SmallModel model(1000 + i);
    const Fit fit = calibrate(observed(truth, 5000 + i), small_options(i + 1), model.simulate());
    if (fit.posterior.empty()) continue;
    for (const std::size_t axis : {0U, 1U, 2U}) {
      const double rank = rank_of(truth[axis], fit, axis);
      ++thirds[std::min<std::size_t>(2, static_cast<std::size_t>(rank * 3))];
      sum += 1;
    }
  }
  CHECK(sum >= 0.9 * 3 * kFits);
  // Ranks of one fit hang together, so that the margin is that of some 80 free ones: four standard errors.
  for (const int third : thirds) CHECK(third / sum == Approx(1.0 / 3).margin(4 * std::sqrt(2.0 / 9 / 80)));
}

TEST_CASE("an observation that cannot be is named, and so are two that exclude each other") {
  SmallModel model(5);
  std::vector<FitTarget> targets = observed({0.7, 0.35, 0.5}, 77);
  targets[1].value = 40;
  const Fit wrong = calibrate(targets, small_options(1), model.simulate());
  CHECK(wrong.beyond_reach == std::vector<std::size_t>{1});
  CHECK(wrong.posterior.empty());
  // Axis 0 near 1 for the first, axes 0 and 1 near 0 for the second.
  const std::vector<FitTarget> apart{{"first", 16, 0.05}, {"second", 0.3, 0.05}};
  SmallModel other(6);
  const Fit both = calibrate(apart, small_options(1), other.simulate());
  CHECK(both.posterior.empty());
  CHECK((both.together_beyond_reach || !both.beyond_reach.empty()));
}
