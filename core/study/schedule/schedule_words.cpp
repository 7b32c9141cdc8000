#include "study/schedule/schedule_words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "output/render/text_cells.hpp"

namespace eldercast {

std::string rounded_text(double value) {
  if (std::isnan(value)) return "-";
  return std::abs(value) < 10 && value != std::round(value) ? fmt::format("{:.2f}", value) : grouped_text(value);
}

std::string signed_text(double value) { return (value > 0 ? "+" : "") + rounded_text(value); }

std::string interval_text(const MeanInterval& value, double unit) {
  std::string out = signed_text(value.mean * unit);
  if (std::isnan(value.low) || value.low == value.high) return out;
  return out + fmt::format(" [{}, {}]", signed_text(value.low * unit), signed_text(value.high * unit));
}

std::string wan_text(double yuan) { return rounded_text(yuan / kYuanPer10000); }

}  // namespace eldercast
