#include "model/district.hpp"

#include <algorithm>
#include <utility>

namespace eldercast {
namespace {

/// The first of the earlier districts that has the part, or null.
template <class HasIt>
const District* first_with(std::span<const District* const> likes, HasIt has_it) {
  const auto found = std::find_if(likes.begin(), likes.end(), [&](const District* like) { return like != nullptr && has_it(*like); });
  return found == likes.end() ? nullptr : *found;
}

std::shared_ptr<const Ways> known_ways(const Scenario& scenario, std::span<const District* const> likes) {
  const District* const like = first_with(likes, [&](const District& one) { return one.network().ways()->fit(scenario); });
  return like != nullptr ? like->network().ways() : nullptr;
}

}  // namespace

District::District(std::shared_ptr<const Scenario> scenario, std::span<const District* const> likes, const Executor& together)
    : scenario_(std::move(scenario)),
      groups_(scenario_->allocation.rank),
      demand_(*scenario_),
      network_(*scenario_, known_ways(*scenario_, likes)) {
  const District* const people = first_with(likes, [&](const District& like) { return same_inhabitants(*scenario_, like.scenario()); });
  inhabitants_ = people != nullptr ? people->inhabitants_ : std::make_shared<const Inhabitants>(*scenario_, together);

  const District* const any = first_with(likes, [](const District&) { return true; });
  spreads_ = any != nullptr ? any->spreads_ : std::make_shared<const SplitLognormal>();

  const District* const classes = first_with(likes, [&](const District& like) {
    return like.inhabitants_ == inhabitants_ && like.scenario().allocation.rank == scenario_->allocation.rank;
  });
  classes_ = classes != nullptr ? classes->classes_ : std::make_shared<const ClassesAtStart>(*scenario_, *inhabitants_, groups_, together);

  InitialStateInputs inputs(*scenario_, demand_, network_);
  const District* const seats =
      first_with(likes, [&](const District& like) { return like.classes_ == classes_ && like.initial_state_->inputs() == inputs; });
  initial_state_ =
      seats != nullptr ? seats->initial_state_ : std::make_shared<const InitialState>(std::move(inputs), inhabitants_, classes_, together);
}

}  // namespace eldercast
