/// A rule that never comes back from March.
#include <chrono>
#include <thread>

#include "small_rule.hpp"

namespace {

struct Sleeper : broken::SmallRule {
  using SmallRule::SmallRule;
  void pay(const eldercast::MonthView& month, eldercast::PaySlots /*out*/) override {
    while (month.calendar.month() == 3) std::this_thread::sleep_for(std::chrono::seconds(1));
  }
};

}  // namespace

ELDERCAST_PLUGIN(funding, hangs, Sleeper, broken::kText)
