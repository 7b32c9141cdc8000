#pragma once
/// The points of a `list` design from a CSV file: a header of parameter ids, one row a point.
#include <optional>
#include <string>
#include <vector>

#include "study/plan/plan.hpp"
#include "study/plan/varied.hpp"

namespace eldercast {

/// Fills the parameters and the list of the plan's design, or says what is wrong with file and line.
[[nodiscard]] std::optional<StudyMistake> read_list(const std::string& file, const std::vector<SweepableParameter>& known, StudyPlan& plan);

}  // namespace eldercast
