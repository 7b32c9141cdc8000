#pragma once
/// Functions with known indices, run over a design with noise of known size.
#include <cmath>
#include <functional>
#include <numbers>
#include <utility>
#include <vector>

#include "engine/random/keyed.hpp"
#include "study/design/design.hpp"
#include "study/sensitivity/response.hpp"

namespace eldercast {

/// A specification of a kind over some axes, the rest as it stands.
inline DesignSpec spec_of(DesignKind kind, std::vector<Axis> axes) {
  DesignSpec spec;
  spec.kind = kind;
  spec.axes = std::move(axes);
  return spec;
}

/// The first `blocks` blocks of a design in one row.
inline std::vector<DesignPoint> points_of(const DesignSpec& spec, int blocks) {
  std::vector<DesignPoint> points;
  for (int block = 0; block < blocks; ++block) {
    for (DesignPoint& point : make_block(spec, block)) points.push_back(std::move(point));
  }
  return points;
}

/// A standard normal number of a point and replicate (Box and Muller 1958).
inline double normal(std::size_t point, std::size_t replicate) {
  const auto words = draw(stream_key(77, static_cast<std::uint32_t>(replicate)), entity(point), DrawFor::rule, 0);
  return std::sqrt(-2 * std::log(open_unit(words[0]))) * std::cos(2 * std::numbers::pi * open_unit(words[1]));
}
/// A standard normal number that a replicate has at every point.
inline double common_normal(std::size_t replicate) { return normal(0xFFFFFFFF, replicate); }

/// Output of a point (values, place among the points) in a replicate.
using Output = std::function<double(const std::vector<double>&, std::size_t, std::size_t)>;

inline Response respond(const std::vector<DesignPoint>& points, std::size_t replicates, const Output& output) {
  Response response{replicates, {}};
  for (std::size_t at = 0; at < points.size(); ++at) {
    for (std::size_t r = 0; r < replicates; ++r) response.values.push_back(output(points[at].values, at, r));
  }
  return response;
}

/// All replicates of a point failed.
inline void lose(Response& response, std::size_t point) {
  for (std::size_t r = 0; r < response.replicates; ++r) response.values[point * response.replicates + r] = std::nan("");
}

inline bool holds(const Interval& interval, double value) { return interval.low <= value && value <= interval.high; }

}  // namespace eldercast
