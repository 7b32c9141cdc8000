#pragma once
/// Money: whole fen (0.01 yuan), so that sums are exact in any order.
#include <compare>
#include <cstdint>

namespace eldercast {

struct Fen {
  std::int64_t value = 0;

  friend constexpr auto operator<=>(Fen, Fen) = default;
  constexpr Fen& operator+=(Fen other) {
    value += other.value;
    return *this;
  }
  constexpr Fen& operator-=(Fen other) {
    value -= other.value;
    return *this;
  }
  friend constexpr Fen operator+(Fen a, Fen b) { return Fen{a.value + b.value}; }
  friend constexpr Fen operator-(Fen a, Fen b) { return Fen{a.value - b.value}; }
  friend constexpr Fen operator-(Fen a) { return Fen{-a.value}; }
  friend constexpr Fen operator*(Fen a, std::int64_t times) { return Fen{a.value * times}; }
};

inline constexpr double kFenPerYuan = 100;

/// Whole yuan as fen.
[[nodiscard]] constexpr Fen yuan(std::int64_t amount) { return Fen{amount * 100}; }
/// Yuan with fractions, rounded half away from zero to whole fen.
[[nodiscard]] constexpr Fen yuan(double amount) {
  const double fen = amount * 100.0;
  return Fen{static_cast<std::int64_t>(fen < 0 ? fen - 0.5 : fen + 0.5)};
}

}  // namespace eldercast
