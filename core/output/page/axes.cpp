#include "output/page/axes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/render/text_cells.hpp"
#include "text/width.hpp"

namespace eldercast {

namespace {

constexpr double kPlotHeight = Axes::kHeight - Axes::kTop - Axes::kBottom;

std::string tick_text(double value, Show show) {
  if (show == Show::share) return fmt::format("{:.4g}%", 100 * value);
  return value < 10 && value != std::round(value) ? fmt::format("{:.3g}", value) : grouped_text(value);
}

}  // namespace

Axes::Axes(const AxesShape& shape) : shape_(shape), ticks_(ticks_up_to(shape.highest)) {
  // A share does not pass 100%, and a scale that ends there is easier to read.
  if (shape.show == Show::share && shape.highest > 0.5 && shape.highest <= 1) ticks_ = {0, 0.25, 0.5, 0.75, 1};
}

double Axes::plot_width() const { return width() - kLeft - kRight; }

double Axes::x(std::size_t column) const {
  const auto at = static_cast<double>(column);
  if (!shape_.points) return kLeft + (at + 0.5) * column_width();
  return kLeft + plot_width() * (shape_.columns > 1 ? at / static_cast<double>(shape_.columns - 1) : 0.5);
}

double Axes::y(double value) const { return kTop + kPlotHeight * (1 - value / ticks_.back()); }

double Axes::column_width() const { return plot_width() / static_cast<double>(std::max<std::size_t>(shape_.columns, 1)); }

void Axes::draw(Drawing& drawing, const std::vector<std::string>& over) const {
  for (const double tick : ticks_) {
    drawing.line(kLeft, y(tick), width() - kRight, y(tick), tick == 0 ? "axis" : "grid");
    drawing.text(kLeft - 8, y(tick) + 4, Anchor::end, same(tick_text(tick, shape_.show)));
  }
  const bool months = are_months(over);
  std::size_t named = 0;
  std::size_t longest = 4;
  for (std::size_t i = 0; i < over.size(); ++i) {
    named += !months || over[i].ends_with("-01") || i == 0 ? 1 : 0;
    if (!months) longest = std::max(longest, display_width(over[i]));
  }
  // No more names than stand beside each other, at the size of print.
  constexpr double kColumn = 10;
  const double room = plot_width() / (kColumn * static_cast<double>(longest + 1));
  const std::size_t every = named / std::min<std::size_t>(12, std::max<std::size_t>(1, static_cast<std::size_t>(room))) + 1;
  std::size_t count = 0;
  for (std::size_t i = 0; i < over.size(); ++i) {
    if (months && !over[i].ends_with("-01") && i != 0) continue;
    if (count++ % every != 0) continue;
    const double left = shape_.points ? x(i) : x(i) - column_width() / 2;
    if (months) drawing.line(left, kTop, left, kHeight - kBottom + 5, "grid");
    const double half = months ? 50 : kColumn * static_cast<double>(display_width(over[i])) / 2;
    const bool close_to_the_edge = (months ? left : x(i)) > width() - half;
    const Anchor anchor = close_to_the_edge ? Anchor::end : months ? Anchor::start : Anchor::middle;
    drawing.text(months ? left + 3 : x(i), kHeight - kBottom + 19, anchor,
                 same(months ? over[i].ends_with("-01") ? over[i].substr(0, 4) : over[i] : over[i]));
  }
}

}  // namespace eldercast
