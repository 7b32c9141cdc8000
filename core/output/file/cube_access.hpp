#pragma once
/// From a row of the schema to the cells of an outcome. Internal to core/output.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <stdexcept>
#include <vector>

#include "output/file/schema.hpp"

namespace eldercast {

template <class T, std::size_t Rank>
[[nodiscard]] const Cube<T, Rank>& cube_of(const Outcome& outcome, HeadlineCube<T, Rank> member) {
  return outcome.headline.*member;
}
template <class T, std::size_t Rank>
[[nodiscard]] const Cube<T, Rank>& cube_of(const Outcome& outcome, DetailCube<T, Rank> member) {
  return outcome.detail.*member;
}
template <class T, std::size_t Rank>
[[nodiscard]] Cube<T, Rank>& cube_of(Outcome& outcome, HeadlineCube<T, Rank> member) {
  return outcome.headline.*member;
}
template <class T, std::size_t Rank>
[[nodiscard]] Cube<T, Rank>& cube_of(Outcome& outcome, DetailCube<T, Rank> member) {
  return outcome.detail.*member;
}

/// The fill value of an element type.
template <class T>
[[nodiscard]] constexpr T fill_value() {
  if constexpr (std::is_same_v<T, std::int32_t>) return kFillInt32;
  if constexpr (std::is_same_v<T, std::int64_t>) return kFillInt64;
  if constexpr (std::is_same_v<T, std::uint8_t>) return kFillUint8;
}

/// In an outcome a cell without a value is -1 where the row says so (MeanOf::known); in a file it is the fill value, which every reader
/// takes for missing.
template <class T>
[[nodiscard]] std::vector<T> as_stored(const DatasetRow& row, std::span<const T> cells) {
  std::vector<T> out(cells.begin(), cells.end());
  if (row.mean == MeanOf::known) std::replace(out.begin(), out.end(), static_cast<T>(-1), fill_value<T>());
  return out;
}
template <class T>
void from_stored(const DatasetRow& row, std::span<T> cells) {
  if (row.mean == MeanOf::known) std::replace(cells.begin(), cells.end(), fill_value<T>(), static_cast<T>(-1));
}

/// Sizes of a dataset's cube by the description, slowest first.
[[nodiscard]] inline std::vector<std::size_t> sizes_by(const DatasetRow& row, const Description& description) {
  std::vector<std::size_t> out;
  for (const Dim dim : row.dims) out.push_back(size_of(dim, description));
  return out;
}

[[nodiscard]] inline std::size_t cells_in(const std::vector<std::size_t>& sizes) {
  std::size_t cells = 1;
  for (const std::size_t size : sizes) cells *= size;
  return cells;
}

/// Throws std::logic_error if a cube has other sizes than the description says: a mistake of the program, not of the user.
template <class T, std::size_t Rank>
void require_sizes(const DatasetRow& row, const Cube<T, Rank>& cube, const std::vector<std::size_t>& wanted) {
  const std::vector<std::size_t> found(cube.sizes().begin(), cube.sizes().end());
  if (found == wanted) return;
  throw std::logic_error(
      fmt::format("{}: the outcome has sizes {}, the scenario {}", row.path(), fmt::join(found, " x "), fmt::join(wanted, " x ")));
}

}  // namespace eldercast
