#pragma once
/// Allocation once more, as plainly as possible: one list of persons, sorted and looped over every month. Shares no code with
/// core/engine/allocate/allocation but the scenario and the distance of two points.
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "api/views.hpp"
#include "model/base/cube.hpp"
#include "model/scenario.hpp"

namespace eldercast::test {

struct SlowPerson {
  int settlement = 0;
  int service = 0;
  Need need = Need::independent;
  PriorityGroup group = PriorityGroup::others;
  bool hardship = false;
  std::uint64_t tie = 0;
  int since = 0;
  std::optional<int> facility;
  Resource holds = Resource::other_bed;
};

class SlowAllocation {
 public:
  explicit SlowAllocation(const Scenario& scenario);

  std::map<int, SlowPerson> people;  ///< by a number that settles ties: the slot, or slot and service

  /// From now on the facility stands there.
  void stands(int facility, int settlement) { places_[static_cast<std::size_t>(facility)].settlement = settlement; }
  void change(int slot, Need need, PriorityGroup group, int settlement, int month);
  /// Whoever holds a place at a facility that closes waits from this month on. Returns them.
  std::vector<int> evict(int facility, int month);
  /// People lose their place of a resource until no more than `places` of a facility are used: last group first, in it the largest tie.
  std::vector<int> evict_beyond(int facility, Resource resource, int places, int month);
  /// Seats people; `facilities` gives status, hub_working, staffed.
  void admit(const std::vector<FacilityState>& facilities);
  [[nodiscard]] int used(int facility, Resource resource) const;
  /// Towns x causes.
  [[nodiscard]] Cube<std::int32_t, 2> bed_shortfall(const std::vector<FacilityState>& facilities) const;

 private:
  struct Near {
    int facility = 0;
    std::int32_t seconds = 0;
  };
  [[nodiscard]] std::vector<Near> near(const SlowPerson& person, bool own_town) const;
  [[nodiscard]] std::vector<int> waiting_in_order(std::optional<int> town, int service) const;
  bool place(int slot, const std::vector<FacilityState>& facilities, bool own_town, std::map<std::pair<int, Resource>, int>& taken);
  [[nodiscard]] int town_of(int settlement) const;

  /// Existing facilities, then one a project.
  struct Place {
    std::uint64_t key = 0;
    FacilityKind kind = FacilityKind::care_home;
    int settlement = 0;
  };

  const Scenario* scenario_;
  std::vector<Place> places_;
  std::vector<std::vector<std::int32_t>> distance_m_;
};

}  // namespace eldercast::test
