#include "engine/simulation/simulation.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <utility>

namespace eldercast {

namespace {

/// Flows of one kind that a rule may write in one call: many for every facility, and never few.
std::size_t room_for_rules(const District& district) {
  constexpr std::size_t kLeast = 16'384;
  constexpr std::size_t kForEachFacility = 12;
  return std::max(kLeast, kForEachFacility * district.network().facilities().size());
}

}  // namespace

Simulation::Simulation(const District& district, std::span<const RuleEntry> rules, Watchdog& watchdog, const Zones& zones, Memory memory)
    : district_(&district),
      entries_(rules),
      observer_(watchdog.observer()),
      people_(district, zones, std::move(memory.people)),
      demand_(district, zones, std::move(memory.demand)),
      site_(district),
      workforce_(district),
      observed_staff_(district.scenario()),
      operations_(district),
      operators_(district),
      closures_(district),
      lost_places_(district),
      shocks_(district.scenario()),
      delivery_(district),
      treasury_(district, clauses_of(rules)),
      rules_(rules, room_for_rules(district), watchdog, std::move(memory.rules)),
      recorder_(district),
      facilities_(district.network().facilities().size()),
      seen_(district),
      staff_of_town_(district.scenario().towns.size()),
      health_(district.scenario().towns.size()),
      factors_(district.scenario().services.size()) {}

Simulation::Memory Simulation::release() && {
  return {std::move(people_).release(), std::move(demand_).release(), std::move(rules_).release()};
}

Outcome Simulation::run(std::uint64_t seed, std::int32_t number, bool with_detail, Delay delay, std::span<const PlannedOpening> openings) {
  Outcome outcome;
  outcome.replicate = number;
  outcome.clauses = treasury_.ledger().clauses();
  try {
    start(stream_key(seed, static_cast<std::uint32_t>(number)), number, with_detail, delay, openings);
    for (int m = 0; m < district_->scenario().months(); ++m) month(Month{m});
  } catch (const RuleFailure& failure) {
    outcome.failure = failure.what();
  }
  recorder_.finish(outcome, treasury_, site_);
  return outcome;
}

void Simulation::start(StreamKey stream, std::int32_t number, bool with_detail, Delay delay, std::span<const PlannedOpening> openings) {
  recorder_.start(with_detail);
  shocks_.start(stream, district_->spreads());
  site_.start(stream, facilities_, delay, openings, &shocks_);
  operations_.start(stream, facilities_);
  operators_.start(stream, facilities_);
  closures_.start();
  lost_places_.start();
  treasury_.start(stream, with_detail, site_);
  people_.start(stream);
  demand_.start(stream, people_, facilities_);
  workforce_.start();
  rules_.start(stream, number);
  factors_ = DemandFactors(district_->scenario().services.size());
  carried_.assign(district_->scenario().towns.size() + 1, {});
  changed_.assign(district_->scenario().changes.size(), false);
  hours_.assign(facilities_.size(), 100);
  at_all_hours_.assign(facilities_.size(), {});
  set_prices({});
  if (district_->scenario().allocation.settled_start) settle();
}

/// Who is given a place changes which places the carers of a town open next: again until nobody is given one.
void Simulation::settle() {
  constexpr Month kBefore{-1};
  do {
    workforce_.staff_places(kBefore, shocks_, facilities_);
  } while (demand_.admit(kBefore) > 0);
  // What rules see before the first month has been arranged (api/views.hpp).
  for (FacilityState& facility : facilities_) {
    facility.staffed = {};
    facility.hub_working = false;
  }
}

void Simulation::month(Month month) {
  workforce_.begin_month();
  timed(MonthPhase::authorise, [&] { authorise(month); });
  timed(MonthPhase::build, [&] { build(month); });
  timed(MonthPhase::staff, [&] { staff(month); });
  timed(MonthPhase::arrange, [&] { arrange(month); });
  timed(MonthPhase::live, [&] { live(month); });
  timed(MonthPhase::allocate, [&] { allocate(month); });
  timed(MonthPhase::pay, [&] { pay(month); });
  timed(MonthPhase::record, [&] {
    recorder_.record(month, {people_, demand_, delivery_, workforce_, treasury_, site_, changes_, facilities_});
  });
}

template <class Work>
void Simulation::timed(MonthPhase phase, Work work) {
  if (observer_ == nullptr) return work();
  const auto start = std::chrono::steady_clock::now();
  work();
  observer_->phase_took(phase, std::chrono::steady_clock::now() - start);
}

void Simulation::authorise(Month month) {
  const RuleRunner::Authorised& said = rules_.authorise(view(month));
  treasury_.open_month(month, said.fund_income, shocks_);
  covers_.clear();
  add_covers(month, said.covers);
  set_prices(said.prices);
  places_ = said.capacities;
  closings_.clear();
  for (const Closing& closing : said.closings) closings_.push_back(closing.facility);
  std::sort(closings_.begin(), closings_.end());
  // By project, each one's supports in the order in which the rules are listed.
  support_order_.resize(said.supports.size());
  std::iota(support_order_.begin(), support_order_.end(), 0U);
  std::sort(support_order_.begin(), support_order_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(said.supports[a].support.project.value, a) < std::pair(said.supports[b].support.project.value, b);
  });
  supports_.clear();
  for (const std::uint32_t i : support_order_) {
    supports_.push_back(said.supports[i]);
    Support& offer = supports_.back().support;
    offer.amount = of_city(offer.amount, offer.payer, month, site_.projects()[offer.project.index()].town);
  }
  for (const ProjectChoice& choice : said.choices) site_.choose(choice.project, month);
  site_.open_month();
  held_.assign(site_.projects().size(), false);
  for (const Hold& hold : said.holds) held_[hold.project.index()] = true;
  const std::span<const RuleRunner::RuleSupport> all(supports_);
  std::size_t next = 0;
  for (std::size_t p = 0; p < site_.projects().size(); ++p) {
    const ProjectId id(p);
    const std::size_t first = next;
    while (next != all.size() && all[next].support.project == id) ++next;
    if (site_.asks(id, month)) decide(id, month, all.subspan(first, next - first));
  }
}

/// A project starts unless somebody holds it or the money for it is not there.
void Simulation::decide(ProjectId id, Month month, std::span<const RuleRunner::RuleSupport> supports) {
  const ProjectState& project = site_.projects()[id.index()];
  const bool known = site_.known_to_start(id, month);
  const std::optional<WaitFor> missing = known               ? std::nullopt
                                         : held_[id.index()] ? WaitFor::rule
                                                             : treasury_.missing(project, supports, month);
  if (missing) {
    site_.wait(id, *missing);
    return;
  }
  site_.authorise(id, month);
  // What will never be built is given up before money moves.
  if (project.status != ProjectStatus::cancelled) treasury_.start_project(project, supports, month);
}

/// City money is less where a shock says so: grants, supports and covers alike.
Fen Simulation::of_city(Fen amount, Payer payer, Month month, TownId town) const {
  if (payer != Payer::city) return amount;
  return Fen{scaled(amount.value, shocks_.factor(ShockOn::city_grants, month, {.town = town}))};
}

void Simulation::add_covers(Month month, std::span<const RuleCover> said) {
  for (RuleCover cover : said) {
    cover.cover.per_unit = of_city(cover.cover.per_unit, cover.cover.payer, month);
    covers_.push_back(cover);
  }
}

void Simulation::build(Month month) {
  changes_.flows = {};
  changes_.displaced.assign(district_->scenario().services.size(), 0);
  changes_.events.clear();
  lost_places_.give_back(facilities_);
  site_.build(month, shocks_, facilities_);
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
  close_facilities(month);
  change_facilities(month);
  change_places(places_);
  lose_places(month);
  Operators* const operators = district_->scenario().operation.operators_decide ? &operators_ : nullptr;
  const std::span<const FacilityId> taken_over = operations_.month(month, facilities_, operators);
  changes_.flows[FacilityFlow::taken_over] = static_cast<std::int32_t>(taken_over.size());
  for (const FacilityId facility : taken_over) note(facility, FacilityEvent::taken_over, displaced());
}

/// By plan, by a shock, by a rule, and what operators have left.
void Simulation::close_facilities(Month month) {
  const std::span<const FacilityId> reopened = closures_.reopen(month, shocks_, facilities_);
  changes_.flows[FacilityFlow::reopened] = static_cast<std::int32_t>(reopened.size());
  for (const FacilityId facility : reopened) note(facility, FacilityEvent::reopened, displaced());
  for (const FacilityId facility : closures_.due(month, shocks_, facilities_)) {
    close(facility, month, closures_.by_own_row(facility, month) ? FacilityEvent::own_row : FacilityEvent::shut);
  }
  for (const FacilityId facility : closings_) {
    if (facilities_[facility.index()].status == FacilityStatus::open) close(facility, month, FacilityEvent::by_rule);
  }
  if (!district_->scenario().operation.operators_decide) return;
  for (const FacilityId facility : operators_.given_up(month, facilities_)) close(facility, month, FacilityEvent::given_up);
  const std::span<const FacilityId> left = operators_.leave(month, facilities_);
  changes_.flows[FacilityFlow::left] = static_cast<std::int32_t>(left.size());
  for (const FacilityId facility : left) note(facility, FacilityEvent::left, displaced());
}

std::int32_t Simulation::displaced() const {
  return std::accumulate(changes_.displaced.begin(), changes_.displaced.end(), std::int32_t{0});
}

void Simulation::note(FacilityId facility, FacilityEvent why, std::int32_t displaced_before) {
  changes_.events.push_back({facility, why, displaced() - displaced_before});
}

void Simulation::close(FacilityId facility, Month month, FacilityEvent why) {
  const std::int32_t before = displaced();
  demand_.evict(facility, month, changes_.displaced);
  closures_.close(facility, why != FacilityEvent::shut, facilities_);
  ++changes_.flows[FacilityFlow::closed];
  note(facility, why, before);
}

void Simulation::staff(Month month) {
  apply_staff(month, rules_.staff(view(month)));
  observed_staff_.apply(month, workforce_);
}

/// What several rules say of one stock is added up before it is applied, so that their order never matters.
void Simulation::apply_staff(Month month, const RuleRunner::StaffFlows& flows) {
  const auto shaken = [&](ShockOn on, std::int32_t persons, TownId town) {
    return static_cast<std::int32_t>(scaled(persons, shocks_.factor(on, month, {.town = town})));
  };
  for (PerEnum<Role, StaffFlow>& of_town : staff_of_town_) of_town = {};
  for (const StaffFlow& flow : flows.staff) {
    const bool carer = flow.role == Role::carer;
    StaffFlow& sum = staff_of_town_[flow.town.index()][flow.role];
    sum.hired += carer ? shaken(ShockOn::carers_hired, flow.hired, flow.town) : flow.hired;
    sum.left += carer ? shaken(ShockOn::carers_leaving, flow.left, flow.town) : flow.left;
  }
  PerEnum<Role, DistrictHires> hires;
  for (const DistrictHires& flow : flows.district_hires) {
    hires[flow.role].hired += flow.role == Role::carer ? shaken(ShockOn::carers_hired, flow.hired, {}) : flow.hired;
    hires[flow.role].certified += flow.certified;
  }
  change_staff(flows.changes, hires);
  PerEnum<Role, TrainingFlow> training;
  for (const TrainingFlow& flow : flows.training) {
    training[flow.role].entered += flow.entered;
    training[flow.role].graduated += flow.graduated;
    training[flow.role].dropped_out += flow.dropped_out;
    training[flow.role].certified_in_post += flow.certified_in_post;
  }
  for (std::size_t r = 0; r < count_of<Role>(district_->scenario().names); ++r) {
    const auto role = static_cast<Role>(r);
    for (std::size_t t = 0; t < staff_of_town_.size(); ++t) {
      const StaffFlow& sum = staff_of_town_[t][role];
      if (sum.hired != 0 || sum.left != 0) workforce_.apply(StaffFlow{TownId(t), role, sum.hired, sum.left});
    }
    workforce_.apply(DistrictHires{role, hires[role].hired, hires[role].certified}, facilities_);
    training[role].role = role;
    workforce_.apply(training[role]);
  }
}

void Simulation::arrange(Month month) {
  const RuleRunner::Arranged& said = rules_.arrange(view(month));
  for (const BedConversion& conversion : said.conversions) convert(conversion);
  Operations::apply(said.arrangements, facilities_);
  add_covers(month, said.covers);
  treasury_.set_covers(covers_);
  change_demand(month, said.demand_changes);
  health_.set(said.health_changes);
  workforce_.staff_places(month, shocks_, facilities_);
}

void Simulation::convert(const BedConversion& conversion) {
  FacilityState& facility = facilities_[conversion.facility.index()];
  if (facility.status != FacilityStatus::open) return;
  const std::int32_t free = facility.capacity[Resource::other_bed] - facility.used[Resource::other_bed];
  const std::int32_t beds = std::clamp(conversion.beds, 0, std::max(free, 0));
  facility.capacity[Resource::other_bed] -= beds;
  facility.capacity[Resource::nursing_bed] += beds;
}

/// Seekers follow what rules say and the price that users see: with the elasticity e, a cover of the share c of the price raises them by e
/// x c.
void Simulation::change_demand(Month month, std::span<const DemandChange> changes) {
  const auto elasticity = static_cast<PerMille>(std::lround(district_->scenario().allocation.price_elasticity * kNormal));
  factors_.follow(changes, [&](ServiceId service, PriorityGroup group) {
    const PerMille covered = treasury_.bill().covered(service, group);
    return std::max(0, kNormal + static_cast<PerMille>(scaled(covered, elasticity)));
  });
  demand_.rescale(factors_, month);
}

void Simulation::live(Month month) {
  demand_.come_back(month);
  demand_.leave_beds(month);
  people_.live(month, demand_, &health_);
}

void Simulation::allocate(Month month) { demand_.admit(month); }

void Simulation::pay(Month month) {
  const RuleRunner::Paid& said = rules_.pay(view(month));
  for (const RuleRunner::PlacedFigure& figure : said.figures) recorder_.add_figure(month, figure.figure, figure.town, figure.value);
  Operations::apply(said.evaluations, month, facilities_);
  delivery_.month(month, shocks_, facilities_);
  treasury_.pay(month, site_, demand_.allocation(), delivery_, shocks_, facilities_, said.postings);
  if (!district_->scenario().operation.operators_decide) return;
  operators_.account(treasury_.running(), treasury_.subsidies(), facilities_);
  for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) operators_.town_pays(TownId(t), treasury_.has_own_money(TownId(t)));
  for (const Operators::Ask& ask : operators_.asks(facilities_)) {
    operators_.answer(ask.facility, treasury_.top_up(ask.facility, facilities_[ask.facility.index()].town, ask.amount, month));
  }
}

MonthView Simulation::view(Month month) {
  seen_.refresh(people_, demand_, workforce_, facilities_);
  const Scenario& scenario = district_->scenario();
  return {month,
          scenario.start + month.value,
          Month{scenario.months() - 1},
          seen_.towns(),
          facilities_,
          site_.projects(),
          seen_.services(),
          workforce_.training(),
          treasury_.lottery_fund(),
          Draws(nullptr, nullptr),
          seen_.payers(),
          seen_.purposes(),
          seen_.roles()};
}

}  // namespace eldercast
