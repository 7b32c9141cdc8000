#include "app/progress.hpp"

#include <fmt/format.h>

#include "app/terminal.hpp"
#include "output/text_cells.hpp"

namespace eldercast {

ProgressLine::ProgressLine(std::string what, std::int64_t total, bool quiet)
    : what_(std::move(what)), total_(total), quiet_(quiet), terminal_(stderr_is_terminal()) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::step() {
  const auto now = Clock::now();
  pace_.step(std::chrono::duration<double>(now - last_).count());
  last_ = now;
  if (quiet_) return;
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

std::string ProgressLine::line() const {
  const std::int64_t done = pace_.steps();
  const double passed = std::chrono::duration<double>(last_ - start_).count();
  if (total_ == 0) return fmt::format("{} {}, {} passed", done, what_, duration_text(passed));
  return fmt::format("{} of {} {} ({}%), {} passed, {}", done, total_, what_, 100 * done / total_, duration_text(passed),
                     left_text(pace_.left(total_ - done)));
}

}  // namespace eldercast
