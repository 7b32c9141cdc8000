#pragma once
/// The district of a scenario, compiled once and shared by all replicates: base population, event tables, demand, network.
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "model/base_population.hpp"
#include "model/cohorts.hpp"
#include "model/demand.hpp"
#include "model/event_tables.hpp"
#include "model/life_rates.hpp"
#include "model/network.hpp"
#include "model/scenario.hpp"
#include "model/spread.hpp"

namespace eldercast {

/// A resident of an institution at the start.
struct SeatedResident {
  std::uint32_t slot = 0;
  FacilityId facility;
  Resource resource = Resource::other_bed;
};

/// Slots by month in one array: those of month m are [first[m], first[m + 1]).
struct SlotsByMonth {
  std::vector<std::uint32_t> slots;
  std::vector<std::uint32_t> first;

  [[nodiscard]] std::span<const std::uint32_t> of(int month) const {
    const auto m = static_cast<std::size_t>(month);
    return std::span(slots).subspan(first[m], first[m + 1] - first[m]);
  }
};

class District {
 public:
  /// Compiles the scenario. The base population and everything else here depend on the scenario alone, not on the seed.
  explicit District(std::shared_ptr<const Scenario> scenario);

  [[nodiscard]] const Scenario& scenario() const { return *scenario_; }
  [[nodiscard]] const LifeRates& rates() const { return rates_; }
  [[nodiscard]] const Cohorts& cohorts() const { return cohorts_; }
  [[nodiscard]] const BasePopulation& base() const { return base_; }
  [[nodiscard]] const EventTables& events() const { return events_; }
  [[nodiscard]] const PriorityGroups& groups() const { return groups_; }
  [[nodiscard]] const DemandTable& demand() const { return demand_; }
  [[nodiscard]] const Network& network() const { return network_; }
  [[nodiscard]] const SpreadTable& spreads() const { return spreads_; }

  /// Settlement in which the residents of a block start.
  [[nodiscard]] std::uint32_t home_of_block(std::size_t block) const { return home_of_block_[block]; }
  /// Random-number key of a settlement.
  [[nodiscard]] std::uint32_t key_of_settlement(std::size_t settlement) const { return settlement_key_[settlement]; }
  /// Largest probability of an event within the run among a block's residents: a larger number means that nothing happens to any of them.
  [[nodiscard]] std::uint32_t bound_of_block(std::size_t block) const { return bound_of_block_[block]; }
  /// Demand class of a resident at the start; kNotCounted for those who are not 60 or not in the district then.
  [[nodiscard]] DemandClass class_at_start(std::uint32_t slot) const { return class_at_start_[slot]; }
  /// Needs of those in a block who are counted at the start, bit n for need n; 0: nobody of it is counted.
  [[nodiscard]] std::uint8_t needs_in_block(std::size_t block) const { return needs_in_block_[block]; }
  /// Persons counted at the start by town and demand class.
  [[nodiscard]] const Cube<std::int32_t, 2>& classes_at_start() const { return classes_at_start_; }
  /// Base residents (arrival candidates too) who turn 60, or 80, in a month of the run.
  [[nodiscard]] const SlotsByMonth& turning_60() const { return turning_60_; }
  [[nodiscard]] const SlotsByMonth& turning_80() const { return turning_80_; }
  /// Residents of institutions at the start; in each home special hardship first.
  [[nodiscard]] std::span<const SeatedResident> seated() const { return seated_; }
  /// The resident's uniform number for the bed service, made from an evenly drawn one so that those seated at the start are inside the
  /// seekers and the share that seeks a bed in each cell (town, settlement kind, need, priority group) stays what the demand table says:
  /// the numbers of the seated are scaled below the cell's share, those of the others make up what the seated leave of it. Where a cell has
  /// more seated than seekers, nobody else of it seeks a bed at the start.
  [[nodiscard]] std::uint32_t bed_uniform(std::uint32_t slot, std::uint32_t drawn) const;
  /// The same as thresholds for the drawn number itself, for the resident's standing at the start: bed_uniform(slot, d) is below the
  /// cell's wanting (seeking) exactly if d is below `wanting` (`seeking`).
  [[nodiscard]] DemandCell bed_demand_at_start(std::uint32_t slot) const;
  /// The service given in beds, the first one of the table; not valid if there is none.
  [[nodiscard]] ServiceId bed_service() const { return bed_service_; }
  /// The settlement to which a mover goes for the uniform number `u`: settlements of streets in proportion to their base residents.
  [[nodiscard]] std::uint32_t move_destination(std::uint32_t u) const;

  [[nodiscard]] TownId town_of(std::size_t settlement) const { return town_of_settlement_[settlement]; }
  [[nodiscard]] SettlementKind settlement_kind_of(std::size_t settlement) const { return settlement_kind_[settlement]; }
  [[nodiscard]] TownKind kind_of(std::size_t settlement) const { return kind_of_settlement_[settlement]; }

 private:
  void compile_settlements();
  void compile_blocks();
  void compile_classes();
  void seat_residents();
  void compile_bed_cells();
  void compile_moves();

  std::shared_ptr<const Scenario> scenario_;
  LifeRates rates_;
  Cohorts cohorts_;
  BasePopulation base_;
  EventTables events_;
  PriorityGroups groups_;
  DemandTable demand_;
  Network network_;
  SpreadTable spreads_;
  std::vector<std::uint32_t> home_of_block_;
  std::vector<std::uint32_t> settlement_key_;
  std::vector<std::uint32_t> bound_of_block_;
  std::vector<TownKind> kind_of_settlement_;
  std::vector<SettlementKind> settlement_kind_;
  std::vector<TownId> town_of_settlement_;
  std::vector<DemandClass> class_at_start_;
  std::vector<std::uint8_t> needs_in_block_;
  Cube<std::int32_t, 2> classes_at_start_;
  SlotsByMonth turning_60_;
  SlotsByMonth turning_80_;
  std::vector<SeatedResident> seated_;
  ServiceId bed_service_;
  /// Demand for beds at the start in one cell; shares in 2^-32.
  struct BedCell {
    std::uint32_t seeking = 0;         ///< of the whole cell
    std::uint32_t seeking_others = 0;  ///< of those not seated
    std::uint32_t wanting_others = 0;  ///< of those not seated: smallest drawn number that does not want
  };
  [[nodiscard]] static std::uint32_t number_of_others(const BedCell& cell, std::uint32_t drawn);
  /// The cell of somebody who is counted at the start.
  [[nodiscard]] const BedCell& bed_cell_of(std::uint32_t slot) const {
    return bed_cells_[town_of(home_of_block(slot / kBlock)).index() * kDemandClasses + class_at_start_[slot]];
  }
  std::vector<BedCell> bed_cells_;  ///< town, demand class
  std::vector<bool> is_seated_;
  std::vector<std::uint32_t> destinations_;
  std::vector<std::uint32_t> destination_thresholds_;
};

}  // namespace eldercast
