#pragma once
/// How likely things happen to residents' health in a month, as rules say it: in thousandths of the scenario's probability.
#include <algorithm>
#include <optional>
#include <span>

#include "api/slots.hpp"
#include "engine/shock/shocks.hpp"
#include "model/base/cube.hpp"
#include "model/people/event_tables.hpp"

namespace eldercast {

/// What a life event is to the health of somebody of this need; nothing for a move or a departure.
[[nodiscard]] constexpr std::optional<HealthEvent> health_event(Need need, LifeEvent event) {
  if (event == LifeEvent::death) return HealthEvent::death;
  if (event != LifeEvent::first_change && event != LifeEvent::second_change) return std::nullopt;
  return other_need(need, event == LifeEvent::first_change ? 0 : 1) > need ? HealthEvent::worsening : HealthEvent::improvement;
}

class HealthFactors {
 public:
  static constexpr PerMille kMost = 2 * kNormal;

  explicit HealthFactors(std::size_t towns) : factors_(towns, kCount<Need>, kCount<HealthEvent>) {}

  /// What all rules say in a month, added up; of nothing, nothing is changed.
  void set(std::span<const HealthChange> changes);

  /// Somebody says something; something becomes likelier.
  [[nodiscard]] bool changed() const { return changed_; }
  [[nodiscard]] bool raised() const { return highest_ > kNormal; }
  /// 0 to kMost.
  [[nodiscard]] PerMille of(TownId town, Need need, HealthEvent event) const { return factors_(town, need, event); }
  [[nodiscard]] PerMille highest() const { return highest_; }

 private:
  Cube<PerMille, 3> factors_;
  bool changed_ = false;
  PerMille highest_ = kNormal;
};

}  // namespace eldercast
