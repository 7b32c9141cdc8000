#pragma once
/// The money of one replicate: what may start, who pays what, and the books. All flows pass through here, in whole fen.
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/build/building_site.hpp"
#include "engine/money/ledger.hpp"
#include "engine/money/lottery_fund.hpp"
#include "engine/money/running_costs.hpp"
#include "engine/money/service_bill.hpp"
#include "engine/money/town_funds.hpp"
#include "engine/money/yearly_limit.hpp"
#include "engine/rules/rule_set.hpp"
#include "model/district.hpp"

namespace eldercast {

class Treasury {
 public:
  /// `clauses` are the ids that postings may name.
  Treasury(const District& district, std::vector<std::string> clauses);

  /// Empty books; what projects had cost before the run is known to them.
  void start(StreamKey stream, bool keep_postings, const BuildingSite& site);
  /// The first of a month: own money of the year, grants that are paid now, income of the lottery fund.
  void open_month(Month month, const FundIncome& fund_income, const Shocks& shocks);

  /// Nothing if support, the operator's share, the town's own money and bridging credit cover the cost of a project, or FinanceParameters
  /// says that towns always find it. Else whose money is missing: the city's or the district's (the lottery fund is the district's) where
  /// what the town has earned of it and not yet got, with what is offered now and beyond the year's money, would cover the rest; the town's
  /// own where neither does.
  [[nodiscard]] std::optional<WaitFor> missing(const ProjectState& project, std::span<const RuleRunner::RuleSupport> supports,
                                               Month month) const;
  /// A project starts: its supports are booked, the town sets its part aside. Of a support that is beyond the year's money the town
  /// advances the rest.
  void start_project(const ProjectState& project, std::span<const RuleRunner::RuleSupport> supports, Month month);

  /// The covers that hold this month; the span must live until pay().
  /// Prices of the month over those of the scenario, by service; before set_covers().
  void set_prices(std::span<const PerMille> prices) {
    bill_.set_prices(prices);
    running_.set_prices(prices);
  }
  void set_covers(std::span<const RuleCover> covers) { bill_.set_covers(covers); }
  [[nodiscard]] const ServiceBill& bill() const { return bill_; }
  [[nodiscard]] const RunningCosts& running() const { return running_; }

  /// Everything that accrues in a month: construction, services, running costs, interest, and what rules post. Amounts that may draw on the
  /// lottery fund are divided between it and the district's budget here.
  void pay(Month month, const BuildingSite& site, const Allocation& allocation, const Delivery& delivery, const Shocks& shocks,
           std::span<const FacilityState> facilities, std::span<const RuleRunner::RulePosting> postings);

  /// Due and not yet paid at the end of each month for want of the year's money; empty for a payer without a limit.
  [[nodiscard]] std::span<const std::int64_t> waiting_grants(Payer payer) const;
  /// What moved in the towns' own money: calendar year, town, TownMoney.
  [[nodiscard]] const Cube<std::int64_t, 3>& town_money() { return town_funds_.book(); }
  /// Whether a town has own money left; where towns always find the money it has.
  [[nodiscard]] bool has_own_money(TownId town) const { return !limited() || town_funds_.own(town) > Fen{}; }
  /// A town pays the operator of a facility for running it, if it has own money left for that; where towns always find the money it does.
  bool top_up(FacilityId facility, TownId town, Fen amount, Month month);

  [[nodiscard]] const LotteryFundState& lottery_fund() const { return fund_.state(); }
  /// Running money that relieved those who run a facility in the last month paid.
  [[nodiscard]] Fen relief(FacilityId facility) const { return relief_[facility.index()]; }
  /// By facility: what rules gave for running it or as an award in the last month, whoever it relieved.
  [[nodiscard]] std::span<const Fen> subsidies() const { return subsidy_; }
  /// Whether the facility received a running incentive in the last month paid: money under clause F4.
  [[nodiscard]] bool received_incentive(FacilityId facility) const { return incentive_[facility.index()]; }
  [[nodiscard]] Ledger& ledger() { return ledger_; }
  [[nodiscard]] const Ledger& ledger() const { return ledger_; }

 private:
  /// A flow on its way to the books.
  struct Pending {
    RuleId rule;
    Posting posting;
    bool promised = false;  ///< support that a project has counted on: paid in the month in which it starts
  };
  /// Money that a town gets in a month.
  struct Repayment {
    TownId town;
    Fen amount;
    WaitFor of = WaitFor::city;
  };
  /// What is offered to a project in a month, and what of it can be paid now.
  struct Offer {
    Fen now;
    Fen later_of_city;
    Fen later_of_district;
  };

  void book(const Pending& flow, Month month);
  void book_divided(Month month);
  void book_limited(Month month);
  void settle(const Pending& flow, Month month);
  void settle_paid(const Pending& flow, Month month);
  void enter(const Posting& posting, Month month, RuleId rule);
  void pay_construction(Month month, const BuildingSite& site);
  void pay_interest(Month month);
  [[nodiscard]] bool limited() const { return district_->scenario().finance.own_funds == OwnFunds::limited; }
  [[nodiscard]] Fen town_part(const ProjectState& project, Fen support) const;
  [[nodiscard]] Fen payable_now(const Support& offer, Month month, Fen promised_of_city, Fen promised_of_district) const;
  [[nodiscard]] Offer offer_of(std::span<const RuleRunner::RuleSupport> supports, Month month) const;
  [[nodiscard]] YearlyLimit* limit_of(const Pending& flow);

  const District* district_;
  Ledger ledger_;
  LotteryFund fund_;
  TownFunds town_funds_;
  ServiceBill bill_;
  RunningCosts running_;
  YearlyLimit city_;
  YearlyLimit district_limit_;
  Fen promised_of_city_;            ///< of this year's money, to projects that start this month
  Fen promised_of_district_;        ///< the same
  std::vector<Pending> from_fund_;  ///< this month's flows that ask for the lottery fund
  std::vector<Pending> in_turn_;    ///< this month's flows of payers with a yearly limit
  std::vector<Fen> asked_;
  std::vector<std::vector<Repayment>> repayments_;  ///< by month of payment
  std::vector<PerEnum<WaitFor, Fen>> earned_;       ///< by town: grants earned and not yet got
  std::vector<Fen> relief_;
  std::vector<Fen> subsidy_;
  std::vector<bool> incentive_;
};

}  // namespace eldercast
