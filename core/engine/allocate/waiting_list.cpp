#include "engine/allocate/waiting_list.hpp"

#include <algorithm>

namespace eldercast {
namespace {

constexpr unsigned kTieBits = 40;
constexpr unsigned kSinceBits = 16;
constexpr std::int32_t kBeforeStart = 1 << 15;

}  // namespace

std::uint64_t waiting_key(std::int32_t rank, std::int32_t since, std::uint64_t tie) {
  return static_cast<std::uint64_t>(rank) << (kSinceBits + kTieBits) | static_cast<std::uint64_t>(since + kBeforeStart) << kTieBits |
         (tie & ((std::uint64_t{1} << kTieBits) - 1));
}

std::uint64_t seated_key(std::uint64_t tie) { return tie & ((std::uint64_t{1} << kTieBits) - 1); }

std::int32_t rank_of(const WaitingItem& item) { return static_cast<std::int32_t>(item.key >> (kSinceBits + kTieBits)); }

std::int32_t since_of(std::uint64_t key) { return static_cast<std::int32_t>(key >> kTieBits & 0xFFFFU) - kBeforeStart; }
std::uint32_t turn_of(const WaitingItem& item) { return static_cast<std::uint32_t>(item.key >> kTieBits); }

void WaitingList::Line::clear() {
  items_.clear();
  first_ = 0;
  sorted_ = 0;
}

void WaitingList::Line::close_gap() {
  items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(first_));
  sorted_ -= first_;
  first_ = 0;
}

void WaitingList::Line::sort_in(std::vector<WaitingItem>& scratch) {
  const auto begin = items_.begin() + static_cast<std::ptrdiff_t>(first_);
  auto added = items_.begin() + static_cast<std::ptrdiff_t>(sorted_);
  sorted_ = items_.size();
  if (added == items_.end()) return;
  std::sort(added, items_.end());
  if (added == begin || *(added - 1) < *added) return;
  // From behind: what stands between two of them moves in one piece.
  scratch.assign(added, items_.end());
  auto to = items_.end();
  while (!scratch.empty()) {
    const WaitingItem item = scratch.back();
    scratch.pop_back();
    const auto place = std::upper_bound(begin, added, item);
    to = std::move_backward(place, added, to);
    *--to = item;
    added = place;
  }
}

void WaitingList::clear() {
  for (Line& line : lines_) line.clear();
  worst_admitted = -1;
}

void WaitingList::sort_in(std::vector<WaitingItem>& scratch) {
  for (Line& line : lines_) line.sort_in(scratch);
}

}  // namespace eldercast
