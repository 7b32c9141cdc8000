#include "engine/host/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace eldercast {
namespace {

/// Levenshtein distance in bytes.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

std::string_view name_part(std::string_view id) { return id.substr(id.find('/') + 1); }

}  // namespace

std::vector<std::string> nearest_ids(std::string_view name, std::span<const std::string> known) {
  const std::size_t limit = std::max<std::size_t>(1, name.size() / 3);
  std::vector<std::pair<std::size_t, std::string>> close;
  for (const auto& id : known) {
    const std::size_t distance = name_part(id) == name_part(name) ? 0 : edits(name, id);
    if (distance <= limit) close.emplace_back(distance, id);
  }
  std::sort(close.begin(), close.end());
  if (close.size() > 3) close.resize(3);
  std::vector<std::string> ids;
  for (auto& [distance, id] : close) ids.push_back(std::move(id));
  return ids;
}

}  // namespace eldercast
