#include "engine/parallel/arena.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "engine/parallel/pipeline.hpp"
#include "engine/parallel/pool.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

/// Threads that meet: each waits until so many others are there, or a busy machine has had time enough to start them.
class Meeting {
 public:
  explicit Meeting(std::size_t threads) : threads_(threads) {}

  void join() {
    std::unique_lock lock(mutex_);
    here_.insert(std::this_thread::get_id());
    changed_.notify_all();
    changed_.wait_for(lock, std::chrono::seconds(20), [&] { return here_.size() >= threads_; });
  }
  [[nodiscard]] std::size_t size() const { return here_.size(); }

 private:
  std::size_t threads_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<std::thread::id> here_;
};

}  // namespace

TEST_CASE("every job is done once, on as many threads as were asked for") {
  const int threads = GENERATE(1, 2, 5);
  std::vector<int> done(1000);
  Meeting workers(static_cast<std::size_t>(threads));
  Arena(threads).each(done.size(), [&](std::size_t job) {
    ++done[job];
    workers.join();
  });
  CHECK(done == std::vector<int>(1000, 1));
  CHECK(workers.size() == static_cast<std::size_t>(threads));
}

TEST_CASE("what a job throws keeps further ones from starting and comes out") {
  const int threads = GENERATE(1, 3);
  std::atomic<int> started = 0;
  const auto work = [&](std::size_t job) {
    ++started;
    std::this_thread::sleep_for(std::chrono::microseconds(100));
    if (job % 100 == 10) throw std::runtime_error("job " + std::to_string(job % 100));
  };
  CHECK_THROWS_WITH(Arena(threads).each(5000, work), "job 10");
  CHECK(started < 5000);
}

TEST_CASE("a thread that waits for jobs inside of a product begins no second product") {
  const Arena arena(4);
  std::mutex mutex;
  std::set<std::thread::id> inside;
  bool twice = false;
  in_order<int>(
      arena, 200, nullptr,
      [&](std::size_t) {
        {
          const std::lock_guard lock(mutex);
          twice = twice || !inside.insert(std::this_thread::get_id()).second;
        }
        arena.each(8, [](std::size_t job) { std::this_thread::sleep_for(std::chrono::microseconds(job * 40)); });
        const std::lock_guard lock(mutex);
        inside.erase(std::this_thread::get_id());
        return 0;
      },
      [](std::size_t, int) {});
  CHECK_FALSE(twice);
}

TEST_CASE("threads without a product of their own help with the one that is left") {
  const Arena arena(3);
  Meeting helpers(3);
  in_order<int>(
      arena, 1, nullptr,
      [&](std::size_t) {
        arena.each(60, [&](std::size_t) { helpers.join(); });
        return 0;
      },
      [](std::size_t, int) {});
  CHECK(helpers.size() == 3);
}

TEST_CASE("a pool makes no more objects than are in use at the same time, and gives one to one user only") {
  const Arena arena(4);
  std::atomic<int> made = 0;
  Pool<std::atomic<int>> pool([&] {
    ++made;
    return std::make_unique<std::atomic<int>>(0);
  });
  std::atomic<bool> shared = false;
  arena.each(300, [&](std::size_t) {
    const auto object = pool.take();
    if (object->fetch_add(1) != 0) shared = true;
    std::this_thread::sleep_for(std::chrono::microseconds(50));
    object->fetch_sub(1);
  });
  CHECK_FALSE(shared);
  CHECK(made <= 4);
}
