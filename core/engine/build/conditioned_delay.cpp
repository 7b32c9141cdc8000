#include "engine/build/conditioned_delay.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "engine/random/keyed.hpp"

namespace eldercast {
namespace {

std::vector<double> points_of(const SplitLognormal& table, const Spread& spread, std::uint64_t points) {
  std::vector<double> out;
  for (std::uint64_t i = 0; i < points; ++i)
    out.push_back(table.at(spread, static_cast<std::uint32_t>((2 * i + 1) * 0x80000000ULL / points)));
  return out;
}

double upper(const std::optional<std::int32_t>& bound) { return bound ? *bound : std::numeric_limits<double>::infinity(); }

/// Position of the first sum that is above `share` of the last.
std::size_t position_of(const std::vector<double>& sums, double share) {
  const auto found = std::upper_bound(sums.begin(), sums.end(), share * sums.back());
  return std::min(static_cast<std::size_t>(found - sums.begin()), sums.size() - 1);
}

}  // namespace

ConditionedDelay::ConditionedDelay(const SplitLognormal& table, const Spread& prepare, const Spread& build, const Spread& slip,
                                   DelayPoints points)
    : prepare_(points_of(table, prepare, points.of_part)),
      build_(points_of(table, build, points.of_part)),
      slip_(points_of(table, slip, points.of_slip)) {}

double ConditionedDelay::fitting(const DelayKnown& known, double slip, std::vector<double>* by_prepare) const {
  const double after = known.after / slip;
  const double until = upper(known.until) / slip;
  const double from = known.prepared_from / slip;
  const double before = upper(known.prepared_before) / slip;
  // As preparing grows, building may take less: both ends of what fits move down.
  auto low = build_.size();
  auto high = build_.size();
  double sum = 0;
  for (const double prepare : prepare_) {
    while (low > 0 && build_[low - 1] > after - prepare) --low;
    while (high > 0 && build_[high - 1] > until - prepare) --high;
    if (prepare >= from && prepare < before && high > low) sum += static_cast<double>(high - low);
    if (by_prepare != nullptr) by_prepare->push_back(sum);
  }
  return sum;
}

const std::vector<double>& ConditionedDelay::cumulated(const DelayKnown& known) {
  const Key key{{known.after, known.until.value_or(-1)}, {known.prepared_from, known.prepared_before.value_or(-1)}};
  std::vector<double>& sums = cumulated_[key];
  if (!sums.empty()) return sums;
  double sum = 0;
  for (const double slip : slip_) sums.push_back(sum += fitting(known, slip, nullptr));
  return sums;
}

double ConditionedDelay::share(const DelayKnown& known) {
  return cumulated(known).back() /
         (static_cast<double>(slip_.size()) * static_cast<double>(prepare_.size()) * static_cast<double>(build_.size()));
}

std::optional<DrawnDelay> ConditionedDelay::draw(const DelayKnown& known, std::uint32_t for_prepare, std::uint32_t for_build,
                                                 std::uint32_t for_slip) {
  const std::vector<double>& slips = cumulated(known);
  if (slips.back() <= 0) return std::nullopt;
  const double slip = slip_[position_of(slips, open_unit(for_slip))];
  scratch_.clear();
  fitting(known, slip, &scratch_);
  const double prepare = prepare_[position_of(scratch_, open_unit(for_prepare))];
  const auto begin = std::upper_bound(build_.begin(), build_.end(), known.after / slip - prepare);
  const auto end = std::upper_bound(begin, build_.end(), upper(known.until) / slip - prepare);
  const auto place = static_cast<std::ptrdiff_t>(open_unit(for_build) * static_cast<double>(end - begin));
  return DrawnDelay{prepare * slip, *(begin + place) * slip};
}

}  // namespace eldercast
