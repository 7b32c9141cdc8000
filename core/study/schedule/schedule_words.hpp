#pragma once
/// Numbers of a schedule as its screen and its page show them. Internal to core/study/schedule.
#include <string>

#include "study/schedule/result.hpp"

namespace eldercast {

/// "+12 [+10, +14]" in units of `unit`; without the interval where it is a point.
[[nodiscard]] std::string interval_text(const MeanInterval& value, double unit = 1);
/// Yuan as 万元.
[[nodiscard]] std::string wan_text(double yuan);

}  // namespace eldercast
