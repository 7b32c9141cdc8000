#include "study/sensitivity/doubt.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "output/render/text_cells.hpp"

namespace eldercast {
namespace {

/// Of an index; sampling alone puts a true 1 a little above it.
constexpr double kPossible = 1.05;
constexpr double kWidest = 1.0;
/// Chance alone shows 0.8 of the noise of one effect, more with few trajectories.
constexpr double kBeyond = 1.3;

Text share_of_chance(const SobolIndices& indices) {
  if (!indices.noise_known || !std::isfinite(indices.noise_share)) return {};
  const double share = std::clamp(indices.noise_share, 0.0, 1.0);
  return worded("，随机占方差的{}%", "; chance is {}% of the variance", percent_text(share));
}

std::optional<Text> doubt(const SobolIndices& indices) {
  double largest = 0;
  double widest = 0;
  for (const SobolRow& row : indices.rows) {
    for (const double index : {row.first, row.total}) largest = std::isnan(index) ? largest : std::max(largest, index);
    for (const Interval& one : {row.first_interval, row.total_interval}) {
      if (!std::isnan(one.low)) widest = std::max(widest, one.high - one.low);
    }
  }
  if (indices.variance <= 0 && indices.noise_variance > 0)
    return Text{"参数的影响被随机淹没，指数未知", "chance hides whatever the parameters do, the indices are unknown"};
  if (largest > kPossible)
    return worded("指数不可能大于1，这里却有{:.2f}", "an index of {:.2f}, and none can be above 1", largest) + share_of_chance(indices);
  if (widest > kWidest)
    return worded("有一个指数的90%区间宽达{:.2f}，而指数只在0与1之间", "a 90% interval {:.2f} wide of an index", widest) +
           share_of_chance(indices);
  return std::nullopt;
}

std::optional<Text> doubt(const MorrisIndices& indices) {
  if (!indices.noise_known) return std::nullopt;
  const auto beyond = [](const MorrisRow& row) { return row.mu_star > kBeyond * row.noise; };
  const auto moves = [](const MorrisRow& row) { return row.noise > 0; };
  if (std::none_of(indices.rows.begin(), indices.rows.end(), moves) || std::any_of(indices.rows.begin(), indices.rows.end(), beyond))
    return std::nullopt;
  return Text{"没有一个效应超出随机本身造成的大小", "no effect is beyond what chance alone gives"};
}

}  // namespace

std::optional<Text> doubt_of(const FigureSensitivity& figure) {
  return std::visit(
      []<class Indices>(const Indices& indices) -> std::optional<Text> {
        if constexpr (std::is_same_v<Indices, std::vector<TornadoRow>>) {
          return std::nullopt;
        } else {
          return doubt(indices);
        }
      },
      figure.indices);
}

}  // namespace eldercast
