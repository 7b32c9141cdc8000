#include "output/render/text_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace eldercast {

std::string grouped_text(double value) {
  if (std::isnan(value)) return "-";
  if (std::abs(value) < 10 && std::abs(value - std::round(value)) > 0.05) return fmt::format("{:.1f}", value);
  std::string digits = fmt::format("{:.0f}", std::abs(value));
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return (std::round(value) < 0 ? "-" : "") + digits;
}

std::string decimal_text(double value) {
  if (std::isnan(value)) return "-";
  const double size = std::abs(value);
  if (size < 0.0005) return "0";
  if (size < 0.1) return fmt::format("{:.3f}", value);
  if (size < 10 && value != std::round(value)) return fmt::format("{:.2f}", value);
  if (size < 100 && value != std::round(value)) return fmt::format("{:.1f}", value);
  return grouped_text(value);
}

std::string signed_text(double value) {
  const std::string text = decimal_text(value);
  return (value > 0 && text != "0" ? "+" : "") + text;
}

std::string duration_text(double seconds) {
  // Nobody waits for longer, and a larger number would not fit.
  constexpr double kLongest = 1e15;
  const auto whole = static_cast<std::int64_t>(std::ceil(std::isnan(seconds) ? kLongest : std::min(seconds, kLongest)));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

std::string percent_text(double share) {
  if (std::isnan(share)) return "-";
  return share >= 0.9995 || share == 0 ? fmt::format("{:.0f}", 100 * share) : fmt::format("{:.1f}", 100 * share);
}

std::string estimate_text(const Estimate& value, bool single, double unit) {
  const std::string mean = grouped_text(value.mean / unit);
  if (single || std::isnan(value.mean) || value.low == value.high) return mean;
  return fmt::format("{} [{}, {}]", mean, grouped_text(value.low / unit), grouped_text(value.high / unit));
}

std::string percent_estimate_text(const Estimate& value, bool single) {
  if (std::isnan(value.mean)) return "-";
  const std::string mean = percent_text(value.mean) + "%";
  if (single || value.low == value.high) return mean;
  return fmt::format("{} [{}, {}]", mean, percent_text(value.low), percent_text(value.high));
}

std::string spark_text(std::span<const double> values, double top) {
  constexpr std::array<const char*, 8> kBlocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string out;
  for (const double value : values) {
    const double share = top > 0 ? std::clamp(value / top, 0.0, 1.0) : 0.0;
    // The full block is kept for what is whole, the lowest for nothing or next to nothing.
    out += std::isnan(value) ? " " : kBlocks[static_cast<std::size_t>(share * (kBlocks.size() - 1))];
  }
  return out;
}

}  // namespace eldercast
