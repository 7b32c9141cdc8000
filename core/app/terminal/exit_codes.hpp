#pragma once
/// What the program tells its caller when it ends. Scripts rely on these numbers.

namespace eldercast {

enum class Exit : int {
  done = 0,
  run_failed = 1,
  usage_or_scenario = 2,  ///< wrong command line, or anything wrong with scenario input, a missing file too
  plugin = 3,             ///< a plugin was refused or failed
  file = 4,               ///< a results or output file cannot be read or written
  failed_cases = 6,       ///< a study finished, and some of its rows failed
  resumable = 75,         ///< stopped by a signal or a time limit; what is done is kept
  interrupted = 130
};

}  // namespace eldercast
