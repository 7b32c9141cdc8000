#pragma once
/// How the ranks of two things go together over the points of a draw.
#include <cstddef>
#include <vector>

namespace eldercast {

/// Ranks from 1, ties sharing their mean rank.
[[nodiscard]] std::vector<double> ranks_of(const std::vector<double>& values);

/// Pearson's correlation, of ranks Spearman's; 0 where one of them does not vary. Both have the same size.
[[nodiscard]] double correlation(const std::vector<double>& x, const std::vector<double>& y);

/// Below this a rank correlation over `points` independent points may be the largest of `parameters` that have none: the normal
/// approximation with variance 1 / (points - 1) (Kendall and Gibbons 1990, chapter 4), at 5% over all parameters together (Bonferroni).
[[nodiscard]] double largest_by_chance(std::size_t points, std::size_t parameters);

}  // namespace eldercast
