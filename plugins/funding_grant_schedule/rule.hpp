#pragma once
/// Up to four grants of a bureau at once, each with its own formula, caps and conditions.
#include <array>
#include <cstdint>
#include <vector>

#include "api/plugin.hpp"
#include "parameters.hpp"

namespace eldercast::grant_schedule {

class GrantSchedule final : public FundingRule {
 public:
  using Parameters = grant_schedule::Parameters;
  static constexpr auto kRows = grant_schedule::kRows;

  explicit GrantSchedule(const Parameters& parameters) : parameters_(parameters) {}

  /// Offers grants that are paid at the start to every project that asks, as far as the year's money goes.
  void authorise(const MonthView& month, AuthoriseSlots out) override;
  /// Posts what falls due this month, and of what waits as much as the year's money allows. Must be called once a month, in order.
  void pay(const MonthView& month, PaySlots out) override;

 private:
  /// What a facility has still to get.
  struct Due {
    FacilityId facility;
    Fen amount;
  };
  /// How far a grant has come.
  struct State {
    std::vector<bool> settled;  ///< by facility: got it, stands in the queue, or was offered it at the start
    std::vector<Fen> offered;   ///< by project: in the last month
    std::vector<Due> queue;     ///< first come first
    std::int32_t year = 0;
    Fen spent;  ///< of the year's money
  };

  void open_year(const MonthView& month);
  void note_starts(const MonthView& month, State& state) const;
  void offer(const MonthView& month, const Grant& grant, State& state, Slots<Support>& out) const;
  void collect(const MonthView& month, const Grant& grant, State& state);
  void pay_out(const MonthView& month, const Grant& grant, State& state, Slots<Posting>& out);
  [[nodiscard]] bool due(const MonthView& month, const Grant& grant, const State& state, FacilityId id) const;

  Parameters parameters_;
  std::array<State, kGrants> states_;
  std::vector<Fen> cost_of_;  ///< by facility: of its project
  std::vector<Due> due_;      ///< of the month and the grant at hand
};

}  // namespace eldercast::grant_schedule
