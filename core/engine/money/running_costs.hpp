#pragma once
/// What it costs to run the facilities of the plan beyond what their services are paid for, and when a centre covers its own cost.
#include <functional>
#include <span>
#include <vector>

#include "api/slots.hpp"
#include "api/views.hpp"
#include "engine/shock/shocks.hpp"
#include "model/district.hpp"

namespace eldercast {

class RunningCosts {
 public:
  explicit RunningCosts(const District& district);

  /// Prices of the month over those of the scenario, by service.
  void set_prices(std::span<const PerMille> prices);
  /// A facility's cost of a month that does not depend on its use: upkeep of the floor and of the beds, and pay of those who run it. Care
  /// homes that stand at the start are run outside the plan: 0.
  [[nodiscard]] Fen fixed(const FacilityState& facility) const;
  /// What an occupied bed brings beyond its variable cost in a month: the price of the bed service less FinanceParameters::bed_cost.
  /// Nursing beds are priced for full need, other beds half way between independent and partial need.
  [[nodiscard]] Fen margin(BedType type) const { return margin_[type]; }
  /// Fixed cost less the margin of the beds in use: what somebody has to add, or (negative) what is left.
  [[nodiscard]] Fen uncovered(const FacilityState& facility) const;

  /// Books the month's uncovered cost of every open facility of the plan: the operator bears it where a social operator runs it, the town
  /// elsewhere. A facility without a fixed cost in the scenario is left out: nothing is known of what it costs.
  void book(std::span<const FacilityState> facilities, const std::function<void(const Posting&)>& book) const;

  /// Occupancy of its beds at which a centre covers its fixed cost less what `relief` brings it a month, in thousandths of its beds,
  /// rounded up; above 1000: not by beds alone; -1 for a centre without beds, margin or known cost.
  [[nodiscard]] std::int32_t break_even_per_mille(const FacilityState& centre, Fen relief) const;

 private:
  const District* district_;
  PerEnum<BedType, Fen> margin_;
};

}  // namespace eldercast
