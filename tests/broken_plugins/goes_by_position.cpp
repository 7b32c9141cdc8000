/// A rule that favours the town that is listed first, in May.
#include "small_rule.hpp"

namespace {

struct Favourer : broken::SmallRule {
  using SmallRule::SmallRule;
  void pay(const eldercast::MonthView& month, eldercast::PaySlots out) override {
    if (month.calendar.month() == 5) out.postings.push(broken::posting_of(eldercast::yuan(std::int64_t{5})));
  }
};

}  // namespace

ELDERCAST_PLUGIN(funding, goes_by_position, Favourer, (eldercast::PluginText{"1.0.0", "坏插件", "A broken plugin", "F2"}))
