#pragma once
/// Money: whole fen (0.01 yuan), so that sums are exact in any order.
#include <compare>
#include <cstdint>

namespace eldercast {

/// An amount. What cannot be held becomes kNotMoney, and whatever is made of kNotMoney by + - * is kNotMoney again, as with a NaN.
struct Fen {
  std::int64_t value = 0;

  /// False for kNotMoney.
  [[nodiscard]] constexpr bool is_money() const { return value != INT64_MIN; }
  friend constexpr auto operator<=>(Fen, Fen) = default;
  constexpr Fen& operator+=(Fen other) { return *this = *this + other; }
  constexpr Fen& operator-=(Fen other) { return *this = *this - other; }
  friend constexpr Fen operator+(Fen a, Fen b) {
    std::int64_t sum = 0;
    return !a.is_money() || !b.is_money() || __builtin_add_overflow(a.value, b.value, &sum) ? Fen{INT64_MIN} : Fen{sum};
  }
  friend constexpr Fen operator-(Fen a, Fen b) { return a + -b; }
  friend constexpr Fen operator-(Fen a) { return a.is_money() ? Fen{-a.value} : a; }
  friend constexpr Fen operator*(Fen a, std::int64_t times) {
    std::int64_t product = 0;
    return !a.is_money() || __builtin_mul_overflow(a.value, times, &product) ? Fen{INT64_MIN} : Fen{product};
  }
};

/// No amount: what became of a NaN or of a number beyond all money. Far below zero, so that every flow that holds it is refused.
inline constexpr Fen kNotMoney{INT64_MIN};

inline constexpr double kFenPerYuan = 100;

/// Whole yuan as fen; kNotMoney beyond what 64 bits hold.
[[nodiscard]] constexpr Fen yuan(std::int64_t amount) { return Fen{amount} * 100; }
/// Yuan with fractions, rounded half away from zero to whole fen; kNotMoney for a NaN and beyond what 64 bits hold.
[[nodiscard]] constexpr Fen yuan(double amount) {
  constexpr double kBeyond = 9.2e18;
  const double fen = amount * kFenPerYuan;
  // A NaN is not inside either.
  if (!(fen > -kBeyond && fen < kBeyond)) return kNotMoney;
  return Fen{static_cast<std::int64_t>(fen < 0 ? fen - 0.5 : fen + 0.5)};
}

}  // namespace eldercast
