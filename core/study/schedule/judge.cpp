#include "study/schedule/judge.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "output/statistics.hpp"

namespace eldercast {
namespace {

/// Kept targets come before the goal: a millionth of a target outweighs the whole of it.
constexpr double kBeforeAll = 1e6;
constexpr double kNothing = 1e-9;
constexpr std::int32_t kFirstHeat = 2;

std::vector<double> values_of(std::span<const Measured> samples, double sign) {
  std::vector<double> out;
  for (const Measured& sample : samples) out.push_back(sign * sample.value);
  return out;
}

}  // namespace

Judge::Judge(Evaluator& evaluator, const ScheduleGoal& goal, Openings plan)
    : evaluator_(evaluator), goal_(goal), plan_(std::move(plan)), sign_(row_of(goal.kind).more ? 1.0 : -1.0) {}

Difference Judge::gain(const Openings& a, const Openings& b, std::int32_t replicates) {
  const std::vector<Openings> both{a, b};
  evaluator_.prepare(both, replicates);
  return paired_difference(values_of(evaluator_.samples(a, replicates), sign_), values_of(evaluator_.samples(b, replicates), sign_));
}

std::vector<double> Judge::gains(const Openings& a, const Openings& b, std::int32_t replicates) {
  const std::vector<Openings> both{a, b};
  evaluator_.prepare(both, replicates);
  const std::vector<double> before = values_of(evaluator_.samples(a, replicates), sign_);
  std::vector<double> out = values_of(evaluator_.samples(b, replicates), sign_);
  for (std::size_t r = 0; r < out.size(); ++r) out[r] -= before[r];
  return out;
}

double Judge::value(const Openings& openings, std::int32_t replicates) {
  std::vector<double> known;
  for (const Measured& sample : evaluator_.samples(openings, replicates)) {
    if (!std::isnan(sample.value)) known.push_back(sample.value);
  }
  return mean(known);
}

double Judge::missing(const Openings& openings, std::int32_t replicates) {
  std::vector<double> known;
  for (const Measured& sample : evaluator_.samples(openings, replicates)) {
    if (!std::isnan(sample.missing)) known.push_back(sample.missing);
  }
  return known.empty() ? 0 : mean(known);
}

double Judge::excess(const Openings& openings, std::int32_t replicates) {
  if (goal_.kept.empty()) return 0;
  const double over = missing(openings, replicates) - missing(plan_, replicates);
  return over > kNothing ? over : 0;
}

double Judge::worth(const Openings& a, const Openings& b, std::int32_t replicates) {
  const Difference difference = gain(a, b, replicates);
  if (std::isnan(difference.mean)) return -std::numeric_limits<double>::infinity();
  if (goal_.kept.empty()) return difference.mean;
  const double scale = kBeforeAll * (std::abs(difference.a) + std::abs(difference.b) + 1);
  return difference.mean + scale * (excess(a, replicates) - excess(b, replicates));
}

std::optional<double> Judge::race(const Openings& a, const Openings& b, std::int32_t replicates) {
  try {
    for (std::int32_t heat = std::min(kFirstHeat, replicates);; heat = std::min(2 * heat, replicates)) {
      const Difference difference = gain(a, b, heat);
      const double nearer = excess(a, heat) - excess(b, heat);
      const bool last = heat == replicates;
      if (std::isnan(difference.mean) || nearer < -kNothing) return 0.0;
      if (nearer > kNothing) {
        if (last) return std::max(difference.mean, kNothing);
        continue;
      }
      if (difference.mean <= 0 || difference.mean_high < 0) return 0.0;
      if (!last) continue;
      const bool certain = std::isnan(difference.mean_low) || difference.mean_low > 0;
      return certain ? difference.mean : 0.0;
    }
  } catch (const BudgetSpent&) {
    return std::nullopt;
  }
}

}  // namespace eldercast
