#include "app/progress.hpp"

#include <fmt/format.h>

#include <cmath>

#include "app/terminal.hpp"
#include "output/text_cells.hpp"

namespace eldercast {

ProgressLine::ProgressLine(std::string what, std::int64_t total, bool quiet)
    : what_(std::move(what)), total_(total), quiet_(quiet), terminal_(stderr_is_terminal()) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::step() {
  ++done_;
  if (quiet_) return;
  const auto now = Clock::now();
  const auto pause = terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10'000);
  if (now - shown_ < pause) return;
  shown_ = now;
  if (terminal_) {
    print_talk("\r\x1b[K" + line());
    drawn_ = true;
  } else {
    print_talk(line() + "\n");
  }
}

void ProgressLine::clear() {
  if (drawn_) print_talk("\r\x1b[K");
  drawn_ = false;
}

/// The rest is estimated from the mean so far; the range allows for its error, which shrinks with the number done.
std::string ProgressLine::line() const {
  const double passed = std::chrono::duration<double>(Clock::now() - start_).count();
  const double rest = passed / static_cast<double>(done_) * static_cast<double>(total_ - done_);
  const double margin = rest / std::sqrt(static_cast<double>(done_));
  return fmt::format("{} of {} {} ({}%), {} passed, {} to {} left", done_, total_, what_, 100 * done_ / total_, duration_text(passed),
                     duration_text(std::fmax(0.0, rest - margin)), duration_text(rest + margin));
}

}  // namespace eldercast
