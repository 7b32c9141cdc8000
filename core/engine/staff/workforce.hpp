#pragma once
/// The engine's stocks of staff: persons in post by town and role, course totals, and what the carers in post make usable.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "api/slots.hpp"
#include "api/views.hpp"
#include "engine/shock/shocks.hpp"
#include "model/district.hpp"
#include "model/people/margins.hpp"

namespace eldercast {

class Workforce {
 public:
  explicit Workforce(const District& district);

  /// Carers of the start, spread over towns in proportion to the residents of their homes (largest remainder), certified by their share;
  /// helpers of the points that stand at the start.
  void start();
  /// Who was hired a year ago has stayed a year from now on.
  void begin_month();
  /// Adds flows; leaving is capped by the persons in post. Carers with a certificate leave in proportion,
  /// and so do those hired in each of the last twelve months.
  void apply(const StaffFlow& flow);
  /// Adds movements of the courses. Carers certified in post are dealt to the towns by those without a certificate (largest remainder).
  void apply(const TrainingFlow& flow);
  /// Deals hires to the towns by largest remainder, in a town one after the
  /// other to visitors or others, whichever lack more of their posts. Carers go where posts are unfilled, in proportion; nobody is hired
  /// beyond the posts. Other roles have no posts and are dealt evenly over the towns with an open hub, or over all towns while there is
  /// none.
  void apply(const DistrictHires& hires, std::span<const FacilityState> facilities);

  /// Puts a town's carers in post, or the graduates of a role since the start, to what was observed; certificates follow in proportion.
  void observe_carers(TownId town, std::int32_t persons);
  void observe_graduates(Role role, std::int32_t persons) { training_.graduates[role] = persons; }

  /// Carers that the open places of a town would need, persons, rounded up.
  [[nodiscard]] std::int32_t posts(TownId town, std::span<const FacilityState> facilities) const;
  [[nodiscard]] std::int32_t in_post(TownId town, Role role) const { return in_post_[town.index()][role]; }
  /// Of a town's carers, those hired to visit homes; 0 unless StaffParameters::visitors_apart.
  [[nodiscard]] std::int32_t visitors(TownId town) const { return visitors_[town.index()]; }
  [[nodiscard]] std::int32_t certified(TownId town) const { return certified_[town.index()]; }
  /// Carers of a town who have been in post for twelve months or more; those of the start count as such.
  [[nodiscard]] std::int32_t stayed_a_year(TownId town) const;
  [[nodiscard]] const TrainingState& training() const { return training_; }

  /// Writes FacilityState::staffed and hub_working. A town's carers first cover the places in use; what is left opens further places in
  /// proportion to their working time, everywhere in the town alike. With StaffParameters::visitors_apart carers who visit homes and all
  /// others do so each for their own places. Resources that take no carers are staffed as they are, those of
  /// village points by hours of helpers and volunteers where the scenario asks for it: the oldest points first. A place grows into its size
  /// over ScheduleParameters::ramp_up_months. A hub works when it is open and its town has a carer; a spoke when its hub works and has
  /// taken it on. A shock leaves only a part of the free places to be filled.
  void staff_places(Month month, const Shocks& shocks, std::span<FacilityState> facilities) const;

 private:
  /// Two kinds of carers: those of beds, day places and baths, and those who visit homes. All are of the first unless they are apart.
  using Kinds = std::array<std::int64_t, 2>;
  static constexpr std::size_t kYear = 12;
  void leave_in_proportion(std::size_t town, std::int64_t left, std::int64_t before);
  [[nodiscard]] std::size_t kind_of(Resource resource) const { return apart_ && resource == Resource::visit_minutes ? 1 : 0; }
  [[nodiscard]] Kinds post_minutes(TownId town, std::span<const FacilityState> facilities) const;
  void hire_visitors(TownId town, std::int64_t hired, std::span<const FacilityState> facilities);
  [[nodiscard]] std::int64_t minutes_for(FacilityId facility, Resource resource, std::int64_t units) const;
  void staff_town(std::size_t town, Month month, std::span<FacilityState> facilities) const;
  void staff_points(std::size_t town, std::span<FacilityState> facilities) const;
  void mark_working_hubs(Month month, std::span<FacilityState> facilities) const;

  const District* district_;
  bool apart_;
  std::vector<std::int64_t> residents_of_homes_;  ///< by town, at the start
  std::vector<PerEnum<Role, std::int32_t>> in_post_;
  std::vector<std::int32_t> visitors_;          ///< by town: carers hired to visit homes; none unless StaffParameters::visitors_apart
  std::vector<std::int32_t> visitors_carried_;  ///< by town: thousandths of a visitor who has yet to leave
  std::vector<std::int32_t> certified_;         ///< by town
  /// By town: carers hired in this month, in the one before, and so on, who are still in post.
  std::vector<std::array<std::int32_t, kYear>> hired_;
  std::vector<std::int32_t> points_at_start_;
  TrainingState training_;
  mutable std::vector<FacilityId> points_;  ///< scratch of staff_points
  std::vector<std::int64_t> weights_;       ///< scratch: by town
  LargestRemainder persons_;
  LargestRemainder certificates_;
  LargestRemainder by_month_of_hire_;
};

/// Which kind of shock holds back a resource.
[[nodiscard]] ShockOn shaken_by(Resource resource);

}  // namespace eldercast
