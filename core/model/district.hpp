#pragma once
/// The district of a scenario, compiled once and shared by all replicates: base population, event tables, demand, network.
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "model/base/split_lognormal.hpp"
#include "model/people/demand_thresholds.hpp"
#include "model/people/inhabitants.hpp"
#include "model/people/initial_state.hpp"
#include "model/places/network.hpp"
#include "model/places/zones.hpp"
#include "model/scenario.hpp"

namespace eldercast {

class District {
 public:
  /// Compiles the scenario. The base population and everything else here depend on the scenario alone, not on the seed.
  /// Parts that one of `likes`, earlier districts (null: none), has just so are shared with it: cases of a study mostly have the same
  /// people. Towns are worked on by `together`.
  explicit District(std::shared_ptr<const Scenario> scenario, std::span<const District* const> likes = {},
                    const Executor& together = run_serially);

  [[nodiscard]] const Scenario& scenario() const { return *scenario_; }
  [[nodiscard]] const LifeRates& rates() const { return inhabitants_->rates; }
  [[nodiscard]] const Cohorts& cohorts() const { return inhabitants_->cohorts; }
  [[nodiscard]] const BasePopulation& base() const { return inhabitants_->base; }
  [[nodiscard]] const EventTables& events() const { return inhabitants_->events; }
  [[nodiscard]] const PriorityGroups& groups() const { return groups_; }
  [[nodiscard]] const DemandThresholds& demand() const { return demand_; }
  [[nodiscard]] const Network& network() const { return network_; }
  [[nodiscard]] const SplitLognormal& spreads() const { return *spreads_; }

  /// Settlement in which the residents of a block start.
  [[nodiscard]] std::uint32_t home_of_block(std::size_t block) const { return inhabitants_->home_of_block[block]; }
  /// Random-number key of a settlement.
  [[nodiscard]] std::uint32_t key_of_settlement(std::size_t settlement) const { return inhabitants_->settlement_key[settlement]; }
  /// Largest probability of an event within the run among a block's residents: a larger number means that nothing happens to any of them.
  [[nodiscard]] std::uint32_t bound_of_block(std::size_t block) const { return inhabitants_->bound_of_block[block]; }
  /// Demand class of a resident at the start; kNotCounted for those who are not 60 or not in the district then.
  [[nodiscard]] DemandClass class_at_start(std::uint32_t slot) const { return classes_->of_slot[slot]; }
  /// Needs of those in a block who are counted at the start, bit n for need n; 0: nobody of it is counted.
  [[nodiscard]] std::uint8_t needs_in_block(std::size_t block) const { return classes_->needs_in_block[block]; }
  /// Persons counted at the start by town and demand class.
  [[nodiscard]] const Cube<std::int32_t, 2>& classes_at_start() const { return classes_->persons; }
  /// Base residents (arrival candidates too) who turn 60, or 80, in a month of the run.
  [[nodiscard]] const SlotsByMonth& turning_60() const { return inhabitants_->turning_60; }
  [[nodiscard]] const SlotsByMonth& turning_80() const { return inhabitants_->turning_80; }
  /// Residents of institutions at the start; in each home special hardship first.
  [[nodiscard]] std::span<const InstitutionResident> seated() const { return initial_state_->seated(); }
  /// The resident's uniform number for the bed service, made from an evenly drawn one so that those seated at the start are inside the
  /// seekers and the share that seeks a bed in each cell (town, settlement kind, need, priority group) stays what the demand table says:
  /// the numbers of the seated are scaled below the cell's share, those of the others make up what the seated leave of it. Where a cell has
  /// more seated than seekers, nobody else of it seeks a bed at the start.
  [[nodiscard]] std::uint32_t bed_uniform(std::uint32_t slot, std::uint32_t drawn) const {
    return initial_state_->bed_uniform(slot, drawn);
  }
  /// Who is seated at the start, and the thresholds of the others.
  [[nodiscard]] const InitialState& initial_state() const { return *initial_state_; }
  /// All of class_at_start().
  [[nodiscard]] std::span<const DemandClass> classes_of_slots() const { return classes_->of_slot; }
  /// The service given in beds, the first one of the table; not valid if there is none.
  [[nodiscard]] ServiceId bed_service() const { return initial_state_->inputs().bed; }
  /// The settlement to which a mover goes for the uniform number `u`: settlements of streets in proportion to their base residents.
  [[nodiscard]] std::uint32_t move_destination(std::uint32_t u) const { return inhabitants_->move_destination(u); }

  [[nodiscard]] TownId town_of(std::size_t settlement) const { return inhabitants_->town_of_settlement[settlement]; }
  [[nodiscard]] SettlementKind settlement_kind_of(std::size_t settlement) const { return inhabitants_->settlement_kind[settlement]; }
  [[nodiscard]] TownKind kind_of(std::size_t settlement) const { return inhabitants_->kind_of_settlement[settlement]; }

 private:
  std::shared_ptr<const Scenario> scenario_;
  std::shared_ptr<const Inhabitants> inhabitants_;
  PriorityGroups groups_;
  DemandThresholds demand_;
  Network network_;
  std::shared_ptr<const SplitLognormal> spreads_;
  std::shared_ptr<const ClassesAtStart> classes_;
  std::shared_ptr<const InitialState> initial_state_;
};

}  // namespace eldercast
