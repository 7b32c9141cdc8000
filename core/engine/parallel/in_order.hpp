#pragma once
/// Work of several threads that comes out in order.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace eldercast {

/// Makes products 0, 1, 2... on several threads and hands each to a sink, in order and one at a time, from whichever thread made the one
/// that was waited for. Products that are started and not yet handed over never exceed threads + 1, so that a slow sink bounds memory.
/// Threads of the standard library rather than of a scheduler: a thread sanitizer sees every step of them.
template <class Product>
class InOrder {
 public:
  /// Called on several threads at once, each number once.
  using Make = std::function<Product(std::size_t)>;
  using Sink = std::function<void(std::size_t, Product&&)>;

  /// `stop`, when given, is looked at before each product; those already started are handed over.
  InOrder(std::size_t products, int threads, const std::atomic<bool>* stop)
      : made_(products), threads_(std::min(static_cast<std::size_t>(std::max(threads, 1)), products)), stop_(stop) {}

  /// Returns how many were handed over. The calling thread works, too. What `make` or `sink` throws first ends the work and comes out here.
  std::size_t run(const Make& make, const Sink& sink) {
    {
      std::vector<std::jthread> helpers;
      for (std::size_t i = 1; i < threads_; ++i) helpers.emplace_back([&] { work(make, sink); });
      work(make, sink);
    }
    if (problem_) std::rethrow_exception(problem_);
    return handed_over_;
  }

 private:
  void work(const Make& make, const Sink& sink) {
    try {
      while (const std::optional<std::size_t> number = start()) put(*number, make(*number), sink);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!problem_) problem_ = std::current_exception();
      room_.notify_all();
    }
  }

  std::optional<std::size_t> start() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return started_ - handed_over_ <= threads_ || problem_; });
    const bool stopped = stop_ != nullptr && stop_->load();
    if (problem_ || stopped || started_ == made_.size()) return std::nullopt;
    return started_++;
  }

  /// Whoever completes the row hands it over, and what others add to it meanwhile.
  void put(std::size_t number, Product&& product, const Sink& sink) {
    std::unique_lock lock(mutex_);
    made_[number].emplace(std::move(product));
    if (handing_over_) return;
    handing_over_ = true;
    while (handed_over_ < made_.size() && made_[handed_over_] && !problem_) {
      Product next = std::move(*made_[handed_over_]);
      made_[handed_over_].reset();
      lock.unlock();
      sink(handed_over_, std::move(next));
      lock.lock();
      ++handed_over_;
      room_.notify_all();
    }
    handing_over_ = false;
  }

  std::mutex mutex_;
  std::condition_variable room_;
  std::vector<std::optional<Product>> made_;
  std::size_t threads_;
  const std::atomic<bool>* stop_;
  std::size_t started_ = 0;
  std::size_t handed_over_ = 0;
  bool handing_over_ = false;  ///< also true after a sink has thrown: nothing is handed over any more
  std::exception_ptr problem_;
};

}  // namespace eldercast
