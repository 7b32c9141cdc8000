/// Prints our sensitivity indices of functions with known answers as JSON, for sensitivity_oracle.py. Ishigami and Homma (1990) on
/// [-pi, pi]^3 with a = 7, b = 0.1; the g-function of Sobol' on [0, 1]^6 (Saltelli and Sobol' 1995). One replicate, no noise.
/// Points and outputs come along, so that others can compute from the same numbers.
#include <cmath>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <numbers>
#include <vector>

#include "study/design/design.hpp"
#include "study/sensitivity/morris.hpp"
#include "study/sensitivity/sobol.hpp"

using namespace eldercast;

namespace {

using Json = nlohmann::ordered_json;
constexpr int kBasePoints = 2048;
constexpr int kTrajectories = 40;

struct Known {
  const char* name;
  std::vector<Axis> axes;
  std::function<double(const std::vector<double>&)> value;
};

double ishigami(const std::vector<double>& x) {
  return std::sin(x[0]) + 7 * std::pow(std::sin(x[1]), 2) + 0.1 * std::pow(x[2], 4) * std::sin(x[0]);
}

double g_function(const std::vector<double>& x) {
  static const std::vector<double> kA{0, 1, 4.5, 9, 99, 99};
  double product = 1;
  for (std::size_t i = 0; i < kA.size(); ++i) product *= (std::abs(4 * x[i] - 2) + kA[i]) / (1 + kA[i]);
  return product;
}

struct Run {
  std::vector<DesignPoint> points;
  Response response{1, {}};
};

Run run(const Known& known, DesignKind kind, int blocks) {
  DesignSpec spec;
  spec.kind = kind;
  spec.axes = known.axes;
  Run out;
  for (int block = 0; block < blocks; ++block) {
    for (DesignPoint& point : make_block(spec, block)) {
      out.response.values.push_back(known.value(point.values));
      out.points.push_back(std::move(point));
    }
  }
  return out;
}

Json json_of(const Interval& interval) { return {interval.low, interval.high}; }

Json values_of(const std::vector<DesignPoint>& points) {
  Json out = Json::array();
  for (const DesignPoint& point : points) out.push_back(point.values);
  return out;
}

Json sobol(const Known& known) {
  const Run made = run(known, DesignKind::saltelli, kBasePoints);
  const SobolIndices found = sobol_indices(known.axes.size(), made.points, made.response);
  Json rows = Json::array();
  for (const SobolRow& row : found.rows) {
    rows.push_back({{"first", row.first},
                    {"first_interval", json_of(row.first_interval)},
                    {"total", row.total},
                    {"total_interval", json_of(row.total_interval)}});
  }
  return {{"base_points", kBasePoints}, {"points", values_of(made.points)}, {"outputs", made.response.values}, {"rows", std::move(rows)}};
}

Json morris(const Known& known) {
  const Run made = run(known, DesignKind::morris, kTrajectories);
  const MorrisIndices found = morris_indices(known.axes, made.points, made.response);
  Json rows = Json::array();
  for (const MorrisRow& row : found.rows) {
    rows.push_back({{"mu", row.mu}, {"mu_star", row.mu_star}, {"sigma", row.sigma}, {"mu_star_interval", json_of(row.mu_star_interval)}});
  }
  return {
      {"trajectories", kTrajectories}, {"points", values_of(made.points)}, {"outputs", made.response.values}, {"rows", std::move(rows)}};
}

}  // namespace

int main() {
  constexpr double kPi = std::numbers::pi;
  const std::vector<Known> functions{{"ishigami", std::vector<Axis>(3, Axis{-kPi, kPi, 0}), ishigami},
                                     {"g_function", std::vector<Axis>(6, Axis{0, 1, 0.5}), g_function}};
  Json out;
  for (const Known& known : functions) out[known.name] = {{"sobol", sobol(known)}, {"morris", morris(known)}};
  std::cout << out.dump() << '\n';
  return 0;
}
