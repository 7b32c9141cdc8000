#include "model/places/near_places.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace eldercast {
namespace {

constexpr double kMetresPerDegree = 6371008.8 * std::numbers::pi / 180.0;
/// Nearer to the poles, and across the line where longitudes jump, degrees say nothing of distance: one cell holds everything then.
constexpr double kLargestLat = 80;
constexpr double kWidestLon = 180;
constexpr double kEverything = 1000;

}  // namespace

NearPlaces::NearPlaces(const std::vector<Position>& positions, double metres) : lat_step_(kEverything), lon_step_(kEverything) {
  double lat = 0;
  double west = kEverything;
  double east = -kEverything;
  for (const Position& position : positions) {
    lat = std::max(lat, std::abs(position.lat));
    west = std::min(west, position.lon);
    east = std::max(east, position.lon);
  }
  // A hundredth more than the distance: the steps must not lose a place to rounding.
  const double degrees = 1.01 * std::max(metres, 1.0) / kMetresPerDegree;
  if (lat + degrees <= kLargestLat && east - west < kWidestLon) {
    lat_step_ = degrees;
    lon_step_ = degrees / std::cos((lat + degrees) * std::numbers::pi / 180.0);
  }
  for (std::size_t i = 0; i < positions.size(); ++i) {
    cells_[key(row_of(positions[i]), column_of(positions[i]))].push_back(static_cast<std::uint32_t>(i));
  }
}

std::int64_t NearPlaces::row_of(Position position) const { return static_cast<std::int64_t>(std::floor(position.lat / lat_step_)); }
std::int64_t NearPlaces::column_of(Position position) const { return static_cast<std::int64_t>(std::floor(position.lon / lon_step_)); }

}  // namespace eldercast
