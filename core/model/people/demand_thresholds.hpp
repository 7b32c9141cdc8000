#pragma once
/// Who is eligible for, wants and would really use a service, as thresholds for one persistent uniform number per resident and service.
#include <array>
#include <cstdint>
#include <vector>

#include "model/people/resident.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// The priority group of every combination of traits: the first group in the scenario's order that fits.
class PriorityGroups {
 public:
  explicit PriorityGroups(const PerEnum<PriorityGroup, std::int32_t>& rank);

  [[nodiscard]] PriorityGroup of(Need need, Traits traits, bool aged_80_plus) const {
    return table_[index_of(need)][traits.has(Traits::kHardship)][aged_80_plus][traits.has(Traits::kAlone)];
  }

 private:
  PriorityGroup table_[kCount<Need>][2][2][2];
};

/// Most services of a scenario: a resident's numbers for them are told apart by six bits.
inline constexpr std::size_t kMostServices = 64;

/// Thresholds of one service for one need, priority group and settlement kind. A resident with uniform u wants the service if
/// u < wanting, and seeks it if u < seeking; both zero if not eligible. seeking <= wanting always.
struct DemandCell {
  bool eligible = false;
  std::uint32_t wanting = 0;
  std::uint32_t seeking = 0;

  friend bool operator==(const DemandCell&, const DemandCell&) = default;
};

/// Settlement kind, need and group in one small number.
using DemandClass = std::uint8_t;
inline constexpr std::size_t kDemandClasses = kCount<SettlementKind> * kCount<Need> * kCount<PriorityGroup>;
[[nodiscard]] constexpr DemandClass demand_class(SettlementKind kind, Need need, PriorityGroup group) {
  return static_cast<DemandClass>((index_of(kind) * kCount<Need> + index_of(need)) * kCount<PriorityGroup> + index_of(group));
}
/// The class of people who are not residents.
inline constexpr DemandClass kNotCounted = 0xFF;
[[nodiscard]] constexpr Need need_of(DemandClass demand_class) {
  return static_cast<Need>(demand_class / kCount<PriorityGroup> % kCount<Need>);
}
[[nodiscard]] constexpr PriorityGroup group_of(DemandClass demand_class) {
  return static_cast<PriorityGroup>(demand_class % kCount<PriorityGroup>);
}

class DemandThresholds {
 public:
  explicit DemandThresholds(const Scenario& scenario);

  [[nodiscard]] std::size_t services() const { return services_; }
  [[nodiscard]] const DemandCell& at(std::size_t service, DemandClass demand_class) const {
    return cells_[service * kDemandClasses + demand_class];
  }
  [[nodiscard]] const DemandCell& at(std::size_t service, SettlementKind kind, Need need, PriorityGroup group) const {
    return at(service, demand_class(kind, need, group));
  }

 private:
  std::size_t services_;
  std::vector<DemandCell> cells_;
};

/// The demand row that holds: the most specific match (a group counts more than a need, a need more than a settlement kind); null if none.
[[nodiscard]] const DemandRow* matching_row(const std::vector<DemandRow>& rows, ServiceId service, SettlementKind kind, Need need,
                                            PriorityGroup group);

}  // namespace eldercast
