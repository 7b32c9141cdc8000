/// A rule whose postings no budget has seen. Which one is a parameter, so that each is seen to be refused for its own reason.
#include <cmath>

#include "small_rule.hpp"

namespace {

enum class What : std::uint8_t { negative, huge, overflowing, late, nowhere, not_a_number, undeclared };

struct Absurd : eldercast::FundingRule {
  struct Parameters {
    What what;
  };
  static constexpr auto kRows = eldercast::parameter_table<1>({{
      eldercast::parameter<&Parameters::what>("what", {.max = 6,
                                                       .fallback = 0,
                                                       .choices = "negative|huge|overflowing|late|nowhere|not_a_number|undeclared",
                                                       .zh = "荒谬之处",
                                                       .en = "What is absurd"}),
  }});
  explicit Absurd(const Parameters& parameters) : what_(parameters.what) {}

  void pay(const eldercast::MonthView& month, eldercast::PaySlots out) override {
    auto posting = broken::posting_of(eldercast::yuan(std::int64_t{1000}));
    posting.clause = what_ == What::undeclared ? "F3" : "F2";
    if (what_ == What::negative) posting.amount = -posting.amount;
    if (what_ == What::huge) posting.amount.value = INT64_MAX / 2;
    if (what_ == What::late) posting.paid_after_months = 12'000;
    if (what_ == What::nowhere) posting.town = eldercast::TownId(1'000'000);
    if (what_ == What::not_a_number)
      posting.amount = eldercast::yuan(std::sqrt(-1.0 - month.month.value)) + eldercast::yuan(std::int64_t{5});
    // Each of them is possible; together they are more than 64 bits hold.
    for (int i = 0; what_ == What::overflowing && i < 16'000; ++i) {
      posting.amount.value = 10'000'000'000'000;
      out.postings.push(posting);
    }
    out.postings.push(posting);
  }

 private:
  What what_;
};

}  // namespace

ELDERCAST_PLUGIN(funding, absurd_amounts, Absurd, (eldercast::PluginText{"1.0.0", "荒谬的金额", "Absurd amounts", "F2"}))
