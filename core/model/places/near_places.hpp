#pragma once
/// Which places lie near which others, without a look at every pair.
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "model/places/geography.hpp"

namespace eldercast {

/// Places on a grid of cells as wide as the distance that is asked about.
class NearPlaces {
 public:
  /// Places at `positions`, to be found within `metres`.
  NearPlaces(const std::vector<Position>& positions, double metres);

  /// Calls `visit` with the index of every place within the distance of `centre`, and of some that lie farther.
  template <class Visit>
  void for_each_near(Position centre, Visit visit) const {
    const std::int64_t row = row_of(centre);
    const std::int64_t column = column_of(centre);
    for (std::int64_t r = row - 1; r <= row + 1; ++r) {
      for (std::int64_t c = column - 1; c <= column + 1; ++c) {
        const auto cell = cells_.find(key(r, c));
        if (cell == cells_.end()) continue;
        for (const std::uint32_t place : cell->second) visit(place);
      }
    }
  }

 private:
  [[nodiscard]] static std::uint64_t key(std::int64_t row, std::int64_t column) {
    return static_cast<std::uint64_t>(row) << 32U ^ (static_cast<std::uint64_t>(column) & 0xFFFFFFFFU);
  }
  [[nodiscard]] std::int64_t row_of(Position position) const;
  [[nodiscard]] std::int64_t column_of(Position position) const;

  double lat_step_;  ///< degrees
  double lon_step_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells_;
};

}  // namespace eldercast
