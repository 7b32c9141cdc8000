#include "engine/allocate/waiting_list.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "support/catch.hpp"

using namespace eldercast;

namespace {

/// A waiting list beside the plainest thing that it can be: the set of those who wait.
class Twin {
 public:
  explicit Twin(unsigned seed) : random_(seed) {}

  void add() {
    const auto seeker = static_cast<std::uint32_t>(next_++);
    const std::uint64_t key = waiting_key(between(0, 2), between(-3, 40), static_cast<std::uint64_t>(between(0, 5)));
    const WaitingItem item{key, static_cast<std::uint32_t>(between(0, 1'000'000)), seeker, 0, 0};
    list_.add(item, [&](const WaitingItem& other) { return !waiting_.contains(other); });
    waiting_.insert(item);
  }
  void leave() {
    if (waiting_.empty()) return;
    auto gone = waiting_.begin();
    std::advance(gone, between(0, static_cast<int>(waiting_.size()) - 1));
    waiting_.erase(gone);
  }
  /// Serves and keeps from the front by chance, and checks that everybody is asked in turn.
  void pass() {
    list_.sort_in(scratch_);
    int left = between(0, 30);
    for (std::size_t rank = 0; rank < 3; ++rank) {
      auto turn =
          std::find_if(waiting_.begin(), waiting_.end(), [&](const WaitingItem& item) { return rank_of(item) == static_cast<int>(rank); });
      list_.lines()[rank].pass_through([&](const WaitingItem& item, const WaitingItem&) {
        if (left == 0) return WaitingList::Pass::stop;
        const auto here = waiting_.find(item);
        if (here == waiting_.end()) return WaitingList::Pass::drop;
        REQUIRE(here == turn);
        ++turn;
        --left;
        if (between(0, 2) == 0) return WaitingList::Pass::keep;
        waiting_.erase(here);
        return WaitingList::Pass::drop;
      });
    }
  }
  /// Those who wait, in the list's own order.
  [[nodiscard]] std::vector<std::uint32_t> in_list() {
    list_.sort_in(scratch_);
    std::vector<std::uint32_t> out;
    for (const WaitingList::Line& line : list_.lines()) {
      for (const WaitingItem& item : line.items()) {
        if (waiting_.contains(item)) out.push_back(item.seeker);
      }
    }
    return out;
  }
  [[nodiscard]] std::vector<std::uint32_t> in_order() const {
    std::vector<std::uint32_t> out;
    for (const WaitingItem& item : waiting_) out.push_back(item.seeker);
    return out;
  }
  [[nodiscard]] int between(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }

 private:
  struct Before {
    bool operator()(const WaitingItem& a, const WaitingItem& b) const {
      if (a < b || b < a) return a < b;
      return a.seeker < b.seeker;
    }
  };
  std::mt19937 random_;
  WaitingList list_;
  std::set<WaitingItem, Before> waiting_;
  std::vector<WaitingItem> scratch_;
  int next_ = 0;
};

}  // namespace

TEST_CASE("a waiting list is the ordered set of those who wait, whoever comes, leaves and is served") {
  for (unsigned seed = 0; seed < 40; ++seed) {
    Twin twin(seed);
    for (int step = 0; step < 400; ++step) {
      const int what = twin.between(0, 9);
      if (what < 7) {
        twin.add();
      } else if (what < 9) {
        twin.leave();
      } else {
        twin.pass();
      }
      if (step % 20 != 0) continue;
      INFO("seed " << seed << ", step " << step);
      REQUIRE(twin.in_list() == twin.in_order());
    }
  }
}
