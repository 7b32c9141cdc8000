#include "app/terminal/progress.hpp"

#include <fmt/format.h>

#include "output/render/text_cells.hpp"

namespace eldercast {

ProgressLine::ProgressLine(Text what, std::int64_t total, bool quiet, Language language)
    : what_(std::move(what)), language_(language), total_(total), quiet_(quiet) {}

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
  const std::string time = duration_text(passed);
  if (total_ == 0)
    return in(language_, {fmt::format("{}{}，已用{}", done, what_.zh, time), fmt::format("{} {}, {} passed", done, what_.en, time)});
  const std::int64_t percent = 100 * done / total_;
  const Text left = left_text(pace_.left(total_ - done));
  return in(language_, {fmt::format("{}/{}{}（{}%），已用{}，{}", done, total_, what_.zh, percent, time, left.zh),
                        fmt::format("{} of {} {} ({}%), {} passed, {}", done, total_, what_.en, percent, time, left.en)});
}

}  // namespace eldercast
