#pragma once
/// Ctrl-C and the polite kill: long commands look at a flag between two pieces of work.
#include <atomic>

namespace eldercast {

/// While it lives, SIGINT and SIGTERM set the flag; a second signal ends the program at once. One at a time.
class StopOnSignal {
 public:
  StopOnSignal();
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

  /// Set once a signal has come.
  [[nodiscard]] const std::atomic<bool>& flag() const;
  /// The signal that came, 0 if none.
  [[nodiscard]] int signal() const;

 private:
  void (*before_interrupt_)(int);
  void (*before_terminate_)(int);
};

}  // namespace eldercast
