#include "engine/build/common_pace.hpp"

#include <algorithm>
#include <cmath>

#include "engine/random/keyed.hpp"

namespace eldercast {
namespace {

constexpr int kPacesASide = 28;
constexpr double kPaceStep = 0.125;  ///< standard deviations
constexpr DelayPoints kPacePoints{256, 64};
constexpr double kLeastShare = 0.5 / (256.0 * 256 * 64);

Spread scaled_by(const Spread& spread, double factor) { return {spread.median * factor, spread.low * factor, spread.high * factor}; }

}  // namespace

CommonPace::CommonPace(const SplitLognormal& table, const ScheduleParameters& schedule) : table_(&table), schedule_(&schedule) {
  const Spread& common = schedule.common_slip;
  if (schedule.timing != Timing::durations || common.low >= common.high) return;
  for (int i = -kPacesASide; i <= kPacesASide; ++i) {
    const double deviate = i * kPaceStep;
    paces_.push_back(SplitLognormal::at_deviate(common, deviate));
    prior_.push_back(std::exp(-deviate * deviate / 2));
  }
  for (auto& of_kind : delays_) of_kind.resize(paces_.size());
}

ConditionedDelay& CommonPace::delay(FacilityKind kind, std::size_t pace) {
  std::optional<ConditionedDelay>& found = delays_[kind][pace];
  if (!found) {
    found.emplace(*table_, schedule_->prepare_months[kind], schedule_->build_months[kind], scaled_by(schedule_->slip_ratio, paces_[pace]),
                  kPacePoints);
  }
  return *found;
}

std::vector<double> CommonPace::weights(std::span<const PaceEvidence> seen) {
  std::vector<double> logs;
  for (std::size_t i = 0; i < paces_.size(); ++i) {
    double sum = std::log(prior_[i]);
    for (const PaceEvidence& one : seen) {
      const double share = std::max(delay(one.kind, i).share(one.known), kLeastShare);
      sum += std::log(one.share_never + (1 - one.share_never) * share);
    }
    logs.push_back(sum);
  }
  // Products of hundreds of shares would be too small to write down.
  const double most = *std::max_element(logs.begin(), logs.end());
  double sum = 0;
  for (double& one : logs) sum += one = std::exp(one - most);
  for (double& one : logs) one /= sum;
  return logs;
}

std::size_t CommonPace::draw(std::span<const PaceEvidence> seen, std::uint32_t word) {
  const std::vector<double> weight = weights(seen);
  double left = open_unit(word);
  for (std::size_t i = 0; i + 1 < weight.size(); ++i) {
    left -= weight[i];
    if (left < 0) return i;
  }
  return weight.size() - 1;
}

}  // namespace eldercast
