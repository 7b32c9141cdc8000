/// A rule whose objects count their calls together.
#include "small_rule.hpp"

namespace {

int calls = 0;

struct Sharer : broken::SmallRule {
  using SmallRule::SmallRule;
  void pay(const eldercast::MonthView& month, eldercast::PaySlots out) override {
    if (month.calendar.month() == 6) out.postings.push(broken::posting_of(eldercast::Fen{++calls}));
  }
};

}  // namespace

ELDERCAST_PLUGIN(funding, shares_static, Sharer, (eldercast::PluginText{"1.0.0", "坏插件", "A broken plugin", "F2"}))
