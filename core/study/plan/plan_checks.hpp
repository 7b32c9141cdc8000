#pragma once
/// Whether the numbers of a plan agree with each other and stay within the limits of a study. Internal to this folder.
#include <string>
#include <string_view>

#include "study/plan/plan.hpp"

namespace eldercast {

/// Throws FileError with `file` if no design can be made of what the study says.
void check_study(const StudyPlan& plan, const std::string& file);

/// Throws FileError with `file` if `part` does not follow the parts that the plan has, or is larger than a study may be.
void check_part(const StudyPlan& plan, const PlanPart& part, const std::string& file);

/// Adds the cases of a table of points. Throws FileError with `file` and the line if the table has other columns than the plan has
/// parameters, or other rows than `part` says.
void read_points(std::string_view text, const PlanPart& part, const std::string& file, StudyPlan& plan);

/// The header of a table of points.
[[nodiscard]] std::string points_header(const StudyPlan& plan);

}  // namespace eldercast
