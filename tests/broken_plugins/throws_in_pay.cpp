/// A rule that throws in the middle of a run, in March.
#include <stdexcept>

#include "small_rule.hpp"

namespace {

struct Thrower : broken::SmallRule {
  using SmallRule::SmallRule;
  void pay(const eldercast::MonthView& month, eldercast::PaySlots /*out*/) override {
    if (month.calendar.month() == 3) throw std::runtime_error("the till is locked");
  }
};

}  // namespace

ELDERCAST_PLUGIN(funding, throws_in_pay, Thrower, broken::kText)
