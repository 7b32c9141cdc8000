#include "engine/rules/sudden_end.hpp"

#include <unistd.h>
#include <csignal>

#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>

#include "api/calendar.hpp"
#include "engine/rules/watchdog.hpp"

namespace eldercast {
namespace {

/// Exit code of the program when a plugin failed (design of the command line).
constexpr int kPluginFailed = 3;

struct CrashSignal {
  int number;
  const char* name;
};
constexpr std::array<CrashSignal, 5> kSignals{{{SIGSEGV, "segmentation fault, as after a stray pointer or an endless recursion"},
                                               {SIGBUS, "bus error"},
                                               {SIGFPE, "arithmetic fault, as after a division by zero"},
                                               {SIGILL, "illegal instruction"},
                                               {SIGABRT, "it called abort(), or the C++ library did"}}};

/// A signal handler can reach nothing but static objects.
struct Handling {
  std::atomic<void (*)()> last_act{nullptr};
  std::atomic_flag ending;
  std::array<struct sigaction, kSignals.size()> before{};
  std::mutex mutex;
  int users = 0;
};
constinit Handling handling;
constinit thread_local const Watch* running_call = nullptr;

/// A message made of pieces in a buffer of its own: a handler must not ask for memory.
class Message {
 public:
  Message& operator<<(const char* text) {
    while (*text != '\0' && size_ < text_.size()) text_[size_++] = *text++;
    return *this;
  }
  Message& add_number(int number, int digits) {
    int scale = 1;
    for (int i = 1; i < digits; ++i) scale *= 10;
    for (; scale > 0 && size_ < text_.size(); scale /= 10) text_[size_++] = static_cast<char>('0' + number / scale % 10);
    return *this;
  }
  void write_to_stderr() const {
    std::size_t done = 0;
    while (done < size_) {
      const ssize_t wrote = ::write(STDERR_FILENO, text_.data() + done, size_ - done);
      if (wrote <= 0) return;
      done += static_cast<std::size_t>(wrote);
    }
  }

 private:
  std::array<char, 1024> text_{};
  std::size_t size_ = 0;
};

void add_rule(Message& message, const char* rule, std::int32_t month_count) {
  YearMonth month;
  month.count = month_count;
  message << "error[plugin.crash]: rule " << rule;
  if (month_count == 0) {
    message << ", while it was made";
  } else {
    message << ", ";
    message.add_number(month.year(), 4) << "-";
    message.add_number(month.month(), 2);
  }
  message << ": ";
}

/// True for the first thread that ends the program; the others wait for the end.
void let_only_one_end() {
  if (!handling.ending.test_and_set()) return;
  for (;;) ::pause();
}

void do_last_act() {
  if (void (*act)() = handling.last_act.load(); act != nullptr) act();
}

void on_crash(int signal) {
  let_only_one_end();
  std::size_t which = 0;
  while (which + 1 < kSignals.size() && kSignals[which].number != signal) ++which;
  Message message;
  const Watch* call = running_call;
  const char* rule = call == nullptr ? nullptr : call->rule();
  if (rule != nullptr) {
    add_rule(message, rule, call->month_count());
    message << "crashed (" << kSignals[which].name << "); the program ends\n"
            << "  help: run it with --threads 1 in a debugger, or leave the rule out of the scenario\n";
    message.write_to_stderr();
    end_for_a_rule();
  }
  message << "error[run.crash]: the program crashed outside of every rule (" << kSignals[which].name << ")\n"
          << "  help: a rule that writes where it must not can bring this about: try it without foreign rules, or run --check-rules\n";
  message.write_to_stderr();
  do_last_act();
  // The usual way: the fault happens again when this handler returns, or is raised again.
  ::sigaction(signal, &handling.before[which], nullptr);
  if (signal == SIGABRT) ::raise(signal);
}

/// At exit(), which runs this on the thread that called it.
void on_exit_of_a_rule() {
  const char* rule = running_call == nullptr ? nullptr : running_call->rule();
  if (rule == nullptr) return;
  let_only_one_end();
  Message message;
  add_rule(message, rule, running_call->month_count());
  message << "called exit(), which ends the program; nothing is written\n"
          << "  help: a rule that cannot go on throws an exception, and the program says so\n";
  message.write_to_stderr();
  end_for_a_rule();
}

/// Once for every thread that may call exit() at the same time: each call takes one handler from the list, and one that finds none left
/// ends the program before the others are done.
bool register_exits() {
  constexpr int kThreads = 1024;
  bool done = true;
  for (int i = 0; i < kThreads; ++i) done = std::atexit(&on_exit_of_a_rule) == 0 && std::at_quick_exit(&on_exit_of_a_rule) == 0 && done;
  return done;
}

/// A stack of this thread for handlers, for when its own has overflowed.
class SignalStack {
 public:
  SignalStack() {
    stack_t there{};
    if (::sigaltstack(nullptr, &there) != 0 || (there.ss_flags & SS_DISABLE) == 0) return;
    memory_ = std::make_unique<char[]>(kBytes);
    stack_t mine{};
    mine.ss_sp = memory_.get();
    mine.ss_size = kBytes;
    ::sigaltstack(&mine, nullptr);
  }
  ~SignalStack() {
    if (memory_ == nullptr) return;
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    ::sigaltstack(&none, nullptr);
  }
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  static constexpr std::size_t kBytes = std::size_t{64} * 1024;
  std::unique_ptr<char[]> memory_;
};

}  // namespace

void set_last_act(void (*act)()) { handling.last_act.store(act); }

void end_for_a_rule() {
  do_last_act();
  // Other threads may be inside of rules: no destructor can run safely.
  ::_exit(kPluginFailed);
}

CrashNames::CrashNames() {
  const std::lock_guard lock(handling.mutex);
  if (handling.users++ > 0) return;
  static const bool registered = register_exits();
  static_cast<void>(registered);
  struct sigaction action {};
  action.sa_handler = &on_crash;
  action.sa_flags = SA_ONSTACK;
  ::sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i].number, &action, &handling.before[i]);
}

CrashNames::~CrashNames() {
  const std::lock_guard lock(handling.mutex);
  if (--handling.users > 0) return;
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i].number, &handling.before[i], nullptr);
}

void set_running_call(const Watch* call) {
  static thread_local const SignalStack stack;
  running_call = call;
}

}  // namespace eldercast
