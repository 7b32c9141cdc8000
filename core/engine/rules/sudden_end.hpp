#pragma once
/// What happens when the program must end at once: a rule crashed, called exit(), or does not return. Nothing but what a signal handler may
/// do is done: a message, the last act, the end.
#include <cstdint>

namespace eldercast {

class Watch;

/// What is done before the program ends suddenly, from a signal handler and on any thread: it may only do what is async-signal-safe, as
/// taking half-written files away. One for the program, set at its start.
void set_last_act(void (*act)());

/// Does the last act and ends the program with the exit code of a plugin that failed. Async-signal-safe.
[[noreturn]] void end_for_a_rule();

/// While one lives, a crash (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT) or exit() inside of a watched call ends the program with the name of
/// the rule and the month, and exit code 3. A crash elsewhere is told and then takes its usual way, after the last act. What was there for
/// these signals before comes back with the last object. A rule that calls _exit(), or kills the program, is beyond this.
class CrashNames {
 public:
  CrashNames();
  ~CrashNames();
  CrashNames(const CrashNames&) = delete;
  CrashNames& operator=(const CrashNames&) = delete;
};

/// Says which call runs on this thread, null for none; and sees to it that its stack may overflow and a handler still run.
void set_running_call(const Watch* call);

}  // namespace eldercast
