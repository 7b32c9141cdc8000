#pragma once
/// Names a rule that hangs or crashes. A rule is foreign code that cannot be stopped, so the program ends when one call takes too long.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/rules/sudden_end.hpp"

namespace eldercast {

/// What one worker is calling at the moment.
class Watch {
 public:
  /// `what` has static lifetime or outlives the call. `month_count` as YearMonth::count, 0 while a rule is made.
  void enter(const char* rule, std::int32_t month_count);
  void leave();
  /// Null while no rule is called. Async-signal-safe, as is month_count().
  [[nodiscard]] const char* rule() const { return rule_.load(std::memory_order_acquire); }
  [[nodiscard]] std::int32_t month_count() const { return month_count_.load(std::memory_order_relaxed); }

 private:
  friend class Watchdog;
  [[nodiscard]] static std::int64_t now_ms();
  std::atomic<const char*> rule_{nullptr};
  std::atomic<std::int32_t> month_count_{0};
  std::atomic<std::int64_t> since_ms_{0};
};

class RunObserver;
class Watchdog;

/// Gives a watch back.
struct WatchReturn {
  Watchdog* watchdog = nullptr;
  void operator()(Watch* watch) const;
};
using WatchLease = std::unique_ptr<Watch, WatchReturn>;

class Watchdog {
 public:
  /// One call of a rule may take `limit`. `guards_views`: whoever calls rules looks whether they write into what they may only read.
  /// `observer`, if any, outlives the object.
  explicit Watchdog(std::chrono::milliseconds limit = std::chrono::seconds(60), bool guards_views = false, RunObserver* observer = nullptr);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  /// A watch of its own for whoever calls rules; it comes back before the watchdog goes. Thread-safe.
  [[nodiscard]] WatchLease watch();
  [[nodiscard]] bool guards_views() const { return guards_views_; }
  /// Null: nobody looks on.
  [[nodiscard]] RunObserver* observer() const { return observer_; }

 private:
  friend struct WatchReturn;
  void run();
  void look();

  CrashNames crash_names_;
  std::chrono::milliseconds limit_;
  bool guards_views_;
  RunObserver* observer_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::deque<Watch> watches_;
  std::vector<Watch*> idle_;
  std::thread thread_;
};

/// Marks one call on a watch, also when it throws.
class WatchedCall {
 public:
  WatchedCall(Watch& watch, const char* rule, std::int32_t month_count) : watch_(watch) {
    watch_.enter(rule, month_count);
    set_running_call(&watch_);
  }
  ~WatchedCall() {
    set_running_call(nullptr);
    watch_.leave();
  }
  WatchedCall(const WatchedCall&) = delete;
  WatchedCall& operator=(const WatchedCall&) = delete;

 private:
  Watch& watch_;
};

}  // namespace eldercast
