#include "app/terminal/progress.hpp"

#include <fmt/format.h>

#include "output/render/text_cells.hpp"

namespace eldercast {

ProgressLine::ProgressLine(std::string what, std::int64_t total, bool quiet) : what_(std::move(what)), total_(total), quiet_(quiet) {}

void ProgressLine::step() {
  const auto now = Clock::now();
  pace_.step(std::chrono::duration<double>(now - last_).count());
  last_ = now;
  if (quiet_) return;
  const auto pause = LiveLine::possible() ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10'000);
  if (now - shown_ < pause) return;
  shown_ = now;
  if (LiveLine::possible()) {
    shown_line_.show(line());
  } else {
    print_talk(line() + "\n");
  }
}

void ProgressLine::clear() { shown_line_.clear(); }

std::string ProgressLine::line() const {
  const std::int64_t done = pace_.steps();
  const double passed = std::chrono::duration<double>(last_ - start_).count();
  if (total_ == 0) return fmt::format("{} {}, {} passed", done, what_, duration_text(passed));
  return fmt::format("{} of {} {} ({}%), {} passed, {}", done, total_, what_, 100 * done / total_, duration_text(passed),
                     left_text(pace_.left(total_ - done)));
}

}  // namespace eldercast
