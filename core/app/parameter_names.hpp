#pragma once
/// What parameters are called, for pages about results, which keep ids alone.
#include <span>
#include <string>

#include "output/report/report.hpp"

namespace eldercast {

/// Of the scenario's sections, and of those rules ("funding/construction_grants") that can be found here.
[[nodiscard]] ParameterNames parameter_names(std::span<const std::string> rules);

}  // namespace eldercast
