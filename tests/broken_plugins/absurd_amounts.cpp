/// A rule whose postings no budget has seen: negative, huge, paid in a thousand years, to a town that does not exist. One a month, in turn.
#include "small_rule.hpp"

namespace {

struct Absurd : broken::SmallRule {
  using SmallRule::SmallRule;
  void pay(const eldercast::MonthView& month, eldercast::PaySlots out) override {
    auto posting = broken::posting_of(eldercast::yuan(std::int64_t{1000}));
    switch (month.month.value % 4) {
      case 0:
        posting.amount = -posting.amount;
        break;
      case 1:
        posting.amount.value = INT64_MAX / 2;
        break;
      case 2:
        posting.paid_after_months = 12'000;
        break;
      default:
        posting.town = eldercast::TownId(1'000'000);
    }
    out.postings.push(posting);
  }
};

}  // namespace

ELDERCAST_PLUGIN(funding, absurd_amounts, Absurd, broken::kText)
