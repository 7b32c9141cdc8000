#pragma once
/// Positions and travel: settlements around their town's seat, great-circle distances, minutes on foot and by road.
#include <cstdint>
#include <vector>

#include "model/scenario.hpp"

namespace eldercast {

struct Position {
  double lon = 0;  ///< degrees
  double lat = 0;
};

/// Position of every settlement, in table order. A settlement without coordinates is placed on a sunflower spiral around its town's seat
/// (Vogel 1979: k-th of n at radius R sqrt((k + 0.5) / n), golden angle), communities first, each in table order; R is
/// NetworkParameters::spread_share times the radius of a circle of the town's area. An assumption until positions are known.
[[nodiscard]] std::vector<Position> settlement_positions(const Scenario& scenario);

/// Metres along the great circle (haversine, mean earth radius 6,371,008.8 m), rounded.
[[nodiscard]] std::int32_t great_circle_m(Position a, Position b);

/// Seconds on the way between two settlements: great circle times the detour factor, on foot within reach of streets and by road in towns
/// (`on_foot`). Zero for a place inside the own settlement.
[[nodiscard]] std::int32_t travel_seconds(std::int32_t distance_m, bool on_foot, const NetworkParameters& network);

}  // namespace eldercast
