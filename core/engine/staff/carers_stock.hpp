#pragma once
/// The simple carers stock that stands behind the staffing interface while no staffing rule keeps the carers.
#include "api/rules.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// Carers leave at a constant monthly hazard (StaffParameters::carer_turnover_per_year) and a fixed number a month is hired from the open
/// market, as long as posts are unfilled.
class CarersStock final : public StaffingRule {
 public:
  explicit CarersStock(const StaffParameters& staff);
  void staff(const MonthView& month, StaffSlots out) override;

 private:
  double leave_share_;  ///< a month
  std::int32_t market_hires_;
};

}  // namespace eldercast
