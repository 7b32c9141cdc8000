#include "output/report/boundaries.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

#include "output/render/foreign_json.hpp"

namespace eldercast {

namespace {

using SortedJson = nlohmann::json;

constexpr int kDeepest = 16;  // collections in collections; nobody draws maps deeper

[[noreturn]] void refuse(const std::string& what) {
  throw BoundariesError(what, "name a GeoJSON file (RFC 7946) with polygons or lines in degrees of longitude and latitude (WGS84)");
}

const SortedJson& member(const SortedJson& object, const char* name) {
  if (!object.is_object() || !object.contains(name)) refuse(fmt::format("the member \"{}\" is missing", name));
  return object.at(name);
}

std::pair<double, double> position(const SortedJson& value) {
  if (!value.is_array() || value.size() < 2 || !value[0].is_number() || !value[1].is_number()) refuse("a position is not two numbers");
  const double lon = value[0].get<double>();
  const double lat = value[1].get<double>();
  if (std::abs(lon) > 180 || std::abs(lat) > 90)
    refuse(fmt::format("{:g}, {:g} is no longitude and latitude in degrees: is the file in metres?", lon, lat));
  return {lon, lat};
}

void add_ring(const SortedJson& positions, Boundaries& out) {
  if (!positions.is_array()) refuse("coordinates are not a list of positions");
  std::vector<std::pair<double, double>> ring;
  for (const SortedJson& one : positions) ring.push_back(position(one));
  if (ring.size() > 1) out.rings.push_back(std::move(ring));
}

/// Rings lie `depth` lists deep in the coordinates.
void add_rings(const SortedJson& coordinates, int depth, Boundaries& out) {
  if (depth == 0) return add_ring(coordinates, out);
  if (!coordinates.is_array()) refuse("coordinates are not lists of positions");
  for (const SortedJson& one : coordinates) add_rings(one, depth - 1, out);
}

void add_object(const SortedJson& object, int depth, Boundaries& out) {
  if (depth == kDeepest) refuse("collections lie too deep in each other");
  const SortedJson& type = member(object, "type");
  if (type == "FeatureCollection") {
    for (const SortedJson& feature : member(object, "features")) add_object(feature, depth + 1, out);
  } else if (type == "Feature") {
    const SortedJson& geometry = member(object, "geometry");
    const std::size_t first = out.rings.size();
    if (!geometry.is_null()) add_object(geometry, depth + 1, out);
    const bool area = geometry.is_object() && (geometry["type"] == "Polygon" || geometry["type"] == "MultiPolygon");
    if (area && out.rings.size() > first) out.areas.emplace_back(first, out.rings.size());
  } else if (type == "GeometryCollection") {
    for (const SortedJson& geometry : member(object, "geometries")) add_object(geometry, depth + 1, out);
  } else if (type == "MultiPolygon") {
    add_rings(member(object, "coordinates"), 2, out);
  } else if (type == "Polygon" || type == "MultiLineString") {
    add_rings(member(object, "coordinates"), 1, out);
  } else if (type == "LineString") {
    add_rings(member(object, "coordinates"), 0, out);
  } else if (type != "Point" && type != "MultiPoint") {
    refuse(fmt::format("there is no type {} in GeoJSON", type.dump(-1, ' ', false, SortedJson::error_handler_t::replace)));
  }
}

/// Even-odd rule: how often a line to the east of the place crosses the rings, inner ones too.
bool holds(const Boundaries& boundaries, const std::pair<std::size_t, std::size_t>& area, const std::pair<double, double>& place) {
  const auto& [x, y] = place;
  bool inside = false;
  for (std::size_t r = area.first; r < area.second; ++r) {
    const auto& ring = boundaries.rings[r];
    for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
      const auto& [ax, ay] = ring[i];
      const auto& [bx, by] = ring[before];
      if ((ay > y) != (by > y) && x < ax + (bx - ax) * (y - ay) / (by - ay)) inside = !inside;
    }
  }
  return inside;
}

std::string approval_of(const SortedJson& object) {
  for (const char* name : {"审图号", "approval"}) {
    if (object.contains(name) && object.at(name).is_string()) return object.at(name).get<std::string>();
  }
  return {};
}

}  // namespace

BoundaryFit fit_of(const Boundaries& boundaries, const std::vector<std::pair<double, double>>& places) {
  BoundaryFit out;
  std::vector<bool> used(boundaries.areas.size(), false);
  for (std::size_t p = 0; p < places.size(); ++p) {
    bool found = false;
    for (std::size_t a = 0; a < boundaries.areas.size(); ++a) {
      if (!holds(boundaries, boundaries.areas[a], places[p])) continue;
      found = true;
      used[a] = true;
    }
    if (!found) out.outside.push_back(p);
  }
  out.empty_areas = static_cast<std::size_t>(std::count(used.begin(), used.end(), false));
  return out;
}

Boundaries read_boundaries(std::string_view geojson, const std::string& approval) {
  const SortedJson object = parse_foreign_json<SortedJson>(geojson);
  if (object.is_discarded()) refuse(json_excess(geojson).value_or("it is not JSON"));
  Boundaries out;
  add_object(object, 0, out);
  if (out.rings.empty()) refuse("it has no polygon and no line");
  if (object["type"] == "Polygon" || object["type"] == "MultiPolygon") out.areas.emplace_back(0, out.rings.size());
  out.approval = approval.empty() ? approval_of(object) : approval;
  if (out.approval.empty()) {
    throw BoundariesError("no approval number (审图号) is known for these boundaries",
                          "give it with --approval, or as the member \"审图号\" of the file");
  }
  return out;
}

}  // namespace eldercast
