#include "engine/rules/watchdog.hpp"

// In the place of watchdog_thread.cpp in a page: who shows the page ends a worker that does not answer, and there are no other threads.
namespace eldercast {

Watchdog::Watchdog(std::chrono::milliseconds limit, bool guards_views, RunObserver* observer)
    : limit_(limit), guards_views_(guards_views), observer_(observer) {}

Watchdog::~Watchdog() = default;

}  // namespace eldercast
