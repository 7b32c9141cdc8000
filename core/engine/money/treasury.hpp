#pragma once
/// The money of one replicate: what may start, who pays what, and the books. All flows pass through here, in whole fen.
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/build/building_site.hpp"
#include "engine/money/ledger.hpp"
#include "engine/money/lottery_fund.hpp"
#include "engine/money/running_costs.hpp"
#include "engine/money/service_bill.hpp"
#include "engine/money/town_funds.hpp"
#include "engine/rules/rule_set.hpp"
#include "model/district.hpp"

namespace eldercast {

class Treasury {
 public:
  /// `clauses` are the ids that postings may name.
  Treasury(const District& district, std::vector<std::string> clauses);

  /// Empty books; what projects had cost before the run is known to them.
  void start(bool keep_postings, const BuildingSite& site);
  /// The first of a month: own money of the year, grants that are paid now, income of the lottery fund.
  void open_month(Month month, const FundIncome& fund_income, const Shocks& shocks);

  /// Whether support, the operator's share, the town's own money and bridging credit cover the cost of a project, or FinanceParameters says
  /// that towns always find it.
  [[nodiscard]] bool covers(const ProjectState& project, Fen support) const;
  /// A project starts: its supports are booked, the town sets its part aside.
  void start_project(const ProjectState& project, std::span<const RuleRunner::RuleSupport> supports);

  /// The covers that hold this month; the span must live until pay().
  void set_covers(std::span<const RuleCover> covers) { bill_.set_covers(covers); }
  [[nodiscard]] const ServiceBill& bill() const { return bill_; }
  [[nodiscard]] const RunningCosts& running() const { return running_; }

  /// Everything that accrues in a month: construction, services, running costs, interest, and what rules post. Amounts that may draw on the
  /// lottery fund are divided between it and the district's budget here.
  void pay(Month month, const BuildingSite& site, const Allocation& allocation, const Shocks& shocks,
           std::span<const FacilityState> facilities, std::span<const RuleRunner::RulePosting> postings);

  [[nodiscard]] const LotteryFundState& lottery_fund() const { return fund_.state(); }
  /// Running money that relieved those who run a facility in the last month paid.
  [[nodiscard]] Fen relief(FacilityId facility) const { return relief_[facility.index()]; }
  /// Whether the facility received a running incentive in the last month paid: money under clause F4.
  [[nodiscard]] bool received_incentive(FacilityId facility) const { return incentive_[facility.index()]; }
  [[nodiscard]] Ledger& ledger() { return ledger_; }
  [[nodiscard]] const Ledger& ledger() const { return ledger_; }

 private:
  void book(const Posting& posting, Month month, RuleId rule);
  void book_divided(Month month);
  void enter(const Posting& posting, Month month, RuleId rule);
  void pay_construction(Month month, const BuildingSite& site);
  void pay_interest(Month month);
  [[nodiscard]] bool limited() const { return district_->scenario().finance.own_funds == OwnFunds::limited; }
  [[nodiscard]] Fen town_part(const ProjectState& project, Fen support) const;

  struct Repayment {
    TownId town;
    Fen amount;
  };

  const District* district_;
  Ledger ledger_;
  LotteryFund fund_;
  TownFunds town_funds_;
  ServiceBill bill_;
  RunningCosts running_;
  std::vector<RuleRunner::RulePosting> from_fund_;  ///< this month's postings that ask for the lottery fund
  std::vector<Fen> asked_;
  std::vector<std::vector<Repayment>> repayments_;  ///< by month of payment
  std::vector<Fen> relief_;
  std::vector<bool> incentive_;
};

}  // namespace eldercast
