#pragma once
/// The part of the district's lottery welfare fund that is kept for elderly care (F1): a balance, booked once, that carries over.
#include <cstdint>
#include <span>
#include <vector>

#include "api/slots.hpp"
#include "api/views.hpp"

namespace eldercast {

class LotteryFund {
 public:
  /// Empty, for a new replicate.
  void start();
  /// Money comes in; it can be committed from this month on.
  void receive(const FundIncome& income);
  /// Commits what it can of the amounts that ask for it in one month, each in proportion to what it asks for (rounded down to whole fen),
  /// so that the order of the amounts never matters. Returns the fund's part of each amount; negative amounts get nothing.
  [[nodiscard]] std::span<const Fen> commit(std::span<const Fen> amounts);

  [[nodiscard]] const LotteryFundState& state() const { return state_; }

 private:
  LotteryFundState state_;
  std::vector<Fen> parts_;
};

}  // namespace eldercast
