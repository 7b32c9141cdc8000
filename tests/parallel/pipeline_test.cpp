#include "engine/parallel/pipeline.hpp"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <thread>

#include "support/catch.hpp"

using namespace eldercast;

namespace {

/// A product that only its owner can hold, as an outcome is.
using Product = std::unique_ptr<std::size_t>;

/// Makes `number` after a wait that differs from product to product.
Product make_slowly(std::size_t number) {
  std::this_thread::sleep_for(std::chrono::microseconds((number * 7919) % 400));
  return std::make_unique<std::size_t>(number);
}

}  // namespace

TEST_CASE("products come out in order, whoever makes them") {
  const int threads = GENERATE(1, 2, 5, 64);
  std::vector<std::size_t> seen;  // written without a lock: the sink must be called by one thread at a time
  const std::size_t count = in_order<Product>(Arena(threads), 200, nullptr, make_slowly, [&](std::size_t number, Product&& product) {
    CHECK(*product == number);
    seen.push_back(number);
  });
  std::vector<std::size_t> expected(200);
  std::iota(expected.begin(), expected.end(), std::size_t{0});
  CHECK(count == 200);
  CHECK(seen == expected);
}

TEST_CASE("no products is no work") {
  const auto never = [](std::size_t, Product&&) { FAIL("handed over"); };
  CHECK(in_order<Product>(Arena(4), 0, nullptr, make_slowly, never) == 0);
}

TEST_CASE("as many threads make products as were asked for, and no more") {
  const int threads = GENERATE(1, 4);
  std::set<std::thread::id> makers;
  std::mutex mutex;
  std::condition_variable changed;
  // Each waits for the others, which a busy machine may start late.
  const auto make = [&](std::size_t number) {
    std::unique_lock lock(mutex);
    makers.insert(std::this_thread::get_id());
    changed.notify_all();
    changed.wait_for(lock, std::chrono::seconds(20), [&] { return makers.size() >= static_cast<std::size_t>(threads); });
    return std::make_unique<std::size_t>(number);
  };
  in_order<Product>(Arena(threads), 64, nullptr, make, [](std::size_t, Product&&) {});
  CHECK(makers.size() == static_cast<std::size_t>(threads));
}

TEST_CASE("a slow sink bounds how many products wait") {
  std::atomic<int> alive = 0;
  std::atomic<int> most = 0;
  in_order<Product>(
      Arena(3), 40, nullptr,
      [&](std::size_t number) {
        const int now = ++alive;
        int before = most.load();
        while (before < now && !most.compare_exchange_weak(before, now)) {
        }
        return std::make_unique<std::size_t>(number);
      },
      [&](std::size_t, Product&&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        --alive;
      });
  CHECK(most <= 4);
}

TEST_CASE("what the sink or a maker throws ends the work and comes out") {
  const bool sink_throws = GENERATE(true, false);
  std::size_t handed_over = 0;
  const auto make = [&](std::size_t number) {
    if (!sink_throws && number == 5) throw std::runtime_error("the disk is full");
    return make_slowly(number);
  };
  const auto sink = [&](std::size_t number, Product&&) {
    if (sink_throws && number == 5) throw std::runtime_error("the disk is full");
    ++handed_over;
  };
  CHECK_THROWS_WITH(in_order<Product>(Arena(3), 1000, nullptr, make, sink), "the disk is full");
  CHECK(handed_over <= 5);
}

TEST_CASE("after a stop, what was started is handed over and nothing else starts") {
  std::atomic<bool> stop = false;
  std::atomic<std::size_t> made = 0;
  const auto make = [&](std::size_t number) {
    ++made;
    if (number == 10) stop = true;
    return make_slowly(number);
  };
  std::size_t handed_over = 0;
  const std::size_t count = in_order<Product>(Arena(3), 1000, &stop, make, [&](std::size_t, Product&&) { ++handed_over; });
  CHECK(count == handed_over);
  CHECK(count == made);
  CHECK(count >= 11);
  CHECK(count <= 13);
}

TEST_CASE("items without an order are all worked through, and handed on one at a time") {
  const int threads = GENERATE(1, 3);
  std::size_t given = 0;
  std::set<std::size_t> seen;  // written without a lock, as above
  as_done<std::size_t, Product>(
      Arena(threads), [&] { return given < 100 ? std::optional(given++) : std::nullopt; }, make_slowly,
      [&](Product&& product) { seen.insert(*product); });
  CHECK(seen.size() == 100);
}

TEST_CASE("an item that is done early does not wait for one before it") {
  std::atomic<bool> second_is_done = false;
  std::size_t given = 0;
  const auto next = [&] { return given < 2 ? std::optional(given++) : std::nullopt; };
  const auto make = [&](std::size_t number) {
    // The first one ends only after the second was handed on.
    while (number == 0 && !second_is_done) std::this_thread::yield();
    return number;
  };
  std::vector<std::size_t> order;
  as_done<std::size_t, std::size_t>(Arena(2), next, make, [&](std::size_t number) {
    order.push_back(number);
    second_is_done = true;
  });
  CHECK(order == std::vector<std::size_t>{1, 0});
}
