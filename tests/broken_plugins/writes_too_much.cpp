/// A rule that writes more postings than any engine lends room for.
#include "small_rule.hpp"

namespace {

struct Chatterbox : broken::SmallRule {
  using SmallRule::SmallRule;
  void pay(const eldercast::MonthView& /*month*/, eldercast::PaySlots out) override {
    for (int i = 0; i < 1'000'000; ++i) out.postings.push(broken::posting_of(eldercast::Fen{1}));
  }
};

}  // namespace

ELDERCAST_PLUGIN(funding, writes_too_much, Chatterbox, broken::kText)
