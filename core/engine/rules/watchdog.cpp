#include "engine/rules/watchdog.hpp"

#include <cstdio>

#include "api/calendar.hpp"

namespace eldercast {
namespace {

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

void Watch::enter(const char* rule, std::int32_t month_count) {
  month_count_.store(month_count, std::memory_order_relaxed);
  since_ms_.store(now_ms(), std::memory_order_relaxed);
  rule_.store(rule, std::memory_order_release);
}

void Watch::leave() { rule_.store(nullptr, std::memory_order_release); }

Watchdog::Watchdog(std::chrono::milliseconds limit, bool guards_views, RunObserver* observer)
    : limit_(limit), guards_views_(guards_views), observer_(observer), thread_([this] { run(); }) {}

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

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

void Watchdog::run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    wake_.wait_for(lock, limit_ / 4);
    look();
  }
}

void Watchdog::look() {
  for (const Watch& watch : watches_) {
    const char* rule = watch.rule();
    if (rule == nullptr || now_ms() - watch.since_ms_.load(std::memory_order_relaxed) < limit_.count()) continue;
    YearMonth month;
    month.count = watch.month_count_.load(std::memory_order_relaxed);
    std::fprintf(stderr, "error[plugin.hang]: rule %s has not returned for %lld seconds (month %04d-%02d); the program ends\n", rule,
                 static_cast<long long>(limit_.count() / 1000), month.year(), month.month());
    std::fflush(stderr);
    end_for_a_rule();
  }
}

}  // namespace eldercast
