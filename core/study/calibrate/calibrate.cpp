#include "study/calibrate/calibrate.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/base/split_lognormal.hpp"
#include "output/statistics.hpp"
#include "study/design/design.hpp"
#include "study/design/draws.hpp"

namespace eldercast {
namespace {

constexpr double kCutoff = 3;        ///< of the implausibility: Pukelsheim's three sigma
constexpr int kCandidates = 20'000;  ///< of the cube, to see what is left of it

using Rows = std::vector<std::vector<double>>;

/// Numbers of the fit, by what they are for.
enum class FitDraw : std::uint32_t { candidates = 1, parents, moves, errors };

class FitStream {
 public:
  explicit FitStream(std::uint64_t seed) : stream_(seed, StudyDraw::calibration) {}
  [[nodiscard]] double unit(FitDraw what, std::uint32_t group, std::uint32_t item) const { return open_unit(word(what, group, item)); }
  [[nodiscard]] double normal(FitDraw what, std::uint32_t group, std::uint32_t item) const {
    return table_.normal(word(what, group, item));
  }

 private:
  [[nodiscard]] std::uint32_t word(FitDraw what, std::uint32_t group, std::uint32_t item) const {
    return stream_.words(group, item, static_cast<std::uint32_t>(what))[0];
  }
  StudyStream stream_;
  SplitLognormal table_;
};

bool whole(const std::vector<double>& row) {
  return std::none_of(row.begin(), row.end(), [](double value) { return std::isnan(value); });
}

/// All points of the waves with the means and variances of their figures.
struct Seen {
  std::vector<UnitPoint> points;
  Rows means;                   ///< by point
  std::vector<double> chance;   ///< variance of one run, by target, pooled over points
  std::vector<double> degrees;  ///< by target
};

void add_runs(Seen& seen, std::span<const UnitPoint> points, const Rows& runs, int replicates) {
  for (std::size_t p = 0; p < points.size(); ++p) {
    std::vector<const std::vector<double>*> good;
    for (int r = 0; r < replicates; ++r) {
      const auto& row = runs[p * static_cast<std::size_t>(replicates) + static_cast<std::size_t>(r)];
      if (whole(row)) good.push_back(&row);
    }
    if (good.empty()) continue;
    std::vector<double> means;
    for (std::size_t t = 0; t < seen.chance.size(); ++t) {
      double sum = 0;
      for (const auto* row : good) sum += (*row)[t];
      const double centre = sum / static_cast<double>(good.size());
      for (const auto* row : good) seen.chance[t] += ((*row)[t] - centre) * ((*row)[t] - centre);
      seen.degrees[t] += static_cast<double>(good.size()) - 1;
      means.push_back(centre);
    }
    seen.points.push_back(points[p]);
    seen.means.push_back(std::move(means));
  }
}

double chance_of(const Seen& seen, std::size_t target) {
  return seen.degrees[target] > 0 ? seen.chance[target] / seen.degrees[target] : 0.0;
}

/// Emulators of all targets over what was seen.
class Implausibility {
 public:
  Implausibility(const Seen& seen, std::span<const FitTarget> targets, int replicates) : targets_(targets) {
    for (std::size_t t = 0; t < targets.size(); ++t) {
      std::vector<double> values;
      for (const auto& means : seen.means) values.push_back(means[t]);
      chance_.push_back(chance_of(seen, t));
      emulators_.emplace_back(seen.points, values, chance_.back() / replicates);
    }
  }

  [[nodiscard]] double of(std::size_t target, const UnitPoint& point) const {
    const auto predicted = emulators_[target].at(point);
    const double error = targets_[target].error;
    const double variance = predicted.variance + chance_[target] + error * error;
    return std::abs(predicted.mean - targets_[target].value) / std::sqrt(std::max(variance, 1e-300));
  }

 private:
  std::span<const FitTarget> targets_;
  std::vector<double> chance_;
  std::vector<Emulator> emulators_;
};

/// What the emulators leave of the cube, looked at in so many places.
struct Left {
  std::vector<UnitPoint> points;
  WaveResult result;
};

Left look(const Implausibility& implausibility, std::size_t targets, const CalibrateOptions& options, const FitStream& stream, int wave) {
  Left out;
  out.result.least_implausible.assign(targets, HUGE_VAL);
  for (int c = 0; c < kCandidates; ++c) {
    UnitPoint point;
    for (int a = 0; a < options.axes; ++a) {
      point.push_back(stream.unit(FitDraw::candidates, static_cast<std::uint32_t>(wave * kCandidates + c), static_cast<std::uint32_t>(a)));
    }
    bool good = true;
    for (std::size_t t = 0; t < targets; ++t) {
      const double value = implausibility.of(t, point);
      out.result.least_implausible[t] = std::min(out.result.least_implausible[t], value);
      good = good && value < kCutoff;
    }
    if (good) out.points.push_back(std::move(point));
  }
  out.result.left = static_cast<double>(out.points.size()) / kCandidates;
  return out;
}

struct Particle {
  UnitPoint point;
  std::vector<double> figures;
  double distance = 0;
  double weight = 1;
};

/// The sequential part.
class Sampler {
 public:
  Sampler(std::span<const FitTarget> targets, const CalibrateOptions& options, const SimulateFit& simulate, const FitStream& stream,
          std::vector<double> scales, std::vector<UnitPoint> start)
      : targets_(targets), options_(options), simulate_(simulate), stream_(stream), scales_(std::move(scales)), start_(std::move(start)) {}

  void run(Fit& fit) {
    double tolerance = HUGE_VAL;
    for (int g = 0; g < options_.generations; ++g) {
      std::vector<Particle> next = generation(g, tolerance, fit);
      if (next.size() < static_cast<std::size_t>(options_.particles)) break;
      particles_ = std::move(next);
      std::vector<double> distances;
      for (const Particle& one : particles_) distances.push_back(one.distance);
      std::sort(distances.begin(), distances.end());
      fit.tolerances.push_back(tolerance);
      tolerance = percentile(distances, 0.5);
      spread();
    }
    resample(fit);
  }

 private:
  [[nodiscard]] double distance(const std::vector<double>& figures, int g, std::uint32_t attempt) const {
    double sum = 0;
    for (std::size_t t = 0; t < targets_.size(); ++t) {
      const double error = targets_[t].error * stream_.normal(FitDraw::errors, key(g, attempt), static_cast<std::uint32_t>(t));
      const double off = (figures[t] + error - targets_[t].value) / scales_[t];
      sum += off * off;
    }
    return std::sqrt(sum / static_cast<double>(targets_.size()));
  }

  static std::uint32_t key(int g, std::uint32_t attempt) { return static_cast<std::uint32_t>(g + 1) * 10'000'000U + attempt; }

  /// Attempts in whole batches, accepted in their order: how many threads work on a batch does not matter.
  std::vector<Particle> generation(int g, double tolerance, Fit& fit) {
    std::vector<Particle> out;
    const int batch = options_.particles;
    for (int b = 0; b < options_.most_attempts && std::ssize(out) < options_.particles; ++b) {
      std::vector<UnitPoint> points;
      for (int i = 0; i < batch; ++i) points.push_back(propose(g, static_cast<std::uint32_t>(b * batch + i)));
      const Rows rows = simulate_(fmt::format("generation-{}-{}", g, b), points, 1);
      fit.simulated += std::ssize(rows);
      for (std::size_t i = 0; i < points.size() && std::ssize(out) < options_.particles; ++i) {
        if (!whole(rows[i])) continue;
        const double far = distance(rows[i], g, static_cast<std::uint32_t>(b * batch) + static_cast<std::uint32_t>(i));
        if (far < tolerance) out.push_back({points[i], rows[i], far, weight_of(points[i])});
      }
    }
    return out;
  }

  UnitPoint propose(int g, std::uint32_t attempt) const {
    const double pick = stream_.unit(FitDraw::parents, key(g, attempt), 0);
    if (particles_.empty()) return start_[static_cast<std::size_t>(pick * static_cast<double>(start_.size()))];
    const UnitPoint& parent = particles_[chosen(pick)].point;
    UnitPoint out;
    for (std::size_t a = 0; a < parent.size(); ++a) {
      double moved = parent[a] + step_[a] * stream_.normal(FitDraw::moves, key(g, attempt), static_cast<std::uint32_t>(a));
      // The cube's walls reflect: nothing is thrown away, and the kernel stays symmetric.
      while (moved < 0 || moved > 1) moved = moved < 0 ? -moved : 2 - moved;
      out.push_back(moved);
    }
    return out;
  }

  [[nodiscard]] std::size_t chosen(double share) const {
    double sum = 0;
    for (std::size_t i = 0; i < particles_.size(); ++i) {
      sum += particles_[i].weight;
      if (share < sum) return i;
    }
    return particles_.size() - 1;
  }

  /// Prior, which is even, over the mixture that it was proposed from; images in the walls count as well.
  [[nodiscard]] double weight_of(const UnitPoint& point) const {
    if (particles_.empty()) return 1;
    double mixture = 0;
    for (const Particle& parent : particles_) {
      double density = parent.weight;
      for (std::size_t a = 0; a < point.size(); ++a) {
        double sum = 0;
        for (const double image : {point[a], -point[a], 2 - point[a]}) {
          const double z = (image - parent.point[a]) / step_[a];
          sum += std::exp(-z * z / 2);
        }
        density *= sum / step_[a];
      }
      mixture += density;
    }
    return 1 / std::max(mixture, 1e-300);
  }

  /// Normalises the weights and sets the steps of the next generation.
  void spread() {
    double sum = 0;
    for (const Particle& one : particles_) sum += one.weight;
    for (Particle& one : particles_) one.weight /= sum;
    step_.assign(static_cast<std::size_t>(options_.axes), 0.0);
    for (std::size_t a = 0; a < step_.size(); ++a) {
      double mean = 0;
      double squares = 0;
      for (const Particle& one : particles_) mean += one.weight * one.point[a];
      for (const Particle& one : particles_) squares += one.weight * (one.point[a] - mean) * (one.point[a] - mean);
      step_[a] = std::max(std::sqrt(2 * squares), 1e-6);
    }
  }

  /// Equal weights, by systematic choice.
  void resample(Fit& fit) const {
    for (int i = 0; i < options_.particles && !particles_.empty(); ++i) {
      const Particle& one = particles_[chosen((i + 0.5) / options_.particles)];
      fit.posterior.push_back(one.point);
      fit.fitted.push_back(one.figures);
    }
  }

  std::span<const FitTarget> targets_;
  const CalibrateOptions& options_;
  const SimulateFit& simulate_;
  const FitStream& stream_;
  std::vector<double> scales_;
  std::vector<UnitPoint> start_;
  std::vector<Particle> particles_;
  std::vector<double> step_;
};

std::vector<UnitPoint> first_points(const CalibrateOptions& options) {
  DesignSpec spec;
  spec.kind = DesignKind::latin_hypercube;
  spec.axes.assign(static_cast<std::size_t>(options.axes), Axis{});
  for (Axis& axis : spec.axes) {
    axis.low = 0;
    axis.high = 1;
  }
  spec.seed = options.seed;
  spec.block_points = options.wave_points;
  std::vector<UnitPoint> out;
  for (const DesignPoint& point : make_block(spec, 0)) out.push_back(point.values);
  return out;
}

/// Every so many-th of what is left, so that all of it is looked at.
std::vector<UnitPoint> thinned(const std::vector<UnitPoint>& points, int count) {
  std::vector<UnitPoint> out;
  const std::size_t n = std::min(points.size(), static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < n; ++i) out.push_back(points[i * points.size() / n]);
  return out;
}

}  // namespace

Fit calibrate(std::span<const FitTarget> targets, const CalibrateOptions& options, const SimulateFit& simulate) {
  const FitStream stream(options.seed);
  Fit fit;
  Seen seen;
  seen.chance.assign(targets.size(), 0.0);
  seen.degrees.assign(targets.size(), 0.0);
  std::vector<UnitPoint> points = first_points(options);
  for (int wave = 0; wave < options.waves; ++wave) {
    const Rows runs = simulate(fmt::format("wave-{}", wave), points, options.replicates);
    fit.simulated += std::ssize(runs);
    if (wave == 0) fit.prior_runs = runs;
    add_runs(seen, points, runs, options.replicates);
    if (seen.points.size() < static_cast<std::size_t>(options.axes) + 3) return fit;
    Left left = look(Implausibility(seen, targets, options.replicates), targets.size(), options, stream, wave);
    fit.waves.push_back(left.result);
    for (std::size_t t = 0; t < targets.size(); ++t) {
      if (left.result.least_implausible[t] >= kCutoff) fit.beyond_reach.push_back(t);
    }
    fit.together_beyond_reach = fit.beyond_reach.empty() && left.points.empty();
    if (!fit.beyond_reach.empty() || fit.together_beyond_reach) return fit;
    points = wave + 1 < options.waves ? thinned(left.points, options.wave_points) : std::move(left.points);
  }
  std::vector<double> scales;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    scales.push_back(std::sqrt(std::max(chance_of(seen, t) + targets[t].error * targets[t].error, 1e-12)));
  }
  Sampler(targets, options, simulate, stream, std::move(scales), std::move(points)).run(fit);
  return fit;
}

}  // namespace eldercast
