#pragma once
/// Numbers as screens show them, those of core/study too.
#include <cstddef>
#include <span>
#include <string>

#include "output/statistics.hpp"

namespace eldercast {

/// Years that fit beside each other on a screen.
inline constexpr std::size_t kYearsShown = 4;
inline constexpr double kYuanPer10000 = 10000.0;

/// Whole numbers with separators; one decimal below 10 unless it is whole; "-" if it is not known.
[[nodiscard]] std::string grouped_text(double value);
/// Three digits or more: 0 below half a thousandth, three decimals below 0.1, two below 10, one below 100, then as grouped_text(); whole
/// numbers without decimals.
[[nodiscard]] std::string decimal_text(double value);
/// The same with a plus sign before what is more than nothing.
[[nodiscard]] std::string signed_text(double value);
/// A share in per cent with one decimal, which 100 does without.
[[nodiscard]] std::string percent_text(double share);
/// "12 [10, 14]" in units of `unit`; without the interval where `single`, and where every replicate has the same number.
[[nodiscard]] std::string estimate_text(const Estimate& value, bool single, double unit = 1.0);
/// The same of shares: "97.5% [95.2, 99.3]".
[[nodiscard]] std::string percent_estimate_text(const Estimate& value, bool single);
/// "4 s", "2 min 10 s", "1 h 5 min".
[[nodiscard]] std::string duration_text(double seconds);
/// One block (U+2581 to U+2588) a value: the lowest for 0 and below, the highest for `top` and above; a space where a value is not known,
/// the lowest throughout where `top` is not above 0.
[[nodiscard]] std::string spark_text(std::span<const double> values, double top);

}  // namespace eldercast
