#pragma once
/// What a page shows of a replicate, as one row of numbers.
#include <span>
#include <vector>

#include "engine/outcome.hpp"
#include "output/description.hpp"
#include "output/figures/figures.hpp"

namespace eldercast {

/// The figures over the whole run, in their order; then those of each town that are kept by town, town by town, in the same order. NaN:
/// nothing to measure.
[[nodiscard]] std::vector<double> figure_row(std::span<const Figure> figures, const Headline& headline, const Description& description);

}  // namespace eldercast
