#pragma once
/// The frame of a chart over months or years: where a value lies, and the lines and labels around it.
#include <cstddef>
#include <string>
#include <vector>

#include "output/page/charts.hpp"
#include "output/page/svg.hpp"

namespace eldercast {

struct AxesShape {
  std::size_t columns = 1;
  double highest = 1;  ///< largest value to be shown
  Show show = Show::number;
  bool points = true;  ///< first and last column lie on the edges; else each has a strip of its own
  bool wide = false;   ///< see ChartText::wide
};

class Axes {
 public:
  static constexpr double kWidth = 560;
  static constexpr double kWide = 900;
  static constexpr double kHeight = 300;
  static constexpr double kLeft = 62;
  static constexpr double kRight = 12;
  static constexpr double kTop = 20;
  static constexpr double kBottom = 30;

  explicit Axes(const AxesShape& shape);

  /// Of the whole drawing.
  [[nodiscard]] double width() const { return shape_.wide ? kWide : kWidth; }
  /// The middle of a column.
  [[nodiscard]] double x(std::size_t column) const;
  [[nodiscard]] double y(double value) const;
  [[nodiscard]] double column_width() const;
  /// Lines and labels; of months the first of every year is named.
  void draw(Drawing& drawing, const std::vector<std::string>& over) const;

 private:
  [[nodiscard]] double plot_width() const;
  AxesShape shape_;
  std::vector<double> ticks_;
};

}  // namespace eldercast
