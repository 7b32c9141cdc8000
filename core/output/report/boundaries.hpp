#pragma once
/// Boundaries that a user lays under the map of a report. Maps of China that are published need the number under which they were approved
/// (审图号, Regulation on Map Management of 2015, article 15), so a file without one is refused.
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eldercast {

struct Boundaries {
  /// Rings of longitude and latitude in degrees, outer and inner ones alike: they are drawn as lines.
  std::vector<std::vector<std::pair<double, double>>> rings;
  std::string approval;  ///< 审图号
  /// The polygons of each feature that has any: first ring and the one behind the last.
  std::vector<std::pair<std::size_t, std::size_t>> areas;
};

/// Which of some places lie in none of the areas, and how many areas hold none of them. Lines hold nothing.
struct BoundaryFit {
  std::vector<std::size_t> outside;  ///< positions of places
  std::size_t empty_areas = 0;
};
[[nodiscard]] BoundaryFit fit_of(const Boundaries& boundaries, const std::vector<std::pair<double, double>>& places);

/// What is wrong with the file, and what to do.
class BoundariesError : public std::runtime_error {
 public:
  BoundariesError(const std::string& what, std::string help) : std::runtime_error(what), help_(std::move(help)) {}
  [[nodiscard]] const std::string& help() const { return help_; }

 private:
  std::string help_;
};

/// Reads GeoJSON (RFC 7946): a FeatureCollection, a Feature or a geometry; polygons, lines and collections of them. The approval number is
/// `approval` or, if that is empty, the member "审图号" or "approval" of the outermost object. Throws BoundariesError if the text is no
/// such thing, if a position is not within the range of degrees, if there is nothing to draw, and if no approval number is known.
[[nodiscard]] Boundaries read_boundaries(std::string_view geojson, const std::string& approval);

}  // namespace eldercast
