/// A rule that divides by zero: a share of users that is no number.
#include <limits>

#include "small_rule.hpp"

namespace {

struct Undefined : broken::SmallRule {
  using SmallRule::SmallRule;
  void authorise(const eldercast::MonthView& /*month*/, eldercast::AuthoriseSlots out) override {
    eldercast::Cover cover;
    cover.service = eldercast::ServiceId(0);
    cover.per_unit = eldercast::yuan(std::int64_t{1});
    cover.users_share = std::numeric_limits<double>::quiet_NaN();
    out.covers.push(cover);
  }
};

}  // namespace

ELDERCAST_PLUGIN(funding, not_a_number, Undefined, broken::kText)
