#include "engine/money/treasury.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "engine/money/town_income.hpp"

namespace eldercast {
namespace {

/// Budget of all projects of each town, as the standards of their kinds say. A candidate that is only offered is no part of a programme.
std::vector<Fen> programme_of(const Scenario& scenario) {
  std::vector<Fen> programme(scenario.towns.size());
  for (const Project& project : scenario.projects) {
    if (project.candidate && project.left_out) continue;
    programme[scenario.settlements[project.settlement.index()].town.index()] +=
        building_budget(scenario.standards[project.kind], project.floor_area_m2, beds_of(project));
  }
  return programme;
}

Fen share_of(Fen amount, double share) { return Fen{static_cast<std::int64_t>(static_cast<double>(amount.value) * share)}; }

/// Whose money is waited for; nobody waits for that of a payer that the scenario names.
WaitFor source_of(Payer payer) {
  if (index_of(payer) >= kCount<Payer>) return WaitFor::rule;
  return payer == Payer::city ? WaitFor::city : WaitFor::district;
}

}  // namespace

Treasury::Treasury(const District& district, std::vector<std::string> clauses)
    : district_(&district),
      ledger_(district.scenario(), std::move(clauses)),
      town_funds_(district.scenario().finance, programme_of(district.scenario()), years_of(district.scenario())),
      bill_(district),
      running_(district),
      city_(district.scenario(), district.scenario().finance.city_limit, 0),
      district_limit_(district.scenario(), district.scenario().finance.district_limit, district.scenario().finance.money_growth),
      repayments_(static_cast<std::size_t>(district.scenario().months())),
      earned_(district.scenario().towns.size()),
      relief_(district.network().facilities().size()),
      subsidy_(district.network().facilities().size()),
      incentive_(district.network().facilities().size()) {}

void Treasury::start(StreamKey stream, bool keep_postings, const BuildingSite& site) {
  ledger_.start(keep_postings);
  fund_.start();
  town_funds_.start(town_income(*district_, stream));
  city_.start();
  district_limit_.start();
  from_fund_.clear();
  in_turn_.clear();
  for (std::vector<Repayment>& of_month : repayments_) of_month.clear();
  std::fill(earned_.begin(), earned_.end(), PerEnum<WaitFor, Fen>{});
  std::fill(relief_.begin(), relief_.end(), Fen{});
  std::fill(subsidy_.begin(), subsidy_.end(), Fen{});
  std::fill(incentive_.begin(), incentive_.end(), false);
  for (const ConstructionCost& cost : site.costs_before_start()) {
    ledger_.book_before_start(site.projects()[cost.project.index()].town, cost.amount);
  }
}

void Treasury::open_month(Month month, const FundIncome& fund_income, const Shocks& shocks) {
  const YearMonth calendar = district_->scenario().start + month.value;
  const bool year_begins = month.value == 0 || calendar.month() == 1;
  if (year_begins) town_funds_.open_year(year_of(district_->scenario(), month));
  for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) {
    const PerMille left = shocks.factor(ShockOn::town_money, month, {.town = TownId(t)});
    if (year_begins) town_funds_.receive_year(TownId(t), left);
    town_funds_.limit_credit(TownId(t), left);
  }
  for (const Repayment& repayment : repayments_[static_cast<std::size_t>(month.value)]) {
    town_funds_.repay(repayment.town, repayment.amount);
    earned_[repayment.town.index()][repayment.of] -= repayment.amount;
  }
  promised_of_city_ = promised_of_district_ = {};
  // What the fund receives is chance, which part of it goes to elderly care a decision: both parts shrink alike.
  const PerMille income = shocks.factor(ShockOn::lottery_income, month);
  // The odd fen goes to elderly care, so that its share of the whole does not fall below what was decided (F1).
  const std::int64_t amount = (fund_income.amount.value * income + kNormal - 1) / kNormal;
  fund_.receive({Fen{amount}, Fen{scaled(fund_income.elsewhere.value, income)}, fund_income.carried});
}

/// What is left for the town when support and the operator have paid their parts.
Fen Treasury::town_part(const ProjectState& project, Fen support) const {
  const Fen by_operator = share_of(project.cost, district_->scenario().finance.operator_share);
  return std::max(project.cost - by_operator - support, Fen{});
}

/// What is left of the year's money when others have been promised theirs.
Fen Treasury::payable_now(const Support& offer, Month month, Fen promised_of_city, Fen promised_of_district) const {
  if (offer.payer == Payer::city) return std::clamp(city_.left(month) - promised_of_city, Fen{}, offer.amount);
  if (offer.payer == Payer::district_budget) return std::clamp(district_limit_.left(month) - promised_of_district, Fen{}, offer.amount);
  return offer.amount;
}

Treasury::Offer Treasury::offer_of(std::span<const RuleRunner::RuleSupport> supports, Month month) const {
  Offer out;
  Fen of_city = promised_of_city_;
  Fen of_district = promised_of_district_;
  for (const auto& [rule, offer] : supports) {
    const Fen now = payable_now(offer, month, of_city, of_district);
    out.now += now;
    if (offer.payer == Payer::city) of_city += now;
    if (offer.payer == Payer::district_budget) of_district += now;
    (offer.payer == Payer::city ? out.later_of_city : out.later_of_district) += offer.amount - now;
  }
  return out;
}

std::optional<WaitFor> Treasury::missing(const ProjectState& project, std::span<const RuleRunner::RuleSupport> supports,
                                         Month month) const {
  if (!limited()) return std::nullopt;
  const Offer offer = offer_of(supports, month);
  const Fen missing = town_funds_.missing(project.town, town_part(project, offer.now));
  if (missing.value <= 0) return std::nullopt;
  const PerEnum<WaitFor, Fen>& earned = earned_[project.town.index()];
  const Fen of_city = earned[WaitFor::city] + offer.later_of_city;
  const Fen of_district = earned[WaitFor::district] + offer.later_of_district;
  if (missing > of_city + of_district) return WaitFor::town;
  if (missing <= of_city) return WaitFor::city;
  return missing <= of_district || of_district > of_city ? WaitFor::district : WaitFor::city;
}

void Treasury::start_project(const ProjectState& project, std::span<const RuleRunner::RuleSupport> supports, Month month) {
  if (limited()) town_funds_.commit(project.town, town_part(project, offer_of(supports, month).now));
  for (const auto& [rule, offer] : supports) {
    if (offer.amount.value == 0) continue;
    const Fen now = payable_now(offer, month, promised_of_city_, promised_of_district_);
    if (offer.payer == Payer::city) promised_of_city_ += now;
    if (offer.payer == Payer::district_budget) promised_of_district_ += now;
    Posting posting;
    posting.town = project.town;
    posting.facility = project.facility;
    posting.payer = offer.payer;
    posting.purpose = Purpose::construction;
    posting.relieves = Relieves::town_government;
    posting.clause = offer.clause;
    posting.lottery_fund_first = offer.lottery_fund_first;
    // Booked with the rest of the month, so that all that ask for the lottery fund share it.
    posting.amount = now;
    if (now.value != 0) from_fund_.push_back({rule, posting, true});
    posting.amount = offer.amount - now;
    if (posting.amount.value != 0) from_fund_.push_back({rule, posting, false});
  }
}

void Treasury::pay(Month month, const BuildingSite& site, const Allocation& allocation, const Delivery& delivery, const Shocks& shocks,
                   std::span<const FacilityState> facilities, std::span<const RuleRunner::RulePosting> postings) {
  std::fill(relief_.begin(), relief_.end(), Fen{});
  std::fill(subsidy_.begin(), subsidy_.end(), Fen{});
  std::fill(incentive_.begin(), incentive_.end(), false);
  pay_construction(month, site);
  bill_.bill(allocation, delivery, facilities, [&](const Posting& posting, RuleId rule) { book({rule, posting}, month); });
  running_.book(facilities, [&](const Posting& posting) { book({{}, posting}, month); });
  if (limited()) pay_interest(month);
  for (const auto& [rule, said] : postings) {
    Posting posting = said;
    if (posting.payer == Payer::city) {
      posting.amount = Fen{scaled(posting.amount.value, shocks.factor(ShockOn::city_grants, month, {.town = posting.town}))};
      if (posting.amount.value == 0 && said.amount.value != 0) continue;
    }
    book({rule, posting}, month);
  }
  book_divided(month);
  book_limited(month);
}

void Treasury::book(const Pending& flow, Month month) {
  if (flow.posting.lottery_fund_first && flow.posting.payer == Payer::district_budget) {
    from_fund_.push_back(flow);
  } else {
    settle(flow, month);
  }
}

/// The amounts that may draw on the lottery fund share it; the district's budget pays what is left.
void Treasury::book_divided(Month month) {
  asked_.clear();
  for (const Pending& flow : from_fund_) {
    const bool asks = flow.posting.lottery_fund_first && flow.posting.payer == Payer::district_budget;
    asked_.push_back(asks ? flow.posting.amount : Fen{});
  }
  const std::span<const Fen> parts = fund_.commit(asked_);
  for (std::size_t i = 0; i < from_fund_.size(); ++i) {
    Pending flow = from_fund_[i];
    const Fen rest = flow.posting.amount - parts[i];
    flow.posting.amount = rest;
    if (rest.value != 0) settle(flow, month);
    flow.posting.amount = parts[i];
    flow.posting.payer = Payer::lottery_fund;
    if (parts[i].value != 0) settle(flow, month);
  }
  from_fund_.clear();
}

YearlyLimit* Treasury::limit_of(const Pending& flow) {
  if (!flow.rule.valid()) return nullptr;
  YearlyLimit* const limit = flow.posting.payer == Payer::city              ? &city_
                             : flow.posting.payer == Payer::district_budget ? &district_limit_
                                                                            : nullptr;
  return limit != nullptr && limit->limits() ? limit : nullptr;
}

void Treasury::settle(const Pending& flow, Month month) {
  if (limit_of(flow) != nullptr) {
    in_turn_.push_back(flow);
  } else {
    settle_paid(flow, month);
  }
}

/// Of a month's flows those that are due first, of these by the facility's key: the order in which rules are listed never matters.
void Treasury::book_limited(Month month) {
  const auto turn = [&](const Pending& flow) {
    const Posting& posting = flow.posting;
    const std::uint64_t key = posting.facility.valid() ? district_->network().facilities()[posting.facility.index()].key : 0;
    return std::tuple(!flow.promised, posting.paid_after_months, key, posting.town, posting.service, posting.purpose,
                      std::string_view(posting.clause), posting.amount);
  };
  std::sort(in_turn_.begin(), in_turn_.end(), [&](const Pending& a, const Pending& b) { return turn(a) < turn(b); });
  for (Pending& flow : in_turn_) {
    const Month due = month + flow.posting.paid_after_months;
    for (const YearlyLimit::Part& part : limit_of(flow)->pay(flow.posting.amount, due)) {
      Pending paid = flow;
      paid.posting.amount = part.amount;
      paid.posting.paid_after_months = part.month - month;
      settle_paid(paid, month);
    }
  }
  in_turn_.clear();
}

/// Books a flow whose month of payment is known, and notes what comes back to a town then.
void Treasury::settle_paid(const Pending& flow, Month month) {
  const Posting& posting = flow.posting;
  enter(posting, month, flow.rule);
  // A grant after the fact comes back to the town that advanced it; support that was promised was never advanced.
  const bool advanced = posting.purpose == Purpose::construction ? !flow.promised : district_->scenario().finance.running_from_own;
  if (!advanced || posting.relieves != Relieves::town_government || !posting.town.valid()) return;
  const WaitFor of = source_of(posting.payer);
  earned_[posting.town.index()][of] += posting.amount;
  const std::size_t paid = static_cast<std::size_t>(month.value) + static_cast<std::size_t>(posting.paid_after_months);
  if (paid + 1 < repayments_.size()) repayments_[paid + 1].push_back({posting.town, posting.amount, of});
}

void Treasury::enter(const Posting& posting, Month month, RuleId rule) {
  ledger_.book(posting, month, rule);
  const bool from_own = limited() && district_->scenario().finance.running_from_own;
  if (from_own && posting.payer == Payer::town_government && posting.purpose != Purpose::construction && posting.town.valid())
    town_funds_.spend(posting.town, posting.amount);
  const bool of_running = posting.purpose == Purpose::running;
  if (!posting.facility.valid() || (!of_running && posting.purpose != Purpose::award)) return;
  if (rule.valid()) subsidy_[posting.facility.index()] += posting.amount;
  if (!of_running) return;
  if (posting.relieves != Relieves::nobody) relief_[posting.facility.index()] += posting.amount;
  if (std::string_view(posting.clause) == "F4") incentive_[posting.facility.index()] = true;
}

bool Treasury::top_up(FacilityId facility, TownId town, Fen amount, Month month) {
  if (limited() && town_funds_.own(town) < amount) return false;
  Posting posting;
  posting.town = town;
  posting.facility = facility;
  posting.payer = Payer::town_government;
  posting.purpose = Purpose::running;
  posting.relieves = Relieves::operator_;
  posting.amount = amount;
  enter(posting, month, {});
  return true;
}

std::span<const std::int64_t> Treasury::waiting_grants(Payer payer) const {
  if (payer == Payer::city && city_.limits()) return city_.waiting();
  if (payer == Payer::district_budget && district_limit_.limits()) return district_limit_.waiting();
  return {};
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
      town_funds_.give_back(project.town, Fen{} - rise);
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
