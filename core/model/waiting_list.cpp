#include "model/waiting_list.hpp"

#include <algorithm>

namespace eldercast {
namespace {

constexpr unsigned kTieBits = 40;
constexpr unsigned kSinceBits = 16;
constexpr std::int32_t kBeforeStart = 1 << 15;

/// Merges sorted items into a sorted line. Only the part of the line behind the first of them moves.
void merge_into(WaitingList::Line& line, std::span<const WaitingItem> items, WaitingList::Line& scratch) {
  const auto from = std::upper_bound(line.begin(), line.end(), items.front());
  scratch.assign(from, line.end());
  line.resize(static_cast<std::size_t>(from - line.begin()) + scratch.size() + items.size());
  std::merge(scratch.begin(), scratch.end(), items.begin(), items.end(),
             line.end() - static_cast<std::ptrdiff_t>(scratch.size() + items.size()));
}

}  // namespace

std::uint64_t waiting_key(std::int32_t rank, std::int32_t since, std::uint64_t tie) {
  return static_cast<std::uint64_t>(rank) << (kSinceBits + kTieBits) | static_cast<std::uint64_t>(since + kBeforeStart) << kTieBits |
         (tie & ((std::uint64_t{1} << kTieBits) - 1));
}

std::int32_t rank_of(const WaitingItem& item) { return static_cast<std::int32_t>(item.key >> (kSinceBits + kTieBits)); }

void WaitingList::clear() {
  for (Line& line : lines_) line.clear();
  incoming_.clear();
  worst_admitted = -1;
}

void WaitingList::sort_in(Line& scratch) {
  std::sort(incoming_.begin(), incoming_.end());
  for (auto first = incoming_.begin(); first != incoming_.end();) {
    const std::int32_t rank = rank_of(*first);
    const auto last = std::find_if(first, incoming_.end(), [&](const WaitingItem& item) { return rank_of(item) != rank; });
    merge_into(lines_[static_cast<std::size_t>(rank)], {first, last}, scratch);
    first = last;
  }
  incoming_.clear();
}

}  // namespace eldercast
