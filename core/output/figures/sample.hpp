#pragma once
/// The replicates of a run that ended well, as the reports look at them. Internal to core/output.
#include <array>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "engine/outcome.hpp"
#include "output/description.hpp"
#include "output/statistics.hpp"

namespace eldercast {

/// The outcomes that count, with the sizes that everything needs.
struct Sample {
  const Description& description;
  std::vector<const Outcome*> outcomes;
  int last_month = 0;

  Sample(const Description& about, std::span<const Outcome> all) : description(about), last_month(about.months() - 1) {
    for (const Outcome& outcome : all) {
      if (outcome.failure.empty()) outcomes.push_back(&outcome);
    }
  }

  /// The estimate of `value(headline)` over replicates; those in which it is NaN are left out.
  template <class Value>
  [[nodiscard]] Estimate over(Value value) const {
    std::vector<double> values;
    values.reserve(outcomes.size());
    for (const Outcome* outcome : outcomes) {
      const auto one = static_cast<double>(value(outcome->headline));
      if (!std::isnan(one)) values.push_back(one);
    }
    return estimate(std::move(values));
  }
  /// The share of the replicates for which `holds(headline)`.
  template <class Holds>
  [[nodiscard]] double share(Holds holds) const {
    return over([&](const Headline& h) { return holds(h) ? 1.0 : 0.0; }).mean;
  }
};

/// Governments, the lottery fund and insurances: all but residents and operators; of payers that the scenario names those that it says.
[[nodiscard]] inline bool is_public(Payer payer, const OwnNames& names) {
  const OwnName* const own = own_name(payer, names);
  return own != nullptr ? own->is_public : payer != Payer::resident && payer != Payer::operator_;
}

/// All enumerators.
template <class Enum>
[[nodiscard]] constexpr std::array<Enum, kCount<Enum>> all_of() {
  std::array<Enum, kCount<Enum>> out{};
  for (std::size_t i = 0; i < kCount<Enum>; ++i) out[i] = static_cast<Enum>(i);
  return out;
}

}  // namespace eldercast
