#include "engine/money/treasury.hpp"

#include <algorithm>
#include <string_view>

namespace eldercast {
namespace {

/// Budget of all projects of each town, as the standards of their kinds say.
std::vector<Fen> programme_of(const Scenario& scenario) {
  std::vector<Fen> programme(scenario.towns.size());
  for (const Project& project : scenario.projects) {
    const FacilityStandard& standard = scenario.standards[project.kind];
    programme[scenario.settlements[project.settlement.index()].town.index()] +=
        standard.building_per_m2 * standard.floor_area_m2 + standard.equipment;
  }
  return programme;
}

Fen share_of(Fen amount, double share) { return Fen{static_cast<std::int64_t>(static_cast<double>(amount.value) * share)}; }

}  // namespace

Treasury::Treasury(const District& district, std::vector<std::string> clauses)
    : district_(&district),
      ledger_(district.scenario(), std::move(clauses)),
      town_funds_(district.scenario().finance, programme_of(district.scenario())),
      bill_(district),
      running_(district),
      repayments_(static_cast<std::size_t>(district.scenario().months())),
      relief_(district.network().facilities().size()),
      incentive_(district.network().facilities().size()) {}

void Treasury::start(bool keep_postings, const BuildingSite& site) {
  ledger_.start(keep_postings);
  fund_.start();
  town_funds_.start();
  from_fund_.clear();
  for (std::vector<Repayment>& of_month : repayments_) of_month.clear();
  std::fill(relief_.begin(), relief_.end(), Fen{});
  std::fill(incentive_.begin(), incentive_.end(), false);
  for (const ConstructionCost& cost : site.costs_before_start()) {
    ledger_.book_before_start(site.projects()[cost.project.index()].town, cost.amount);
  }
}

void Treasury::open_month(Month month, const FundIncome& fund_income, const Shocks& shocks) {
  const YearMonth calendar = district_->scenario().start + month.value;
  for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) {
    const PerMille left = shocks.factor(ShockOn::town_money, month, {.town = TownId(t)});
    if (month.value == 0 || calendar.month() == 1) town_funds_.receive_year(TownId(t), left);
    town_funds_.limit_credit(TownId(t), left);
  }
  for (const Repayment& repayment : repayments_[static_cast<std::size_t>(month.value)]) town_funds_.repay(repayment.town, repayment.amount);
  // What the fund receives is chance, which part of it goes to elderly care a decision: both parts shrink alike.
  const PerMille income = shocks.factor(ShockOn::lottery_income, month);
  fund_.receive({Fen{scaled(fund_income.amount.value, income)}, Fen{scaled(fund_income.elsewhere.value, income)}});
}

/// What is left for the town when support and the operator have paid their parts.
Fen Treasury::town_part(const ProjectState& project, Fen support) const {
  const Fen by_operator = share_of(project.cost, district_->scenario().finance.operator_share);
  return std::max(project.cost - by_operator - support, Fen{});
}

bool Treasury::covers(const ProjectState& project, Fen support) const {
  return !limited() || town_funds_.can_cover(project.town, town_part(project, support));
}

void Treasury::start_project(const ProjectState& project, std::span<const RuleRunner::RuleSupport> supports) {
  Fen support;
  for (const auto& [rule, offer] : supports) {
    if (offer.amount.value == 0) continue;
    support += offer.amount;
    Posting posting;
    posting.town = project.town;
    posting.facility = project.facility;
    posting.payer = offer.payer;
    posting.purpose = Purpose::construction;
    posting.amount = offer.amount;
    posting.relieves = Relieves::town_government;
    posting.clause = offer.clause;
    posting.lottery_fund_first = offer.lottery_fund_first;
    // Booked with the rest of the month, so that all that ask for the lottery fund share it.
    from_fund_.push_back({rule, posting});
  }
  if (limited()) town_funds_.commit(project.town, town_part(project, support));
}

void Treasury::pay(Month month, const BuildingSite& site, const Allocation& allocation, const Shocks& shocks,
                   std::span<const FacilityState> facilities, std::span<const RuleRunner::RulePosting> postings) {
  std::fill(relief_.begin(), relief_.end(), Fen{});
  std::fill(incentive_.begin(), incentive_.end(), false);
  pay_construction(month, site);
  bill_.deliver(month, shocks, facilities);
  bill_.bill(allocation, facilities, [&](const Posting& posting, RuleId rule) { book(posting, month, rule); });
  running_.book(facilities, [&](const Posting& posting) { book(posting, month, {}); });
  if (limited()) pay_interest(month);
  for (const auto& [rule, said] : postings) {
    Posting posting = said;
    if (posting.payer == Payer::city) {
      posting.amount = Fen{scaled(posting.amount.value, shocks.factor(ShockOn::city_grants, month, {.town = posting.town}))};
      if (posting.amount.value == 0 && said.amount.value != 0) continue;
    }
    book(posting, month, rule);
    // A grant after the fact comes back to the town that advanced it; support was never advanced.
    const std::size_t paid = static_cast<std::size_t>(month.value) + static_cast<std::size_t>(posting.paid_after_months);
    const bool repays = posting.relieves == Relieves::town_government && posting.purpose == Purpose::construction;
    if (repays && posting.town.valid() && paid + 1 < repayments_.size()) repayments_[paid + 1].push_back({posting.town, posting.amount});
  }
  book_divided(month);
}

void Treasury::book(const Posting& posting, Month month, RuleId rule) {
  if (posting.lottery_fund_first && posting.payer == Payer::district_budget) {
    from_fund_.push_back({rule, posting});
  } else {
    enter(posting, month, rule);
  }
}

void Treasury::enter(const Posting& posting, Month month, RuleId rule) {
  ledger_.book(posting, month, rule);
  if (!posting.facility.valid() || posting.purpose != Purpose::running) return;
  if (posting.relieves != Relieves::nobody) relief_[posting.facility.index()] += posting.amount;
  if (std::string_view(posting.clause) == "F4") incentive_[posting.facility.index()] = true;
}

/// The amounts that may draw on the lottery fund share it; the district's budget pays what is left.
void Treasury::book_divided(Month month) {
  asked_.clear();
  for (const auto& [rule, posting] : from_fund_) {
    const bool asks = posting.lottery_fund_first && posting.payer == Payer::district_budget;
    asked_.push_back(asks ? posting.amount : Fen{});
  }
  const std::span<const Fen> parts = fund_.commit(asked_);
  for (std::size_t i = 0; i < from_fund_.size(); ++i) {
    auto [rule, posting] = from_fund_[i];
    const Fen rest = posting.amount - parts[i];
    posting.amount = rest;
    if (rest.value != 0) enter(posting, month, rule);
    posting.amount = parts[i];
    posting.payer = Payer::lottery_fund;
    if (parts[i].value != 0) enter(posting, month, rule);
  }
  from_fund_.clear();
}

void Treasury::pay_construction(Month month, const BuildingSite& site) {
  const double operator_share = limited() ? district_->scenario().finance.operator_share : 0.0;
  for (const ConstructionCost& cost : site.costs()) {
    const ProjectState& project = site.projects()[cost.project.index()];
    const Fen by_operator = share_of(cost.amount, operator_share);
    Posting posting;
    posting.town = project.town;
    posting.facility = project.facility;
    posting.purpose = Purpose::construction;
    posting.payer = Payer::town_government;
    posting.amount = cost.amount - by_operator;
    enter(posting, month, {});
    // The town set the price of the start aside; what building costs more or less comes from it or goes back to it.
    if (const Fen rise = cost.rise - share_of(cost.rise, operator_share); limited() && rise.value > 0) {
      town_funds_.commit(project.town, rise);
    } else if (limited() && rise.value < 0) {
      town_funds_.repay(project.town, Fen{} - rise);
    }
    if (by_operator.value == 0) continue;
    posting.payer = Payer::operator_;
    posting.amount = by_operator;
    enter(posting, month, {});
  }
}

void Treasury::pay_interest(Month month) {
  for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) {
    Posting posting;
    posting.town = TownId(t);
    posting.payer = Payer::town_government;
    posting.purpose = Purpose::interest;
    posting.amount = share_of(town_funds_.credit(TownId(t)), district_->scenario().finance.credit_interest / 12);
    if (posting.amount.value != 0) enter(posting, month, {});
  }
}

}  // namespace eldercast
