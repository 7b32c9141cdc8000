#pragma once
/// The answers of meet as a brief has them.
#include <vector>

#include "output/report/brief.hpp"
#include "study/meet/meet.hpp"

namespace eldercast {

/// The cheapest answer of each target that is missed.
[[nodiscard]] BriefHelps helps_of(const MeetResult& result);

}  // namespace eldercast
