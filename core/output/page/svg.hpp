#pragma once
/// A drawing made of a few shapes, with a title and a description that screen readers say. Coordinates are those of the view box.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "output/page/html.hpp"

namespace eldercast {

enum class Anchor : unsigned char { start, middle, end };

/// Colours of the page. Charts use the accent first.
inline constexpr std::string_view kAccent = "#0f6b6e";
inline constexpr std::string_view kWarm = "#b5532f";
inline constexpr std::string_view kGrey = "#8b959b";
/// Colours of parts of a whole, in the order in which parts are drawn.
[[nodiscard]] std::string_view part_colour(std::size_t part);
/// White at 0, `full` at 1; both ends included, others clamped.
[[nodiscard]] std::string mixed_colour(std::string_view full, double share);

class Drawing {
 public:
  Drawing(double width, double height, Text title, Text about);

  void rectangle(double x, double y, double width, double height, std::string_view fill, const std::string& hint = {});
  void line(double x1, double y1, double x2, double y2, std::string_view css);
  void circle(double x, double y, double radius, std::string_view fill, std::string_view stroke, const std::string& hint = {});
  void path(const std::vector<std::pair<double, double>>& points, std::string_view stroke, bool dashed = false);
  void polygon(const std::vector<std::pair<double, double>>& points, std::string_view fill, double opacity);
  void text(double x, double y, Anchor anchor, const Text& text, std::string_view css = {});
  /// Shapes until end_group() belong together; `attributes` are written as they are.
  void begin_group(std::string_view attributes);
  void end_group();
  /// The whole element.
  [[nodiscard]] std::string svg() const;

 private:
  double width_;
  double height_;
  Text title_;
  Text about_;
  std::string body_;
};

/// Round numbers from 0 up to at least `highest`: at least two.
[[nodiscard]] std::vector<double> ticks_up_to(double highest);

}  // namespace eldercast
