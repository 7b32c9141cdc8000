#pragma once
/// Facilities that close: for good by their own row, or while a shock holds (a flood), and open again with what they had.
#include <span>
#include <vector>

#include "api/views.hpp"
#include "engine/shock/shocks.hpp"
#include "model/district.hpp"

namespace eldercast {

class Closures {
 public:
  explicit Closures(const District& district);

  void start();
  /// Facilities that close in this month: those whose own row says so, and those that a shock on facilities leaves nothing.
  /// They stand open until close() is called for each.
  [[nodiscard]] std::span<const FacilityId> due(Month month, const Shocks& shocks, std::span<const FacilityState> facilities);
  /// Takes a facility's places away; whoever held them is the caller's matter. `for_good`: it never opens again.
  void close(FacilityId facility, bool for_good, std::span<FacilityState> facilities);
  /// Facilities that a shock had closed and that are open again from this month on, with the places that they had.
  [[nodiscard]] std::span<const FacilityId> reopen(Month month, const Shocks& shocks, std::span<FacilityState> facilities);
  /// Whether a facility closes in this month by its own row or has.
  [[nodiscard]] bool by_own_row(FacilityId facility, Month month) const { return closes_[facility.index()] <= month; }

 private:
  [[nodiscard]] static bool shut(Month month, const Shocks& shocks, const FacilityState& facility, FacilityId id);

  std::vector<Month> closes_;   ///< by facility: in its own row; kNever: not
  std::vector<Month> planned_;  ///< the same with the table of changes
  std::vector<bool> shut_;      ///< by facility: a shock keeps it closed
  std::vector<PerEnum<Resource, std::int32_t>> capacity_;
  std::vector<FacilityId> found_;
};

}  // namespace eldercast
