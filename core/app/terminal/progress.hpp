#pragma once
/// Proof of life for long runs: a line that redraws itself on a terminal, a plain line every ten seconds elsewhere.
#include <chrono>
#include <cstdint>
#include <string>

#include "app/terminal/terminal.hpp"
#include "output/render/pace.hpp"

namespace eldercast {

class ProgressLine {
 public:
  /// Talks about `total` things called `what`, 0: of which nobody knows how many there will be; silent when `quiet`.
  ProgressLine(Text what, std::int64_t total, bool quiet, Language language);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// One more is done. Called from one thread at a time.
  void step();
  /// Erases the line so that other text can follow.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] std::string line() const;

  Text what_;
  Language language_;
  std::int64_t total_;
  bool quiet_;
  LiveLine shown_line_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;  ///< end of the last step
  Clock::time_point shown_ = start_;
  Pace pace_;
};

}  // namespace eldercast
