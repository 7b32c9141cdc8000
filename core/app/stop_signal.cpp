#include "app/stop_signal.hpp"

#include <csignal>

namespace eldercast {
namespace {

/// A signal handler can reach nothing but static objects.
struct Caught {
  std::atomic<bool> stop{false};
  std::atomic<int> signal{0};
};
Caught& caught() {
  static Caught one;
  return one;
}

void on_signal(int signal) {
  caught().signal.store(signal);
  caught().stop.store(true);
  std::signal(signal, SIG_DFL);
}

}  // namespace

StopOnSignal::StopOnSignal() {
  caught().stop.store(false);
  caught().signal.store(0);
  before_interrupt_ = std::signal(SIGINT, &on_signal);
  before_terminate_ = std::signal(SIGTERM, &on_signal);
}

StopOnSignal::~StopOnSignal() {
  std::signal(SIGINT, before_interrupt_);
  std::signal(SIGTERM, before_terminate_);
}

const std::atomic<bool>& StopOnSignal::flag() const { return caught().stop; }
int StopOnSignal::signal() const { return caught().signal.load(); }

}  // namespace eldercast
