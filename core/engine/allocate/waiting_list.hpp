#pragma once
/// The people who wait for one service in one town, in the order in which they are served: rank of the priority group, waiting time, tie.
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "api/calendar.hpp"
#include "api/ids.hpp"

namespace eldercast {

/// A place in a waiting list. It is stale when the seeker's generation has moved on.
struct WaitingItem {
  std::uint64_t key = 0;  ///< rank, waiting time, tie
  std::uint32_t slot = 0;
  std::uint32_t seeker = 0;
  std::uint32_t generation = 0;
  std::uint32_t cell = 0;  ///< settlement within the town and need: who waits in one cell may go to the same places

  friend bool operator<(const WaitingItem& a, const WaitingItem& b) { return a.key != b.key ? a.key < b.key : a.slot < b.slot; }
};

/// Key of an item: people of a lower rank stand first, then those who wait since an earlier month (which may lie before the start), then
/// those with the smaller tie, of which the low 40 bits count.
[[nodiscard]] std::uint64_t waiting_key(std::int32_t rank, std::int32_t since, std::uint64_t tie);
/// Key of somebody who stands before all who wait.
[[nodiscard]] std::uint64_t seated_key(std::uint64_t tie);
[[nodiscard]] std::int32_t rank_of(const WaitingItem& item);
/// The month in a key from which the person waits.
[[nodiscard]] std::int32_t since_of(std::uint64_t key);
/// Rank and waiting time in one number, the smaller the earlier: the key without the tie.
[[nodiscard]] std::uint32_t turn_of(const WaitingItem& item);

/// One line for every rank: those who come later mostly stand behind those who are there, so that a month costs what it brings, not what
/// waits.
class WaitingList {
 public:
  /// What becomes of an item of a line.
  enum class Pass { keep, drop, stop };

  /// The people of one rank.
  class Line {
   public:
    /// Those who wait, and stale items. After sort_in() in order; those who came since stand behind, in no order.
    [[nodiscard]] std::span<const WaitingItem> items() const { return std::span(items_).subspan(first_); }
    /// A full line drops items for which `stale(item)` holds, and grows by a quarter if it stays nearly full: by itself it would double.
    template <class Stale>
    void add(const WaitingItem& item, Stale stale) {
      if (items_.size() == items_.capacity()) make_room(stale);
      items_.push_back(item);
    }
    void clear();
    /// Makes room for so many.
    void reserve(std::size_t items) { items_.reserve(items); }
    /// As WaitingList::sort_in().
    void sort_in(std::vector<WaitingItem>& scratch);
    /// Asks `visit(item, ahead)` of each item from the front on, until it says stop, whether it stays in the line; `ahead` is an item
    /// that will be asked of soon.
    template <class Visit>
    void pass_through(Visit visit);

   private:
    void close_gap();
    template <class Stale>
    void make_room(Stale stale);

    std::vector<WaitingItem> items_;
    std::size_t first_ = 0;   ///< those before it are no longer in the line: what follows does not move up for each
    std::size_t sorted_ = 0;  ///< in order up to here
  };

  void clear();
  /// As Line::add().
  template <class Stale>
  void add(const WaitingItem& item, Stale stale) {
    lines_[static_cast<std::size_t>(rank_of(item))].add(item, stale);
  }
  /// Puts those added since the last time where they belong. `scratch` is overwritten.
  void sort_in(std::vector<WaitingItem>& scratch);

  /// By rank.
  [[nodiscard]] std::array<Line, kCount<PriorityGroup>>& lines() { return lines_; }
  [[nodiscard]] const std::array<Line, kCount<PriorityGroup>>& lines() const { return lines_; }

  std::int32_t worst_admitted = -1;  ///< largest rank that got a place of the own hub at the last admission; -1: nobody did

 private:
  std::array<Line, kCount<PriorityGroup>> lines_;
};

template <class Visit>
void WaitingList::Line::pass_through(Visit visit) {
  constexpr std::size_t kAhead = 8;
  std::size_t kept = first_;
  std::size_t next = first_;
  for (; next < items_.size(); ++next) {
    const WaitingItem item = items_[next];
    const Pass what = visit(item, items_[std::min(next + kAhead, items_.size() - 1)]);
    if (what == Pass::stop) break;
    if (what == Pass::keep) items_[kept++] = item;
  }
  const auto at = [&](std::size_t position) { return items_.begin() + static_cast<std::ptrdiff_t>(position); };
  std::move_backward(at(first_), at(kept), at(next));
  first_ = next - (kept - first_);
  sorted_ = std::max(sorted_, first_);
  if (first_ > items_.size() / 2) close_gap();
}

template <class Stale>
void WaitingList::Line::make_room(Stale stale) {
  std::size_t kept = 0;
  std::size_t sorted = 0;
  for (std::size_t i = first_; i < items_.size(); ++i) {
    if (stale(items_[i])) continue;
    items_[kept++] = items_[i];
    if (i < sorted_) sorted = kept;
  }
  items_.resize(kept);
  first_ = 0;
  sorted_ = sorted;
  const std::size_t room = items_.capacity();
  if (kept >= room - room / 8) items_.reserve(room + room / 4 + 16);
}

}  // namespace eldercast
