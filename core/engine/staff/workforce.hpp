#pragma once
/// The engine's stocks of staff: persons in post by town and role, course totals, and what the carers in post make usable.
#include <cstdint>
#include <span>
#include <vector>

#include "api/slots.hpp"
#include "api/views.hpp"
#include "model/district.hpp"

namespace eldercast {

class Workforce {
 public:
  explicit Workforce(const District& district);

  /// Carers of the start, spread over towns in proportion to the residents of their homes (largest remainder).
  void start();
  /// Adds flows; leaving is capped by the persons in post.
  void apply(const StaffFlow& flow);
  /// Adds movements of the courses.
  void apply(const TrainingFlow& flow);
  /// Deals hires to the towns by largest remainder. Carers go where posts are unfilled, in proportion; nobody is hired beyond the posts.
  /// Other roles have no posts and are dealt evenly over the towns with an open hub, or over all towns while there is none.
  void apply(const DistrictHires& hires, std::span<const FacilityState> facilities);

  /// Carers that the open places of a town would need, persons, rounded up.
  [[nodiscard]] std::int32_t posts(TownId town, std::span<const FacilityState> facilities) const;
  [[nodiscard]] std::int32_t in_post(TownId town, Role role) const { return in_post_[town.index()][role]; }
  [[nodiscard]] const TrainingState& training() const { return training_; }

  /// Writes FacilityState::staffed and hub_working. A town's carers first cover the places in use; what is left opens further places in
  /// proportion to their working time, everywhere in the town alike. Activity places need no carers. A place grows into its size over
  /// ScheduleParameters::ramp_up_months. A hub works when it is open and its town has a carer; a spoke when its hub works and has taken it
  /// on.
  void staff_places(Month month, std::span<FacilityState> facilities) const;

 private:
  [[nodiscard]] std::int64_t minutes_for(FacilityId facility, Resource resource, std::int64_t units) const;
  void mark_working_hubs(Month month, std::span<FacilityState> facilities) const;

  const District* district_;
  std::vector<std::int64_t> residents_of_homes_;  ///< by town, at the start
  std::vector<PerEnum<Role, std::int32_t>> in_post_;
  TrainingState training_;
  std::vector<std::vector<FacilityId>> facilities_of_;  ///< by town
};

}  // namespace eldercast
