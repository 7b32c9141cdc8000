#pragma once
/// The population once more, as plainly as possible: one list of persons, each looked at every month. Shares the tables of the set-up and
/// the keyed random numbers with the engine, and nothing of its kernel.
#include <cstdint>
#include <vector>

#include "engine/random/keyed.hpp"
#include "model/district.hpp"

namespace eldercast::test {

struct SlowResident {
  std::uint32_t slot = 0;
  Identity identity;
  Traits traits;  ///< with the current need
  std::size_t home = 0;
  std::size_t settlement = 0;
  bool present = false;
  bool gone = false;
  int next = -1;  ///< month of the next life event; -1: none in the run
  std::uint32_t events = 0;
};

/// What a resident counts as: nobody, if `counted` is false.
struct SlowStanding {
  bool counted = false;
  std::size_t settlement = 0;
  Need need = Need::independent;
  PriorityGroup group = PriorityGroup::others;
};

class SlowPeople {
 public:
  SlowPeople(const District& district, StreamKey stream);

  std::vector<SlowResident> all;

  /// How the resident stands at the end of a month, -1 before the start.
  [[nodiscard]] SlowStanding standing(const SlowResident& resident, int month) const;
  [[nodiscard]] Entity entity_of(const SlowResident& resident) const;
  /// Lets the life event of a month happen, if the resident has one then.
  void live(SlowResident& resident, int month) const;

 private:
  [[nodiscard]] std::size_t class_of_resident(const SlowResident& resident) const;
  [[nodiscard]] int event_month(const SlowResident& resident, int from, std::uint32_t u) const;

  const District& district_;
  StreamKey stream_;
};

}  // namespace eldercast::test
