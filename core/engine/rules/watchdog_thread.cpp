#include <cstdio>

#include "api/calendar.hpp"
#include "engine/rules/watchdog.hpp"

namespace eldercast {

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
    if (rule == nullptr || Watch::now_ms() - watch.since_ms_.load(std::memory_order_relaxed) < limit_.count()) continue;
    YearMonth month;
    month.count = watch.month_count_.load(std::memory_order_relaxed);
    std::fprintf(stderr, "error[plugin.hang]: rule %s has not returned for %lld seconds (month %04d-%02d); the program ends\n", rule,
                 static_cast<long long>(limit_.count() / 1000), month.year(), month.month());
    std::fflush(stderr);
    end_for_a_rule();
  }
}

}  // namespace eldercast
