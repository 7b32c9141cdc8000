#include "study/schedule/schedule_words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "output/render/text_cells.hpp"

namespace eldercast {

std::string interval_text(const MeanInterval& value, double unit) {
  std::string out = signed_text(value.mean * unit);
  if (std::isnan(value.low) || value.low == value.high) return out;
  return out + fmt::format(" [{}, {}]", signed_text(value.low * unit), signed_text(value.high * unit));
}

std::string wan_text(double yuan) { return decimal_text(yuan / kYuanPer10000); }

}  // namespace eldercast
