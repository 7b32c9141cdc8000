#include "engine/replicate/replicate.hpp"

#include <algorithm>

#include "model/keys.hpp"

namespace eldercast {

Replicate::Replicate(const District& district, std::span<const RuleEntry> rules, Watchdog& watchdog)
    : district_(&district),
      entries_(rules),
      people_(district),
      demand_(district),
      site_(district),
      workforce_(district),
      ledger_(district.scenario(), clauses_of(rules)),
      rules_(rules, watchdog),
      recorder_(district),
      facilities_(district.network().facilities().size()),
      towns_(district.scenario().towns.size()) {
  for (std::size_t t = 0; t < towns_.size(); ++t) {
    towns_[t].key = key_of(district.scenario().towns[t].code);
    towns_[t].kind = district.scenario().towns[t].kind;
  }
}

Outcome Replicate::run(std::uint64_t seed, std::int32_t number, bool with_detail) {
  Outcome outcome;
  outcome.replicate = number;
  outcome.clauses = ledger_.clauses();
  try {
    start(stream_key(seed, static_cast<std::uint32_t>(number)), with_detail);
    for (int m = 0; m < district_->scenario().months(); ++m) month(Month{m});
  } catch (const RuleFailure& failure) {
    outcome.failure = failure.what();
  }
  recorder_.finish(outcome, ledger_, site_);
  return outcome;
}

void Replicate::start(StreamKey stream, bool with_detail) {
  recorder_.start(with_detail);
  ledger_.start(with_detail);
  site_.start(stream, facilities_);
  people_.start(stream);
  demand_.start(stream, people_, facilities_);
  workforce_.start();
  rules_.start(stream);
  for (const ConstructionCost& cost : site_.costs_before_start()) {
    ledger_.book_before_start(site_.projects()[cost.project.index()].town, cost.amount);
  }
}

void Replicate::month(Month month) {
  update_towns();
  authorise(month);
  build(month);
  staff(month);
  arrange(month);
  live(month);
  allocate(month);
  pay(month);
  recorder_.record(month, people_, demand_, workforce_, facilities_);
}

void Replicate::authorise(Month month) {
  const RuleRunner::Authorised& said = rules_.authorise(view(month));
  for (std::size_t p = 0; p < site_.projects().size(); ++p) {
    const ProjectId id(p);
    if (!site_.asks(id, month)) continue;
    if (std::any_of(said.holds.begin(), said.holds.end(), [&](const Hold& hold) { return hold.project == id; })) continue;
    Fen support;
    for (const Support& offer : said.supports) support += offer.project == id ? offer.amount : Fen{};
    const ProjectState& project = site_.projects()[p];
    if (!covered(project, support)) continue;
    site_.authorise(id, month);
    for (const Support& offer : said.supports) {
      if (offer.project != id || offer.amount.value == 0) continue;
      ledger_.book({project.town, project.facility, {}, offer.payer, Purpose::construction, offer.amount, 0, true, ""}, month, {});
    }
  }
}

/// A project starts when support, the operator's share, the town's own funds and bridging credit cover its cost.
bool Replicate::covered(const ProjectState& project, Fen support) const {
  const FinanceParameters& finance = district_->scenario().finance;
  if (finance.own_funds == OwnFunds::cover_the_rest) return true;
  const double share = finance.town_share + finance.credit_share + finance.operator_share;
  return static_cast<double>(support.value) + share * static_cast<double>(project.cost.value) >= static_cast<double>(project.cost.value);
}

void Replicate::build(Month month) {
  site_.build(month, facilities_);
  for (const FacilityId opened : site_.opened()) {
    const FacilityId home = district_->network().facilities()[opened.index()].converts;
    if (!home.valid() || facilities_[home.index()].status != FacilityStatus::open) continue;
    // The centre takes over the home as it is, with the beds that were converted in the meantime and everybody who lives there.
    for (const Resource bed : {Resource::nursing_bed, Resource::other_bed}) {
      facilities_[opened.index()].capacity[bed] = facilities_[home.index()].capacity[bed];
    }
    demand_.transfer(home, opened);
    facilities_[home.index()].status = FacilityStatus::closed;
    facilities_[home.index()].capacity = {};
    facilities_[home.index()].staffed = {};
  }
}

void Replicate::staff(Month month) {
  for (std::size_t t = 0; t < towns_.size(); ++t) {
    for (std::size_t r = 0; r < kCount<Role>; ++r) {
      towns_[t].staff.cells[r] = workforce_.in_post(TownId(t), static_cast<Role>(r));
    }
    towns_[t].posts = workforce_.posts(TownId(t), facilities_);
  }
  const RuleRunner::StaffFlows& flows = rules_.staff(view(month));
  for (const StaffFlow& flow : flows.staff) workforce_.apply(flow);
  for (const DistrictHires& flow : flows.district_hires) workforce_.apply(flow, facilities_);
  for (const TrainingFlow& flow : flows.training) workforce_.apply(flow);
}

void Replicate::arrange(Month month) {
  for (const BedConversion& conversion : rules_.arrange(view(month))) {
    FacilityState& facility = facilities_[conversion.facility.index()];
    if (facility.status != FacilityStatus::open) continue;
    const std::int32_t free = facility.capacity[Resource::other_bed] - facility.used[Resource::other_bed];
    const std::int32_t beds = std::clamp(conversion.beds, 0, std::max(free, 0));
    facility.capacity[Resource::other_bed] -= beds;
    facility.capacity[Resource::nursing_bed] += beds;
  }
  workforce_.staff_places(month, facilities_);
}

void Replicate::live(Month month) {
  demand_.come_back(month, people_);
  demand_.leave_beds(month);
  people_.live(month, demand_);
}

void Replicate::allocate(Month month) { demand_.admit(month); }

void Replicate::pay(Month month) {
  pay_construction(month);
  pay_services(month);
  for (const RuleRunner::RulePosting& posting : rules_.pay(view(month))) ledger_.book(posting.posting, month, posting.rule);
}

void Replicate::pay_construction(Month month) {
  const FinanceParameters& finance = district_->scenario().finance;
  const double operator_share = finance.own_funds == OwnFunds::limited ? finance.operator_share : 0.0;
  for (const ConstructionCost& cost : site_.costs()) {
    const ProjectState& project = site_.projects()[cost.project.index()];
    const Fen by_operator{static_cast<std::int64_t>(static_cast<double>(cost.amount.value) * operator_share)};
    Posting posting{
        project.town, project.facility, {}, Payer::town_government, Purpose::construction, cost.amount - by_operator, 0, false, ""};
    ledger_.book(posting, month, {});
    if (by_operator.value == 0) continue;
    posting.payer = Payer::operator_;
    posting.amount = by_operator;
    ledger_.book(posting, month, {});
  }
}

/// Users pay the price of what they take; for residents in special hardship the service's other payer does.
void Replicate::pay_services(Month month) {
  const Scenario& scenario = district_->scenario();
  const Allocation& allocation = demand_.allocation();
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
    for (std::size_t s = 0; s < scenario.services.size(); ++s) {
      const Service& service = scenario.services[s];
      if (service.price.value == 0) continue;
      std::int32_t served = 0;
      for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
        served += allocation.served(TownId(t), ServiceId(s), static_cast<PriorityGroup>(g));
      }
      const std::int32_t in_hardship = allocation.served_in_hardship(TownId(t), ServiceId(s));
      for (const auto& [payer, users] : {std::pair{service.payer, served - in_hardship}, {service.payer_hardship, in_hardship}}) {
        if (users == 0) continue;
        const Fen amount = service.price * service.units_per_month * users;
        ledger_.book({TownId(t), {}, ServiceId(s), payer, Purpose::service, amount, 0, false, ""}, month, {});
      }
    }
  }
}

void Replicate::update_towns() {
  const Cube<std::int32_t, 2>& residents = people_.residents();
  for (TownState& town : towns_) {
    town.residents = 0;
    town.residents_by_need = {};
  }
  for (std::size_t s = 0; s < district_->scenario().settlements.size(); ++s) {
    TownState& town = towns_[district_->town_of(s).index()];
    for (std::size_t n = 0; n < kCount<Need>; ++n) {
      town.residents_by_need.cells[n] += residents(s, n);
      town.residents += residents(s, n);
    }
  }
}

MonthView Replicate::view(Month month) const {
  const Scenario& scenario = district_->scenario();
  return {month,
          scenario.start + month.value,
          Month{scenario.months() - 1},
          towns_,
          facilities_,
          site_.projects(),
          workforce_.training(),
          Draws(nullptr, nullptr)};
}

}  // namespace eldercast
