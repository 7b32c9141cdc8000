#pragma once
/// Grants written as formulas in the scenario.
#include <cstdint>
#include <vector>

#include "api/plugin.hpp"
#include "expression.hpp"
#include "parameters.hpp"

namespace eldercast::formula {

class Formula final : public FundingRule {
 public:
  using Parameters = formula::Parameters;
  static constexpr auto kRows = formula::kRows;

  /// Throws std::runtime_error with what check() says first.
  explicit Formula(const Parameters& parameters);
  /// What is wrong with the formulas, units and names.
  static void check(const Parameters& parameters, Problems& problems);

  /// Offers grants of projects to those that ask to start, as far as the year's money goes.
  void authorise(const MonthView& month, AuthoriseSlots out) override;
  /// Posts what falls due this month, and of what waits as much as the year's money allows. Must be called once a month, in order.
  void pay(const MonthView& month, PaySlots out) override;

 private:
  /// What is still to be paid, for a row of a table of the view.
  struct Due {
    std::size_t row = 0;
    Fen amount;
  };
  struct State {
    Named<Grant> grant;
    Expression when;
    Expression amount;
    std::vector<bool> settled;  ///< by row: got it or stands in the queue
    std::vector<Fen> offered;   ///< by project: in the last month
    std::vector<Due> queue;     ///< first come first
    std::int32_t year = 0;
    Fen spent;  ///< of the year's money
  };

  void open_month(const MonthView& month);
  [[nodiscard]] Seen seen(const MonthView& month, Each each, std::size_t row) const;
  [[nodiscard]] Fen amount(const State& state, const Seen& seen) const;
  [[nodiscard]] static Fen left(const State& state);
  void note_starts(const MonthView& month, State& state) const;
  void offer(const MonthView& month, State& state, Slots<Support>& out) const;
  void collect(const MonthView& month, State& state);
  static void pay_out(const MonthView& month, State& state, Slots<Posting>& out);

  std::vector<State> states_;
  std::vector<Named<Number>> numbers_;
  std::vector<Unit> units_;
  std::vector<double> values_;  ///< of the named numbers this year
  std::vector<Fen> cost_of_;    ///< by facility: of its project
  std::vector<Due> due_;        ///< of the month and the grant at hand
};

}  // namespace eldercast::formula
