#pragma once
/// Who is what at the start of a run: the demand classes of the residents, and who of them lives in an institution.
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "model/base/cube.hpp"
#include "model/base/untouched.hpp"
#include "model/people/demand_thresholds.hpp"
#include "model/people/inhabitants.hpp"
#include "model/places/network.hpp"
#include "model/places/zones.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// Demand classes at the start: what depends on the inhabitants and on the order of the priority groups.
struct ClassesAtStart {
  ClassesAtStart(const Scenario& scenario, const Inhabitants& inhabitants, const PriorityGroups& groups, const Executor& together);

  UntouchedVector<DemandClass> of_slot;      ///< kNotCounted for those who are not 60 or not in the district
  std::vector<std::uint8_t> needs_in_block;  ///< bit n for need n of those counted
  Cube<std::int32_t, 2> persons;             ///< town, demand class
};

/// A resident of an institution at the start.
struct InstitutionResident {
  std::uint32_t slot = 0;
  FacilityId facility;
  Resource resource = Resource::other_bed;
};

/// What the initial_state of institutions hangs on beside the classes.
struct InitialStateInputs {
  InitialStateInputs(const Scenario& scenario, const DemandThresholds& demand, const Network& network);
  friend bool operator==(const InitialStateInputs&, const InitialStateInputs&) = default;

  ServiceId bed;  ///< the service given in beds, the first one of the table; not valid if there is none
  PerEnum<Need, std::vector<Resource>> takes;
  std::vector<DemandCell> cells;  ///< of that service, by class
  std::vector<ExistingFacility> existing;
  std::vector<TownId> towns;                                ///< of them
  std::vector<PerEnum<Resource, std::int32_t>> capacities;  ///< of them
};

/// Residents of institutions at the start, and the numbers for the bed service that fit them.
class InitialState {
 public:
  InitialState(InitialStateInputs inputs, std::shared_ptr<const Inhabitants> inhabitants, std::shared_ptr<const ClassesAtStart> classes,
               const Executor& together);

  [[nodiscard]] const InitialStateInputs& inputs() const { return inputs_; }
  /// Town by town; in each home special hardship first.
  [[nodiscard]] const std::vector<InstitutionResident>& seated() const { return seated_; }
  /// Those in the homes of the towns [first_town, end_town), where they live, too.
  [[nodiscard]] std::span<const InstitutionResident> seated_in(std::size_t first_town, std::size_t end_town) const;
  [[nodiscard]] bool is_seated(std::uint32_t slot) const { return is_seated_[slot]; }
  /// Demand for beds at the start of those of a town who are not seated: thresholds for the drawn number itself.
  struct OfOthers {
    std::uint32_t wanting = 0;
    std::uint32_t seeking = 0;
  };
  /// By class.
  [[nodiscard]] const std::array<OfOthers, kDemandClasses>& others_of(TownId town) const { return others_[town.index()]; }
  /// The largest of their thresholds.
  [[nodiscard]] std::uint32_t bound_of(TownId town) const { return bound_[town.index()]; }
  /// District::bed_uniform.
  [[nodiscard]] std::uint32_t bed_uniform(std::uint32_t slot, std::uint32_t drawn) const;

 private:
  void seat_residents(const Executor& together);
  [[nodiscard]] std::vector<InstitutionResident> seat_town(const std::vector<std::size_t>& homes, std::uint32_t from,
                                                           std::uint32_t to) const;
  void compile_cells();
  [[nodiscard]] static std::uint32_t first_that_wants_not(const DemandCell& demand, std::uint32_t seeking_others);
  [[nodiscard]] static std::uint32_t number_of_others(std::uint32_t seeking, std::uint32_t seeking_others, std::uint32_t drawn);
  [[nodiscard]] std::size_t town_of(std::uint32_t slot) const {
    return inhabitants_->town_of_settlement[inhabitants_->home_of_block[slot / kBlock]].index();
  }

  InitialStateInputs inputs_;
  std::shared_ptr<const Inhabitants> inhabitants_;
  std::shared_ptr<const ClassesAtStart> classes_;
  std::vector<InstitutionResident> seated_;
  std::vector<std::size_t> first_seated_;  ///< by town, one more than towns
  std::vector<bool> is_seated_;
  std::vector<std::array<OfOthers, kDemandClasses>> others_;  ///< by town
  std::vector<std::uint32_t> bound_;                          ///< by town
};

}  // namespace eldercast
