#include "output/page/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace eldercast {

namespace {

constexpr std::array<std::string_view, 8> kParts{"#0f6b6e", "#7fb3b0", "#c9a24b", "#4f6487", "#a9bbd0", "#b5532f", "#9a8fb0", "#c9cfc4"};

/// One decimal is a tenth of a pixel: enough, and short.
std::string at(double value) {
  std::string out = fmt::format("{:.1f}", value);
  if (out.ends_with(".0")) out.resize(out.size() - 2);
  return out;
}

std::string points_text(const std::vector<std::pair<double, double>>& points) {
  std::string out;
  for (const auto& [x, y] : points) out += (out.empty() ? "" : " ") + at(x) + "," + at(y);
  return out;
}

/// A shape, with the text that appears when the pointer rests on it.
std::string shape(std::string_view element, const std::string& attributes, const std::string& hint) {
  if (hint.empty()) return fmt::format("<{} {}/>\n", element, attributes);
  return fmt::format("<{0} {1}><title>{2}</title></{0}>\n", element, attributes, escape(hint));
}

int channel(std::string_view colour, std::size_t which) {
  int value = 0;
  const char* from = colour.data() + 1 + 2 * which;
  std::from_chars(from, from + 2, value, 16);
  return value;
}

}  // namespace

std::string_view part_colour(std::size_t part) { return kParts[part % kParts.size()]; }

std::string mixed_colour(std::string_view full, double share) {
  const double part = std::clamp(share, 0.0, 1.0);
  const auto mix = [&](std::size_t which) { return static_cast<int>(std::lround(255 + part * (channel(full, which) - 255))); };
  return fmt::format("#{:02x}{:02x}{:02x}", mix(0), mix(1), mix(2));
}

Drawing::Drawing(double width, double height, Text title, Text about)
    : width_(width), height_(height), title_(std::move(title)), about_(std::move(about)) {}

void Drawing::rectangle(double x, double y, double width, double height, std::string_view fill, const std::string& hint) {
  body_ += shape("rect",
                 fmt::format(R"(x="{}" y="{}" width="{}" height="{}" fill="{}")", at(x), at(y), at(std::max(0.0, width)),
                             at(std::max(0.0, height)), fill),
                 hint);
}

void Drawing::line(double x1, double y1, double x2, double y2, std::string_view css) {
  body_ += shape("line", fmt::format(R"(x1="{}" y1="{}" x2="{}" y2="{}" class="{}")", at(x1), at(y1), at(x2), at(y2), css), {});
}

void Drawing::circle(double x, double y, double radius, std::string_view fill, std::string_view stroke, const std::string& hint) {
  body_ += shape("circle", fmt::format(R"(cx="{}" cy="{}" r="{}" fill="{}" stroke="{}")", at(x), at(y), at(radius), fill, stroke), hint);
}

void Drawing::path(const std::vector<std::pair<double, double>>& points, std::string_view stroke, bool dashed) {
  if (points.size() < 2) return;
  body_ += shape(
      "polyline",
      fmt::format(R"(points="{}" class="curve" stroke="{}"{})", points_text(points), stroke, dashed ? " stroke-dasharray=\"6 4\"" : ""),
      {});
}

void Drawing::polygon(const std::vector<std::pair<double, double>>& points, std::string_view fill, double opacity) {
  body_ += shape("polygon", fmt::format(R"(points="{}" fill="{}" opacity="{}")", points_text(points), fill, opacity), {});
}

void Drawing::text(double x, double y, Anchor anchor, const Text& text, std::string_view css) {
  constexpr std::array<std::string_view, 3> kAnchors{"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
  body_ += fmt::format("<text x=\"{}\" y=\"{}\"{}{}>{}</text>\n", at(x), at(y), kAnchors[static_cast<std::size_t>(anchor)],
                       css.empty() ? "" : fmt::format(" class=\"{}\"", css), both_in_svg(text));
}

void Drawing::begin_group(std::string_view attributes) { body_ += fmt::format("<g {}>\n", attributes); }
void Drawing::end_group() { body_ += "</g>\n"; }

std::string Drawing::svg() const {
  return fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\"><title>{}</title><desc>{}</desc>\n{}</svg>\n", at(width_), at(height_),
                     one_line(title_), one_line(about_), body_);
}

std::vector<double> ticks_up_to(double highest) {
  constexpr double kWanted = 4;
  if (!(highest > 0)) return {0, 1};
  const double rough = highest / kWanted;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (factor * power >= rough * 0.999) {
      step = factor * power;
      break;
    }
  }
  std::vector<double> out{0};
  for (int i = 1; out.back() < highest * 0.9999; ++i) out.push_back(step * i);
  return out;
}

}  // namespace eldercast
