#include "engine/parallel/threads.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace eldercast {
namespace {

/// The jobs of one call, taken one by one.
class Taken {
 public:
  Taken(std::size_t jobs, const std::function<void(std::size_t)>& work) : jobs_(jobs), work_(work) {}

  void take() {
    try {
      for (std::size_t job = next_++; job < jobs_; job = next_++) work_(job);
    } catch (...) {
      next_ = jobs_;
      const std::lock_guard lock(mutex_);
      if (!problem_) problem_ = std::current_exception();
    }
  }
  void throw_problem() const {
    if (problem_) std::rethrow_exception(problem_);
  }

 private:
  std::size_t jobs_;
  const std::function<void(std::size_t)>& work_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  std::exception_ptr problem_;
};

}  // namespace

int usable_threads() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

Together on_threads(int threads) {
  if (threads <= 1) return in_turn;
  return [threads](std::size_t jobs, const std::function<void(std::size_t)>& work) {
    Taken taken(jobs, work);
    {
      std::vector<std::jthread> helpers;
      for (std::size_t i = 1; i < std::min(static_cast<std::size_t>(threads), jobs); ++i) helpers.emplace_back([&] { taken.take(); });
      taken.take();
    }
    taken.throw_problem();
  };
}

}  // namespace eldercast
