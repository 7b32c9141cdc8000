#include "model/places/geography.hpp"

#include <cmath>
#include <numbers>

#include "model/base/require.hpp"

namespace eldercast {
namespace {

constexpr double kEarthRadiusM = 6371008.8;
constexpr double kRadiansPerDegree = std::numbers::pi / 180.0;

Position offset(Position origin, double east_m, double north_m) {
  const double lat = origin.lat + north_m / kEarthRadiusM / kRadiansPerDegree;
  const double lon = origin.lon + east_m / (kEarthRadiusM * std::cos(origin.lat * kRadiansPerDegree)) / kRadiansPerDegree;
  return {lon, lat};
}

}  // namespace

std::vector<Position> settlement_positions(const Scenario& scenario) {
  const double golden_angle = std::numbers::pi * (3.0 - std::sqrt(5.0));
  std::vector<std::vector<std::size_t>> of_town(scenario.towns.size());
  for (const SettlementKind kind : {SettlementKind::community, SettlementKind::village}) {
    for (std::size_t s = 0; s < scenario.settlements.size(); ++s) {
      if (scenario.settlements[s].kind == kind) of_town[scenario.settlements[s].town.index()].push_back(s);
    }
  }
  std::vector<Position> positions(scenario.settlements.size());
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
    const Town& town = scenario.towns[t];
    const double radius_m = 1000.0 * std::sqrt(town.area_km2 / std::numbers::pi) * scenario.network.spread_share;
    const auto n = static_cast<double>(of_town[t].size());
    for (std::size_t k = 0; k < of_town[t].size(); ++k) {
      const Settlement& settlement = scenario.settlements[of_town[t][k]];
      if (settlement.lon && settlement.lat) {
        positions[of_town[t][k]] = {*settlement.lon, *settlement.lat};
        continue;
      }
      const double r = radius_m * std::sqrt((static_cast<double>(k) + 0.5) / n);
      const double angle = golden_angle * static_cast<double>(k);
      positions[of_town[t][k]] = offset({town.lon, town.lat}, r * std::cos(angle), r * std::sin(angle));
    }
  }
  return positions;
}

std::int32_t great_circle_m(Position a, Position b) {
  const double half_lat = std::sin((b.lat - a.lat) * kRadiansPerDegree / 2);
  const double half_lon = std::sin((b.lon - a.lon) * kRadiansPerDegree / 2);
  const double h = half_lat * half_lat + std::cos(a.lat * kRadiansPerDegree) * std::cos(b.lat * kRadiansPerDegree) * half_lon * half_lon;
  return static_cast<std::int32_t>(std::lround(2 * kEarthRadiusM * std::asin(std::sqrt(std::min(1.0, h)))));
}

std::int32_t travel_seconds(std::int32_t distance_m, bool on_foot, const NetworkParameters& network) {
  const double metres_per_second = on_foot ? network.walk_m_per_s : network.road_km_per_h / 3.6;
  return static_cast<std::int32_t>(std::lround(distance_m * network.detour_factor / metres_per_second));
}

}  // namespace eldercast
