#pragma once
/// What signals do: none of those that users, terminals, batch systems and limits send leaves half a file behind.
#include <atomic>

namespace eldercast {

/// Called once, before anything is written. From here on
/// - SIGPIPE and SIGXFSZ are errors of the write that met them;
/// - SIGINT, SIGTERM, SIGUSR1, SIGUSR2, SIGXCPU, SIGALRM, SIGVTALRM, SIGPROF, and SIGHUP unless it is ignored (nohup), set the flag of the
///   StopOnSignal that lives; if there is none, parts of files are removed and the program ends with Exit::interrupted;
/// - SIGQUIT removes parts of files and ends the program as it always does.
void take_signals();

/// While it lives, a signal sets the flag. Another one within two seconds belongs to the first (timeout(1) sends two); a later one ends the
/// program at once, with Exit::interrupted and without parts of files. One at a time.
class StopOnSignal {
 public:
  StopOnSignal();
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

  /// Set once a signal has come.
  [[nodiscard]] const std::atomic<bool>& flag() const;
};

}  // namespace eldercast
