#include "engine/money/lottery_fund.hpp"

#include <algorithm>

namespace eldercast {
namespace {

__extension__ using Wide = __int128;  // the product of two sums of money does not fit 64 bits

}  // namespace

void LotteryFund::start() { state_ = {}; }

void LotteryFund::receive(const FundIncome& income) {
  state_.balance += income.amount + income.carried;
  state_.income += income.amount;
  state_.elsewhere += income.elsewhere;
}

std::span<const Fen> LotteryFund::commit(std::span<const Fen> amounts) {
  std::int64_t asked = 0;
  for (const Fen amount : amounts) asked += std::max<std::int64_t>(amount.value, 0);
  const std::int64_t given = std::min(state_.balance.value, asked);
  parts_.clear();
  for (const Fen amount : amounts) {
    const Wide part = asked == 0 ? 0 : static_cast<Wide>(std::max<std::int64_t>(amount.value, 0)) * given / asked;
    parts_.push_back(Fen{static_cast<std::int64_t>(part)});
    state_.balance -= parts_.back();
    state_.drawn += parts_.back();
  }
  return parts_;
}

}  // namespace eldercast
