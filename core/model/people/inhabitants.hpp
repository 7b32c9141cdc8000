#pragma once
/// The people of a district as they are at the start, and what may happen to them: everything that depends on towns, settlements, censuses,
/// rates and shocks on hazards, and on nothing else. Cases of a study that differ in money, staff or buildings share one.
#include <cstdint>
#include <span>
#include <vector>

#include "model/people/base_population.hpp"
#include "model/people/cohorts.hpp"
#include "model/people/event_tables.hpp"
#include "model/people/life_rates.hpp"
#include "model/places/zones.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// Slots by month in one array: those of month m are [first[m], first[m + 1]).
struct SlotsByMonth {
  std::vector<std::uint32_t> slots;
  std::vector<std::uint32_t> first;

  [[nodiscard]] std::span<const std::uint32_t> of(int month) const {
    const auto m = static_cast<std::size_t>(month);
    return std::span(slots).subspan(first[m], first[m + 1] - first[m]);
  }
};

struct Inhabitants {
  explicit Inhabitants(const Scenario& scenario, const Executor& together = run_serially);

  /// The settlement to which a mover goes for the uniform number `u`: settlements of streets in proportion to their base residents.
  [[nodiscard]] std::uint32_t move_destination(std::uint32_t u) const;

  LifeRates rates;
  Cohorts cohorts;
  BasePopulation base;
  EventTables events;
  // By settlement.
  std::vector<std::uint32_t> settlement_key;
  std::vector<TownKind> kind_of_settlement;
  std::vector<SettlementKind> settlement_kind;
  std::vector<TownId> town_of_settlement;
  std::vector<std::uint32_t> first_slot_of_town;  ///< one more than towns: the residents of a town stand together
  // By block.
  std::vector<std::uint32_t> home_of_block;
  std::vector<std::uint32_t> bound_of_block;
  SlotsByMonth turning_60;
  SlotsByMonth turning_80;

 private:
  void compile_settlements(const Scenario& scenario);
  void compile_blocks(const Executor& together);
  void compile_moves(const Scenario& scenario);
  [[nodiscard]] std::vector<std::uint32_t> chance_within_run() const;

  std::vector<std::uint32_t> destinations_;
  std::vector<std::uint32_t> destination_thresholds_;
};

/// Whether two scenarios have the same inhabitants.
[[nodiscard]] bool same_inhabitants(const Scenario& a, const Scenario& b);

}  // namespace eldercast
