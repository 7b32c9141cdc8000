#include "study/forecast/work_left.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {
namespace {

constexpr int kStrata = 48;  ///< equally likely values of each factor

std::array<double, kStrata> strata_of(const SplitLognormal& table, const Spread& spread) {
  std::array<double, kStrata> out{};
  for (int i = 0; i < kStrata; ++i) {
    out[static_cast<std::size_t>(i)] =
        table.at(spread, static_cast<std::uint32_t>((2ULL * static_cast<std::uint64_t>(i) + 1) * (1ULL << 31U) / kStrata));
  }
  return out;
}

}  // namespace

WorkLeft::WorkLeft(const SplitLognormal& table, const Spread& prepare, const Spread& build, const Spread& slip, double built_at_most) {
  constexpr std::size_t kCells = std::size_t{kSteps} * std::size_t{kMonths} + 1;
  for (auto& one : cumulated_) one.assign(kCells, 0.0);
  const auto add = [&](Stage stage, double months) {
    const auto cell = static_cast<std::size_t>(std::clamp(std::ceil(months * kSteps), 0.0, double{kSteps * kMonths}));
    cumulated_[static_cast<std::size_t>(stage)][cell] += 1;
  };
  const auto preparing = strata_of(table, prepare);
  const auto building = strata_of(table, build);
  for (const double slipped : strata_of(table, slip)) {
    for (std::size_t p = 0; p < kStrata; ++p) {
      // Shares of work done run against the other factor in an order of their own, so that one loop serves both.
      const double done = (static_cast<double>((p * 29) % kStrata) + 0.5) / kStrata;
      for (const double months : building) {
        add(Stage::building, months * (1 - built_at_most * done) * slipped);
        add(Stage::sited, (preparing[p] * (1 - done) + months) * slipped);
        add(Stage::unsited, (preparing[p] + months) * slipped);
      }
    }
  }
  for (auto& one : cumulated_) {
    double sum = 0;
    for (double& cell : one) cell = sum += cell;
    for (double& cell : one) cell /= std::max(sum, 1.0);
  }
}

double WorkLeft::ready(Stage stage, double months) const {
  if (stage == Stage::accepted) return 1;
  const std::vector<double>& table = cumulated_[static_cast<std::size_t>(stage)];
  const double position = months * kSteps;
  if (!(position > 0)) return 0;
  const auto below = static_cast<std::size_t>(position);
  if (below + 1 >= table.size()) return table.back();
  return table[below] + (position - static_cast<double>(below)) * (table[below + 1] - table[below]);
}

}  // namespace eldercast
