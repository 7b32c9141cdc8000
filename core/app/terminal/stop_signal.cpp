#include "app/terminal/stop_signal.hpp"

#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <string_view>

#include "app/terminal/exit_codes.hpp"
#include "files/part_file.hpp"

namespace eldercast {
namespace {

constexpr std::array kStopping{SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGXCPU, SIGALRM, SIGVTALRM, SIGPROF};
constexpr std::int64_t kSameStopMs = 2000;

/// A signal handler can reach nothing but static objects.
struct Caught {
  std::atomic<bool> listening{false};  ///< a StopOnSignal lives
  std::atomic<bool> stop{false};
  std::atomic<std::int64_t> first_ms{0};
};
Caught& caught() {
  static Caught one;
  return one;
}

std::int64_t now_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

[[noreturn]] void end_now() {
  remove_parts();
  constexpr std::string_view kText = "interrupted\n";
  static_cast<void>(::write(STDERR_FILENO, kText.data(), kText.size()) == 0);
  ::_exit(static_cast<int>(Exit::interrupted));
}

void on_stop(int) {
  if (!caught().listening.load()) end_now();
  if (!caught().stop.exchange(true)) {
    caught().first_ms.store(now_ms());
  } else if (now_ms() - caught().first_ms.load() > kSameStopMs) {
    end_now();
  }
}

void on_quit(int signal) {
  remove_parts();
  std::signal(signal, SIG_DFL);
  ::raise(signal);
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(signal, &action, nullptr);
}

bool is_ignored(int signal) {
  struct sigaction action {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

void take_signals() {
  // The handlers find the static objects made.
  static_cast<void>(caught());
  remove_parts();
  handle(SIGPIPE, SIG_IGN);
  handle(SIGXFSZ, SIG_IGN);
  handle(SIGQUIT, &on_quit);
  for (const int signal : kStopping) {
    if (signal != SIGHUP || !is_ignored(signal)) handle(signal, &on_stop);
  }
}

StopOnSignal::StopOnSignal() {
  caught().stop.store(false);
  caught().listening.store(true);
}

StopOnSignal::~StopOnSignal() { caught().listening.store(false); }

const std::atomic<bool>& StopOnSignal::flag() const { return caught().stop; }

}  // namespace eldercast
