#include "model/people/margins.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/base/require.hpp"

namespace eldercast {
namespace {

/// Gives one unit each to the `missing` cells with the largest remainders. `order` is overwritten.
template <class Remainder>
void hand_out(std::vector<std::int64_t>& cells, const std::vector<Remainder>& remainders, std::int64_t missing,
              std::vector<std::size_t>& order) {
  order.resize(cells.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : a < b; });
  for (std::int64_t i = 0; i < missing; ++i) ++cells[order[static_cast<std::size_t>(i)]];
}

double largest_gap(const std::vector<double>& sums, std::span<const std::int64_t> wanted) {
  double gap = 0;
  for (std::size_t i = 0; i < sums.size(); ++i) gap = std::max(gap, std::abs(sums[i] - static_cast<double>(wanted[i])));
  return gap;
}

std::vector<double> row_sums(const Cube<double, 2>& table) {
  std::vector<double> sums(table.sizes()[0]);
  for (std::size_t i = 0; i < table.sizes()[0]; ++i) {
    for (std::size_t j = 0; j < table.sizes()[1]; ++j) sums[i] += table(i, j);
  }
  return sums;
}

std::vector<double> column_sums(const Cube<double, 2>& table) {
  std::vector<double> sums(table.sizes()[1]);
  for (std::size_t i = 0; i < table.sizes()[0]; ++i) {
    for (std::size_t j = 0; j < table.sizes()[1]; ++j) sums[j] += table(i, j);
  }
  return sums;
}

}  // namespace

std::vector<std::int64_t> largest_remainder(std::span<const double> weights, std::int64_t total) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::int64_t> cells(weights.size());
  if (total == 0) return cells;
  require(sum > 0 && total > 0, "largest_remainder: nothing to split over");
  std::vector<double> remainders(weights.size());
  std::int64_t given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    require(weights[i] >= 0, "largest_remainder: negative weight");
    const double exact = static_cast<double>(total) * weights[i] / sum;
    cells[i] = static_cast<std::int64_t>(std::floor(exact));
    remainders[i] = exact - std::floor(exact);
    given += cells[i];
  }
  // Rounding of the division can put the floors one above the total when a weight carries nearly everything.
  while (given > total) {
    --*std::max_element(cells.begin(), cells.end());
    --given;
  }
  std::vector<std::size_t> order;
  hand_out(cells, remainders, total - given, order);
  return cells;
}

std::vector<std::int64_t> largest_remainder(std::span<const std::int64_t> weights, std::int64_t total) {
  LargestRemainder once;
  const std::span<const std::int64_t> cells = once.split(weights, total);
  return {cells.begin(), cells.end()};
}

std::span<const std::int64_t> LargestRemainder::split(std::span<const std::int64_t> weights, std::int64_t total) {
  const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  cells_.assign(weights.size(), 0);
  if (total == 0) return cells_;
  require(sum > 0 && total > 0, "largest_remainder: nothing to split over");
  remainders_.assign(weights.size(), 0);
  std::int64_t given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    require(weights[i] >= 0, "largest_remainder: negative weight");
    cells_[i] = total * weights[i] / sum;
    remainders_[i] = total * weights[i] % sum;
    given += cells_[i];
  }
  hand_out(cells_, remainders_, total - given, order_);
  return cells_;
}

Cube<double, 2> fit_margins(const Cube<double, 2>& seed, std::span<const std::int64_t> rows, std::span<const std::int64_t> columns) {
  const std::int64_t total = std::accumulate(rows.begin(), rows.end(), std::int64_t{0});
  require(total == std::accumulate(columns.begin(), columns.end(), std::int64_t{0}), "fit_margins: margins differ in sum");
  Cube<double, 2> table = seed;
  constexpr int kMostRounds = 1000;
  for (int round = 0; round < kMostRounds; ++round) {
    const std::vector<double> row = row_sums(table);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double scale = row[i] > 0 ? static_cast<double>(rows[i]) / row[i] : 0.0;
      for (std::size_t j = 0; j < columns.size(); ++j) table(i, j) *= scale;
    }
    const std::vector<double> column = column_sums(table);
    for (std::size_t j = 0; j < columns.size(); ++j) {
      const double scale = column[j] > 0 ? static_cast<double>(columns[j]) / column[j] : 0.0;
      for (std::size_t i = 0; i < rows.size(); ++i) table(i, j) *= scale;
    }
    if (largest_gap(row_sums(table), rows) <= 1e-9 * static_cast<double>(std::max<std::int64_t>(total, 1))) return table;
  }
  fail("fit_margins: the seed cannot reach these margins");
}

Cube<std::int64_t, 2> round_to_margins(const Cube<double, 2>& table, std::span<const std::int64_t> rows,
                                       std::span<const std::int64_t> columns) {
  Cube<std::int64_t, 2> whole(rows.size(), columns.size());
  std::vector<std::int64_t> row_missing(rows.begin(), rows.end());
  std::vector<std::int64_t> column_missing(columns.begin(), columns.end());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < columns.size(); ++j) {
      // A cell that fitting left a hair below an integer is that integer.
      whole(i, j) = static_cast<std::int64_t>(std::floor(table(i, j) + 1e-7));
      row_missing[i] -= whole(i, j);
      column_missing[j] -= whole(i, j);
    }
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<std::size_t> order(columns.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      if (column_missing[a] != column_missing[b]) return column_missing[a] > column_missing[b];
      return table(i, a) - std::floor(table(i, a)) > table(i, b) - std::floor(table(i, b));
    });
    for (std::int64_t k = 0; k < row_missing[i]; ++k) {
      const std::size_t j = order[static_cast<std::size_t>(k)];
      ++whole(i, j);
      --column_missing[j];
    }
  }
  require(std::all_of(column_missing.begin(), column_missing.end(), [](std::int64_t n) { return n == 0; }),
          "round_to_margins: the table's margins are not the wanted ones");
  return whole;
}

}  // namespace eldercast
