#pragma once
/// Turning shares into whole people: largest remainder, iterative proportional fitting, and rounding a table to integer margins.
#include <cstdint>
#include <span>
#include <vector>

#include "model/base/cube.hpp"

namespace eldercast {

/// Splits `total` over the weights by largest remainder (Hamilton's method); ties go to the earlier cell.
/// Weights are not negative; if all are zero the total must be zero. The result sums to `total` exactly.
[[nodiscard]] std::vector<std::int64_t> largest_remainder(std::span<const double> weights, std::int64_t total);

/// The same for integer weights, without floating point.
[[nodiscard]] std::vector<std::int64_t> largest_remainder(std::span<const std::int64_t> weights, std::int64_t total);

/// The same for those who split every month: keeps its memory from one call to the next.
class LargestRemainder {
 public:
  /// What is returned holds until the next call.
  [[nodiscard]] std::span<const std::int64_t> split(std::span<const std::int64_t> weights, std::int64_t total);

 private:
  std::vector<std::int64_t> cells_;
  std::vector<std::int64_t> remainders_;
  std::vector<std::size_t> order_;
};

/// Scales `seed` (rows x columns, positive where people may be) until its margins equal `rows` and `columns`, which have one sum
/// (Deming and Stephan 1940). Stops when no margin is off by more than 1e-9 of the total.
[[nodiscard]] Cube<double, 2> fit_margins(const Cube<double, 2>& seed, std::span<const std::int64_t> rows,
                                          std::span<const std::int64_t> columns);

/// Rounds each cell of a table down or up so that both integer margins hold exactly. The table's margins must equal them within 1e-6.
/// Construction: floors first; the missing units of a row go to the columns that miss most (Ryser 1957), which never gets stuck.
[[nodiscard]] Cube<std::int64_t, 2> round_to_margins(const Cube<double, 2>& table, std::span<const std::int64_t> rows,
                                                     std::span<const std::int64_t> columns);

}  // namespace eldercast
