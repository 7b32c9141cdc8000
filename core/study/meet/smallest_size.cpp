#include "study/meet/smallest_size.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {
namespace {

/// Rounding must not refuse 0.9 of ten.
bool meets(double share, double probability) { return share >= probability - 1e-9; }

std::vector<int> spread_steps(int steps, int parts) {
  std::vector<int> out{0};
  for (int part = 1; part <= parts; ++part) {
    const int step = static_cast<int>(std::lround(static_cast<double>(steps) * part / parts));
    if (step > out.back()) out.push_back(step);
  }
  return out;
}

class Frontier {
 public:
  Frontier(int steps_b, double probability, const ShareAtBoth& share, const CostAtBoth& cost)
      : steps_b_(steps_b), probability_(probability), share_(share), cost_(cost) {}

  void look(int a) {
    constexpr int kPartsOfB = 2;
    const Smallest found = find_smallest(steps_b_, kPartsOfB, probability_, [&](int b) { return share_(a, b); });
    FrontierPoint point{a, found.meets, found.best().share};
    if (found.meets) {
      point.share = share_(a, *found.meets);
      point.cost = cost_(a, *found.meets);
    }
    points_.insert(std::upper_bound(points_.begin(), points_.end(), a, [](int step, const FrontierPoint& one) { return step < one.a; }),
                   point);
  }

  /// The steps halfway between the cheapest point and its neighbours.
  [[nodiscard]] std::vector<int> beside_cheapest() const {
    const FrontierPoint* best = cheapest(points_);
    std::vector<int> out;
    if (best == nullptr) return out;
    const auto at = static_cast<std::size_t>(best - points_.data());
    const auto halfway = [&](std::size_t left, std::size_t right) {
      if (points_[right].a - points_[left].a > 1) out.push_back((points_[left].a + points_[right].a) / 2);
    };
    if (at > 0) halfway(at - 1, at);
    if (at + 1 < points_.size()) halfway(at, at + 1);
    return out;
  }

  [[nodiscard]] bool needs_no_more() const { return points_.back().b == 0; }
  [[nodiscard]] std::vector<FrontierPoint> take() { return std::move(points_); }

 private:
  int steps_b_;
  double probability_;
  const ShareAtBoth& share_;
  const CostAtBoth& cost_;
  std::vector<FrontierPoint> points_;
};

}  // namespace

Looked Smallest::best() const {
  Looked out{-1, std::numeric_limits<double>::quiet_NaN()};
  for (const Looked& one : looked) {
    if (!std::isnan(one.share) && (out.step < 0 || one.share > out.share)) out = one;
  }
  return out;
}

Smallest find_smallest(int steps, int parts, double probability, const ShareAt& share) {
  Smallest out;
  for (const int step : spread_steps(steps, parts)) {
    out.looked.push_back({step, share(step)});
    if (!meets(out.looked.back().share, probability)) continue;
    out.meets = step;
    break;
  }
  if (!out.meets || *out.meets == 0) return out;
  auto upper = out.looked.end() - 1;
  while (upper->step - (upper - 1)->step > 1) {
    const int middle = (upper->step + (upper - 1)->step) / 2;
    upper = out.looked.insert(upper, {middle, share(middle)});
    if (!meets(upper->share, probability)) ++upper;
  }
  out.meets = upper->step;
  return out;
}

std::optional<int> first_that_holds(int from, int steps, const Holds& holds) {
  int below = from - 1;
  int stride = 1;
  for (int step = from;; stride *= 2) {
    if (holds(step)) {
      while (step - below > 1) {
        const int middle = (step + below) / 2;
        (holds(middle) ? step : below) = middle;
      }
      return step;
    }
    if (step >= steps) return std::nullopt;
    below = step;
    step = std::min(step + stride, steps);
  }
}

const FrontierPoint* cheapest(const std::vector<FrontierPoint>& frontier) {
  const FrontierPoint* best = nullptr;
  for (const FrontierPoint& point : frontier) {
    if (point.b && !std::isnan(point.cost) && (best == nullptr || point.cost < best->cost)) best = &point;
  }
  return best;
}

std::vector<FrontierPoint> find_frontier(int steps_a, int steps_b, int parts, double probability, const ShareAtBoth& share,
                                         const CostAtBoth& cost) {
  constexpr int kRefinements = 2;
  Frontier frontier(steps_b, probability, share, cost);
  for (const int a : spread_steps(steps_a, parts)) {
    frontier.look(a);
    if (frontier.needs_no_more()) break;
  }
  for (int round = 0; round < kRefinements; ++round) {
    for (const int a : frontier.beside_cheapest()) frontier.look(a);
  }
  return frontier.take();
}

}  // namespace eldercast
