#pragma once
/// What rules say of their own, by figure, year and town.
#include "output/figures/sample.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// One row a figure, year and town, and one for what is said of no town, so that the sum over all rows of a figure and year is the
/// district's.
[[nodiscard]] Table rule_figures_table(const Sample& sample);

}  // namespace eldercast
