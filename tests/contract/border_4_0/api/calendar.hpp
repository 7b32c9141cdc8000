#pragma once
/// Time: months counted from the scenario's start, and calendar year-months.
#include <compare>
#include <cstdint>

namespace eldercast {

/// A calendar month, counted from year 0 so that differences are plain subtraction.
struct YearMonth {
  std::int32_t count = 0;

  constexpr YearMonth() = default;
  /// `month` is 1 to 12.
  constexpr YearMonth(int year, int month) : count(year * 12 + month - 1) {}
  [[nodiscard]] constexpr int year() const { return count / 12; }
  [[nodiscard]] constexpr int month() const { return count % 12 + 1; }
  friend constexpr auto operator<=>(YearMonth, YearMonth) = default;
  friend constexpr int operator-(YearMonth a, YearMonth b) { return a.count - b.count; }
  friend constexpr YearMonth operator+(YearMonth a, int months) {
    a.count += months;
    return a;
  }
  friend constexpr YearMonth operator-(YearMonth a, int months) { return a + -months; }
};

/// Months since the scenario's first month; negative before it.
struct Month {
  std::int32_t value = 0;

  friend constexpr auto operator<=>(Month, Month) = default;
  friend constexpr int operator-(Month a, Month b) { return a.value - b.value; }
  friend constexpr Month operator+(Month a, int months) { return Month{a.value + months}; }
};

/// Later than every month of any run: "never".
inline constexpr Month kNever{INT32_MAX / 2};

}  // namespace eldercast
