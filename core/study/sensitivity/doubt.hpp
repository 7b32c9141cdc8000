#pragma once
/// When indices are no more than chance: estimates that cannot be, intervals that say nothing.
#include <optional>

#include "output/page/html.hpp"
#include "study/sensitivity/sensitivity_report.hpp"

namespace eldercast {

/// Why nobody should build on the indices of a figure, as one clause in both languages; absent where nothing speaks against them.
/// - Sobol: an index above 1, an interval of one as wide as all that an index can be, or parameters that explain nothing while there is
///   chance.
/// - Morris: every mean absolute effect is within what chance alone gives one effect.
/// A tornado has intervals of means; they say it themselves.
[[nodiscard]] std::optional<Text> doubt_of(const FigureSensitivity& figure);

}  // namespace eldercast
