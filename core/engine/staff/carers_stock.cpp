#include "engine/staff/carers_stock.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {

CarersStock::CarersStock(const StaffParameters& staff)
    : leave_share_(1.0 - std::exp(-staff.carer_turnover_per_year / 12.0)), market_hires_(staff.market_hires_per_month) {}

void CarersStock::staff(const MonthView& month, StaffSlots out) {
  std::int32_t unfilled = 0;
  for (std::size_t t = 0; t < month.towns.size(); ++t) {
    const TownState& town = month.towns[t];
    std::int32_t left = 0;
    for (std::int32_t carer = 0; carer < town.staff[Role::carer]; ++carer) {
      const auto counter = static_cast<std::uint32_t>(month.month.value) << 16U | static_cast<std::uint32_t>(carer);
      left += static_cast<std::int32_t>(month.draws.chance(leave_share_, town.key, counter));
    }
    if (left > 0) out.staff.push({TownId(t), Role::carer, 0, left});
    unfilled += std::max(0, town.posts - town.staff[Role::carer] + left);
  }
  const std::int32_t hired = std::min(market_hires_, unfilled);
  if (hired > 0) out.district_hires.push({Role::carer, hired});
}

}  // namespace eldercast
