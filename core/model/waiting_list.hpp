#pragma once
/// The people who wait for one service in one town, in the order in which they are served: rank of the priority group, waiting time, tie.
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
  /// The people of one rank: the first `sorted` in order, behind them those who came since the last sort_in(), in no order.
  struct Line {
    std::vector<WaitingItem> items;
    std::size_t sorted = 0;
  };

  void clear();
  void add(const WaitingItem& item) { lines_[static_cast<std::size_t>(rank_of(item))].items.push_back(item); }
  /// Puts those added since the last time where they belong. `scratch` is overwritten.
  void sort_in(std::vector<WaitingItem>& scratch);

  /// By rank.
  [[nodiscard]] std::array<Line, kCount<PriorityGroup>>& lines() { return lines_; }
  [[nodiscard]] const std::array<Line, kCount<PriorityGroup>>& lines() const { return lines_; }

  std::int32_t worst_admitted = -1;  ///< largest rank that got a place of the own hub at the last admission; -1: nobody did

 private:
  std::array<Line, kCount<PriorityGroup>> lines_;
};

}  // namespace eldercast
