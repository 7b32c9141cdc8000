#pragma once
/// Where things stand on the map of a report: towns, their settlements around them, names, boundaries. Internal to core/output/report.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "output/page/svg.hpp"
#include "output/report/run_data.hpp"

namespace eldercast {

/// A circle.
struct MapPlace {
  double x = 0;
  double y = 0;
  double radius = 0;
};

/// A name and which way it runs from there.
struct MapName {
  double x = 0;
  double y = 0;
  Anchor anchor = Anchor::middle;
};

struct MapLayout {
  double width = 0;
  double height = 0;
  std::vector<MapPlace> towns;                                     ///< sized by residents
  std::vector<MapPlace> settlements;                               ///< on rings around their town: their positions are not known
  std::vector<MapName> names;                                      ///< of the towns, where they hide least
  std::vector<std::vector<std::pair<double, double>>> boundaries;  ///< as given, on the drawing
};

/// Longitude and latitude on a plane, longitude shrunk by the cosine of the latitude, which is good enough for a district. Without
/// boundaries towns that overlap are moved apart: it is a scheme, and every town must be seen.
[[nodiscard]] MapLayout map_layout(const RunData& data);

}  // namespace eldercast
