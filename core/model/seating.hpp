#pragma once
/// Who is what at the start of a run: the demand classes of the residents, and who of them lives in an institution.
#include <cstdint>
#include <memory>
#include <vector>

#include "model/cube.hpp"
#include "model/demand.hpp"
#include "model/inhabitants.hpp"
#include "model/network.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// Demand classes at the start: what depends on the inhabitants and on the order of the priority groups.
struct ClassesAtStart {
  ClassesAtStart(const Scenario& scenario, const Inhabitants& inhabitants, const PriorityGroups& groups);

  std::vector<DemandClass> of_slot;          ///< kNotCounted for those who are not 60 or not in the district
  std::vector<std::uint8_t> needs_in_block;  ///< bit n for need n of those counted
  Cube<std::int32_t, 2> persons;             ///< town, demand class
};

/// A resident of an institution at the start.
struct SeatedResident {
  std::uint32_t slot = 0;
  FacilityId facility;
  Resource resource = Resource::other_bed;
};

/// What the seating of institutions hangs on beside the classes.
struct SeatingInputs {
  SeatingInputs(const Scenario& scenario, const DemandTable& demand, const Network& network);
  friend bool operator==(const SeatingInputs&, const SeatingInputs&) = default;

  ServiceId bed;  ///< the service given in beds, the first one of the table; not valid if there is none
  PerEnum<Need, std::vector<Resource>> takes;
  std::vector<DemandCell> cells;  ///< of that service, by class
  std::vector<ExistingFacility> existing;
  std::vector<TownId> towns;                                ///< of them
  std::vector<PerEnum<Resource, std::int32_t>> capacities;  ///< of them
};

/// Residents of institutions at the start, and the numbers for the bed service that fit them.
class Seating {
 public:
  Seating(SeatingInputs inputs, std::shared_ptr<const Inhabitants> inhabitants, std::shared_ptr<const ClassesAtStart> classes);

  [[nodiscard]] const SeatingInputs& inputs() const { return inputs_; }
  /// In each home special hardship first.
  [[nodiscard]] const std::vector<SeatedResident>& seated() const { return seated_; }
  /// District::bed_uniform and District::bed_demand_at_start.
  [[nodiscard]] std::uint32_t bed_uniform(std::uint32_t slot, std::uint32_t drawn) const;
  [[nodiscard]] DemandCell bed_demand_at_start(std::uint32_t slot) const;

 private:
  /// Demand for beds at the start in one cell; shares in 2^-32.
  struct BedCell {
    std::uint32_t seeking = 0;         ///< of the whole cell
    std::uint32_t seeking_others = 0;  ///< of those not seated
    std::uint32_t wanting_others = 0;  ///< of those not seated: smallest drawn number that does not want
  };

  void seat_residents();
  void seat_town(const std::vector<std::size_t>& homes, std::uint32_t from, std::uint32_t to);
  void compile_cells();
  [[nodiscard]] static std::uint32_t number_of_others(const BedCell& cell, std::uint32_t drawn);
  [[nodiscard]] std::size_t cell_of(std::uint32_t slot) const {
    return inhabitants_->town_of_settlement[inhabitants_->home_of_block[slot / kBlock]].index() * kDemandClasses + classes_->of_slot[slot];
  }

  SeatingInputs inputs_;
  std::shared_ptr<const Inhabitants> inhabitants_;
  std::shared_ptr<const ClassesAtStart> classes_;
  std::vector<SeatedResident> seated_;
  std::vector<bool> is_seated_;
  std::vector<BedCell> bed_cells_;  ///< town, demand class
};

}  // namespace eldercast
