/// A staffing rule that is exported as a funding rule.
#include "small_rule.hpp"

namespace {

struct Staffing : eldercast::StaffingRule {
  using Parameters = broken::SmallRule::Parameters;
  static constexpr auto kRows = broken::SmallRule::kRows;
  explicit Staffing(const Parameters& /*parameters*/) {}
  void staff(const eldercast::MonthView& /*month*/, eldercast::StaffSlots /*out*/) override {}
};

}  // namespace

ELDERCAST_PLUGIN(funding, wrong_kind, Staffing, broken::kText)
