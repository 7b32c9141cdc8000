#pragma once
/// A dense row-major array of up to four dimensions, subscripted by ids, enumerators, months or plain numbers.
#include <array>
#include <cassert>
#include <cstddef>
#include <type_traits>
#include <vector>

#include "api/calendar.hpp"
#include "api/ids.hpp"

namespace eldercast {

namespace detail {
template <class T>
requires requires(const T& id) { id.index(); }
[[nodiscard]] constexpr std::size_t position(const T& id) { return id.index(); }
[[nodiscard]] constexpr std::size_t position(Month month) { return static_cast<std::size_t>(month.value); }
template <class T>
requires std::is_integral_v<T> || std::is_enum_v<T>
[[nodiscard]] constexpr std::size_t position(T value) { return static_cast<std::size_t>(value); }
}  // namespace detail

/// `Cube<std::int32_t, 2> open(months, kinds); open(month, kind) += 1;` The last subscript runs fastest.
template <class T, std::size_t Rank>
class Cube {
 public:
  Cube() = default;
  /// A cube of the given sizes, every cell zero.
  template <class... Size>
  requires(sizeof...(Size) == Rank) explicit Cube(Size... sizes) : sizes_{static_cast<std::size_t>(sizes)...} {
    std::size_t cells = 1;
    for (const std::size_t size : sizes_) cells *= size;
    cells_.resize(cells);
  }

  template <class... Key>
  requires(sizeof...(Key) == Rank) [[nodiscard]] T& operator()(Key... keys) { return cells_[offset({detail::position(keys)...})]; }
  template <class... Key>
  requires(sizeof...(Key) == Rank) [[nodiscard]] const T& operator()(Key... keys) const {
    return cells_[offset({detail::position(keys)...})];
  }

  [[nodiscard]] const std::array<std::size_t, Rank>& sizes() const { return sizes_; }
  [[nodiscard]] std::vector<T>& cells() { return cells_; }
  [[nodiscard]] const std::vector<T>& cells() const { return cells_; }
  friend bool operator==(const Cube&, const Cube&) = default;

 private:
  [[nodiscard]] std::size_t offset(const std::array<std::size_t, Rank>& keys) const {
    std::size_t at = 0;
    for (std::size_t i = 0; i < Rank; ++i) {
      assert(keys[i] < sizes_[i]);
      at = at * sizes_[i] + keys[i];
    }
    return at;
  }

  std::array<std::size_t, Rank> sizes_{};
  std::vector<T> cells_;
};

}  // namespace eldercast
