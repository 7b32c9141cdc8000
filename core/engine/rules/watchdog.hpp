#pragma once
/// Names a rule that hangs. A rule is foreign code that cannot be stopped, so the program ends when one call takes too long.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>

namespace eldercast {

/// What one worker is calling at the moment.
class Watch {
 public:
  /// `what` has static lifetime or outlives the call.
  void enter(const char* rule, std::int32_t month_count);
  void leave();

 private:
  friend class Watchdog;
  std::atomic<const char*> rule_{nullptr};
  std::atomic<std::int32_t> month_count_{0};
  std::atomic<std::int64_t> since_ms_{0};
};

class Watchdog {
 public:
  /// One call of a rule may take this long.
  explicit Watchdog(std::chrono::milliseconds limit = std::chrono::seconds(60));
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  /// A watch that lives as long as the watchdog. Thread-safe.
  [[nodiscard]] Watch& add_watch();

 private:
  void run();
  void look();

  std::chrono::milliseconds limit_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::deque<Watch> watches_;
  std::thread thread_;
};

/// Marks one call on a watch, also when it throws.
class WatchedCall {
 public:
  WatchedCall(Watch& watch, const char* rule, std::int32_t month_count) : watch_(watch) { watch_.enter(rule, month_count); }
  ~WatchedCall() { watch_.leave(); }
  WatchedCall(const WatchedCall&) = delete;
  WatchedCall& operator=(const WatchedCall&) = delete;

 private:
  Watch& watch_;
};

}  // namespace eldercast
