#pragma once
/// Random months of a district that admits optimally, each with what the plain priority allocation would have done from the same state.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <tuple>
#include <vector>

#include "engine/allocate/allocation.hpp"
#include "engine/allocate/optimal_admission.hpp"
#include "oracle/slow_allocation.hpp"

namespace eldercast::test {

/// A place that somebody might take.
struct Choice {
  int facility = 0;
  Resource resource = Resource::other_bed;
  std::int64_t cost = 0;  ///< seconds on the way, more for a later choice
};

/// Somebody who waited for a service before the month's admission, or held a place and may be given another one.
struct Waited {
  int slot = 0;
  std::uint64_t turn = 0;       ///< rank and month from which the person waits, the smaller the earlier; 0: holds a place
  std::vector<Choice> choices;  ///< usable facilities in reach, whether full or not
  std::optional<Choice> optimal;
  std::optional<Choice> priority;
};

using PlaceKey = std::pair<int, Resource>;

/// One service in one month.
struct ServiceMonth {
  std::vector<Waited> people;
  std::map<PlaceKey, int> free;  ///< places before the admission, with those of people who may be given others
};

class RandomMonths {
 public:
  /// `arrivals`: most people who come in a month.
  RandomMonths(std::uint32_t seed, Scenario scenario, int arrivals);
  /// On a random small district.
  explicit RandomMonths(std::uint32_t seed);

  /// Lives through a month; by service. People are reseated every third month.
  [[nodiscard]] std::vector<ServiceMonth> month(int m);
  [[nodiscard]] Allocation& allocation() { return allocation_; }
  [[nodiscard]] const Scenario& scenario() const { return scenario_; }
  [[nodiscard]] const std::vector<FacilityState>& facilities() const { return facilities_; }
  [[nodiscard]] const std::map<int, SeekerId>& seekers() const { return ids_; }

 private:
  void live(int m);
  void arrive(int m);
  void change(int slot, int m);
  [[nodiscard]] bool usable(const FacilityState& facility, const Service& service) const;
  [[nodiscard]] std::vector<Choice> choices_of(const SeekerFacts& facts) const;
  [[nodiscard]] std::vector<ServiceMonth> before_admission(bool reseat) const;
  [[nodiscard]] SlowAllocation by_priority() const;

  std::mt19937 random_;
  Scenario scenario_;
  Network network_;
  std::vector<FacilityState> facilities_;
  Allocation allocation_;
  OptimalAdmission optimal_;
  std::map<int, SeekerId> ids_;
  int arrivals_;
  int next_slot_ = 0;
};

}  // namespace eldercast::test
