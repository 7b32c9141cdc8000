#include "engine/rules/watchdog.hpp"

namespace eldercast {

std::int64_t Watch::now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void Watch::enter(const char* rule, std::int32_t month_count) {
  month_count_.store(month_count, std::memory_order_relaxed);
  since_ms_.store(now_ms(), std::memory_order_relaxed);
  rule_.store(rule, std::memory_order_release);
}

void Watch::leave() { rule_.store(nullptr, std::memory_order_release); }

WatchLease Watchdog::watch() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return {&watches_.emplace_back(), WatchReturn{this}};
  Watch* const watch = idle_.back();
  idle_.pop_back();
  return {watch, WatchReturn{this}};
}

void WatchReturn::operator()(Watch* watch) const {
  const std::lock_guard lock(watchdog->mutex_);
  watchdog->idle_.push_back(watch);
}

}  // namespace eldercast
