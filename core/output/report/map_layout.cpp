#include "output/report/map_layout.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace eldercast {

namespace {

constexpr double kMapWidth = 900;
constexpr double kHighest = 760;  ///< height of the part with centres of circles
constexpr double kMargin = 70;
constexpr double kLargest = 34;       ///< radius of the town with most residents
constexpr double kLargestOnMap = 14;  ///< the same where boundaries say where a town ends
constexpr double kSmallest = 7;
constexpr double kSpot = 2.6;     ///< radius of a settlement
constexpr double kSpotGap = 7.2;  ///< between the middles of settlements on a ring
constexpr double kRing = 6.5;     ///< from a circle to its first ring, and on to the next

struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  /// The area in both.
  [[nodiscard]] double shared(const Box& other) const {
    const double across = std::min(right, other.right) - std::max(left, other.left);
    const double down = std::min(bottom, other.bottom) - std::max(top, other.top);
    return across > 0 && down > 0 ? across * down : 0;
  }
};

/// From degrees to the drawing.
class Projection {
 public:
  Projection(const std::vector<std::pair<double, double>>& degrees) {
    const auto [west, east] = std::minmax_element(degrees.begin(), degrees.end());
    const auto [south, north] =
        std::minmax_element(degrees.begin(), degrees.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    west_ = west->first;
    north_ = north->second;
    shrink_ = std::cos((south->second + north->second) / 2 * std::numbers::pi / 180);
    const double across = std::max((east->first - west->first) * shrink_, 1e-6);
    const double down = std::max(north->second - south->second, 1e-6);
    scale_ = std::min((kMapWidth - 2 * kMargin) / across, kHighest / down);
    indent_ = (kMapWidth - across * scale_) / 2;
    height_ = down * scale_ + 2 * kMargin;
  }
  [[nodiscard]] std::pair<double, double> at(double lon, double lat) const {
    return {indent_ + (lon - west_) * shrink_ * scale_, kMargin + (north_ - lat) * scale_};
  }
  [[nodiscard]] double height() const { return height_; }

 private:
  double west_ = 0;
  double north_ = 0;
  double shrink_ = 1;
  double scale_ = 1;
  double indent_ = 0;
  double height_ = 0;
};

/// The radius with the rings of `count` settlements.
double radius_with_rings(double radius, std::size_t count) {
  double out = radius;
  while (count > 0) {
    out += kRing;
    const auto fit = static_cast<std::size_t>(std::max(6.0, 2 * std::numbers::pi * out / kSpotGap));
    count -= std::min(count, fit);
  }
  return out;
}

/// Moves circles of these radii that overlap apart, a little at a time.
void spread(std::vector<MapPlace>& places, const std::vector<double>& radii) {
  constexpr int kRounds = 400;
  constexpr double kBetween = 14;  // a name fits in
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t a = 0; a < places.size(); ++a) {
      for (std::size_t b = a + 1; b < places.size(); ++b) {
        double dx = places[b].x - places[a].x;
        double dy = places[b].y - places[a].y;
        if (dx == 0 && dy == 0) dx = 0.01;
        const double distance = std::hypot(dx, dy);
        const double lack = radii[a] + radii[b] + kBetween - distance;
        if (lack <= 0) continue;
        dx *= lack / distance / 4;
        dy *= lack / distance / 4;
        places[a].x -= dx;
        places[a].y -= dy;
        places[b].x += dx;
        places[b].y += dy;
      }
    }
  }
}

/// Moves everything so that the outermost ring lies inside the drawing again.
void fit(MapLayout& layout, const std::vector<double>& radii) {
  double left = 0;
  double top = 0;
  double right = layout.width;
  double bottom = layout.height;
  constexpr double kEdge = 24;
  for (std::size_t t = 0; t < radii.size(); ++t) {
    const MapPlace& at = layout.towns[t];
    left = std::min(left, at.x - radii[t] - kEdge);
    top = std::min(top, at.y - radii[t] - kEdge);
    right = std::max(right, at.x + radii[t] + kEdge);
    bottom = std::max(bottom, at.y + radii[t] + kEdge);
  }
  for (MapPlace& place : layout.towns) {
    place.x -= left;
    place.y -= top;
  }
  layout.width = right - left;
  layout.height = bottom - top;
}

/// Settlements of a town evenly on rings around it, from the top clockwise.
void place_settlements(const Description& about, MapLayout& layout) {
  layout.settlements.resize(about.settlements.size());
  for (std::size_t t = 0; t < about.towns.size(); ++t) {
    std::vector<std::size_t> own;
    for (std::size_t s = 0; s < about.settlements.size(); ++s) {
      if (about.settlements[s].town.index() == t) own.push_back(s);
    }
    double radius = layout.towns[t].radius;
    for (std::size_t done = 0; done < own.size();) {
      radius += kRing;
      const auto fit = static_cast<std::size_t>(std::max(6.0, 2 * std::numbers::pi * radius / kSpotGap));
      const std::size_t count = std::min(own.size() - done, fit);
      for (std::size_t i = 0; i < count; ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(count);
        layout.settlements[own[done + i]] = {layout.towns[t].x + radius * std::sin(angle), layout.towns[t].y - radius * std::cos(angle),
                                             kSpot};
      }
      done += count;
    }
  }
}

Box box_of(const MapPlace& place, double radius) { return {place.x - radius, place.y - radius, place.x + radius, place.y + radius}; }

/// Where a name may stand, and which way it runs from there.
struct Side {
  Box box;
  Anchor anchor = Anchor::middle;
};

/// Below, above, right and left of a circle, then askew of it; the best first.
std::vector<Side> sides_of(const MapPlace& at, double radius, double width) {
  constexpr double kTall = 15;
  const auto beside = [&](Anchor anchor, double dx, double bottom) {
    const double left = anchor == Anchor::start ? at.x + dx : anchor == Anchor::end ? at.x + dx - width : at.x - width / 2;
    return Side{{left, bottom - kTall, left + width, bottom}, anchor};
  };
  const double out = radius + 3;
  const double askew = 0.72 * radius + 3;
  return {beside(Anchor::middle, 0, at.y + out + kTall),  beside(Anchor::middle, 0, at.y - out + 2),
          beside(Anchor::start, out, at.y + 8),           beside(Anchor::end, -out, at.y + 8),
          beside(Anchor::start, askew, at.y - askew + 8), beside(Anchor::end, -askew, at.y - askew + 8),
          beside(Anchor::start, askew, at.y + askew + 8), beside(Anchor::end, -askew, at.y + askew + 8)};
}

/// Names go where they hide least of circles and of other names.
void place_names(const RunData& data, const std::vector<double>& radii, MapLayout& layout) {
  std::vector<Box> taken;
  for (std::size_t t = 0; t < layout.towns.size(); ++t) taken.push_back(box_of(layout.towns[t], radii[t]));
  for (std::size_t t = 0; t < layout.towns.size(); ++t) {
    const MapPlace& at = layout.towns[t];
    const Text name = data.town_name(TownId(t));
    const double width = std::max(6.2 * static_cast<double>(name.en.size()), 4.0 * static_cast<double>(name.zh.size()));
    const std::vector<Side> sides = sides_of(at, radii[t], width);
    const auto hidden = [&](const Side& side) {
      double out = 20 * (std::max(0.0, -side.box.left) + std::max(0.0, side.box.right - layout.width));
      for (const Box& other : taken) out += other.shared(side.box);
      return out;
    };
    const Side& side = *std::min_element(sides.begin(), sides.end(), [&](const Side& a, const Side& b) { return hidden(a) < hidden(b); });
    taken.push_back(side.box);
    const double x = side.anchor == Anchor::start ? side.box.left : side.anchor == Anchor::end ? side.box.right : at.x;
    layout.names.push_back({x, side.box.bottom - 4, side.anchor});
  }
}

}  // namespace

MapLayout map_layout(const RunData& data) {
  const Description& about = data.description;
  const auto& boundaries = data.options.boundaries;
  std::vector<std::pair<double, double>> degrees;
  for (const TownLine& town : about.towns) degrees.emplace_back(town.lon, town.lat);
  if (boundaries) {
    for (const auto& ring : boundaries->rings) degrees.insert(degrees.end(), ring.begin(), ring.end());
  }
  const Projection projection(degrees);
  MapLayout out;
  out.width = kMapWidth;
  out.height = projection.height();
  double most = 1;
  for (const TownReportRow& row : data.towns.rows) most = std::max(most, row.residents.mean);
  const double largest = boundaries ? kLargestOnMap : kLargest;
  std::vector<std::size_t> counts(about.towns.size());
  for (const SettlementLine& settlement : about.settlements) ++counts[settlement.town.index()];
  std::vector<double> radii;
  for (std::size_t t = 0; t < about.towns.size(); ++t) {
    const auto [x, y] = projection.at(about.towns[t].lon, about.towns[t].lat);
    out.towns.push_back({x, y, std::max(kSmallest, largest * std::sqrt(std::max(0.0, data.towns.rows[t].residents.mean) / most))});
    radii.push_back(radius_with_rings(out.towns.back().radius, counts[t]) + kSpot);
  }
  if (boundaries) {
    for (const auto& ring : boundaries->rings) {
      out.boundaries.emplace_back();
      for (const auto& [lon, lat] : ring) out.boundaries.back().push_back(projection.at(lon, lat));
    }
  } else {
    spread(out.towns, radii);
    fit(out, radii);
  }
  place_settlements(about, out);
  place_names(data, radii, out);
  return out;
}

}  // namespace eldercast
