#pragma once
/// Numbers as screens show them, those of core/study too.
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/statistics.hpp"

namespace eldercast {

/// Width of every screen.
inline constexpr std::size_t kColumns = 100;
/// A table of years on a screen: columns of a label and of a year, and years that fit beside it.
inline constexpr std::size_t kYearLabel = 28;
inline constexpr std::size_t kYearCell = 18;
inline constexpr std::size_t kYearsShown = 4;
inline constexpr double kYuanPer10000 = 10000.0;

/// Whole numbers with separators; one decimal below 10 unless it is whole; "-" if it is not known.
[[nodiscard]] std::string grouped_text(double value);
/// A share in per cent with one decimal, which 100 does without.
[[nodiscard]] std::string percent_text(double share);
/// "12 [10, 14]" in units of `unit`; without the interval where `single`, and where every replicate has the same number.
[[nodiscard]] std::string estimate_text(const Estimate& value, bool single, double unit = 1.0);
/// The same of shares in per cent.
[[nodiscard]] std::string percent_estimate_text(const Estimate& value, bool single);
/// "yes (88%)" if it holds in at least half of the replicates, else "no (12%)"; the word alone where `single`.
[[nodiscard]] std::string verdict_text(double share, bool single);
/// "4 s", "2 min 10 s", "1 h 5 min".
[[nodiscard]] std::string duration_text(double seconds);
/// One block (U+2581 to U+2588) a value: the lowest for 0 and below, the highest for `top` and above; a space where a value is not known,
/// the lowest throughout where `top` is not above 0.
[[nodiscard]] std::string spark_text(std::span<const double> values, double top);
/// "a, b, c …": as many of the names as fit into `columns`.
[[nodiscard]] std::string list_text(const std::vector<std::string>& names, std::size_t columns);
/// Rows of cells under a header as aligned lines: the first column to the left, the others to the right, two spaces between.
[[nodiscard]] std::string table_text(const std::vector<std::vector<std::string>>& rows);

}  // namespace eldercast
