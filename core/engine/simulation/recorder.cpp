#include "engine/simulation/recorder.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {

Headline empty_headline(const Scenario& scenario) {
  const auto months = static_cast<std::size_t>(scenario.months());
  const auto years = static_cast<std::size_t>(years_of(scenario));
  const std::size_t towns = scenario.towns.size();
  const std::size_t services = scenario.services.size();
  Headline h;
  h.residents = Cube<std::int32_t, 2>(months, kCount<Need>);
  h.residents_by_age = Cube<std::int32_t, 3>(months, kCount<Sex>, kCount<AgeGroup>);
  h.life_flows = Cube<std::int32_t, 2>(months, kCount<LifeFlow>);
  h.facilities_open = Cube<std::int32_t, 2>(months, kCount<FacilityKind>);
  h.settlements_covered = Cube<std::int32_t, 3>(months, kCount<SettlementKind>, kCount<CoverageReading>);
  h.residents_covered = Cube<std::int32_t, 2>(months, kCount<CoverageStrength>);
  h.demand = Cube<std::int32_t, 4>(months, services, kCount<PriorityGroup>, kCount<DemandCount>);
  h.new_seekers = Cube<std::int32_t, 2>(months, services);
  h.beds = Cube<std::int32_t, 3>(months, kCount<BedType>, kCount<BedCount>);
  h.bed_shortfall = Cube<std::int32_t, 2>(months, kCount<ShortfallCause>);
  h.staff = Cube<std::int32_t, 3>(months, count_of<Role>(scenario.names), kCount<StaffCount>);
  h.town_residents = Cube<std::int32_t, 3>(years, towns, kCount<Need>);
  h.town_facilities_open = Cube<std::int32_t, 3>(years, towns, kCount<FacilityKind>);
  h.town_settlements_covered = Cube<std::int32_t, 4>(years, towns, kCount<SettlementKind>, kCount<CoverageReading>);
  h.town_demand = Cube<std::int32_t, 4>(years, towns, services, kCount<DemandCount>);
  h.town_beds = Cube<std::int32_t, 3>(years, towns, kCount<BedCount>);
  h.hub_occupied_per_mille = Cube<std::int32_t, 2>(years, towns);
  h.town_bed_shortfall = Cube<std::int32_t, 3>(years, towns, kCount<ShortfallCause>);
  h.town_carers = Cube<std::int32_t, 2>(years, towns);
  h.targets = Cube<std::int32_t, 2>(months, kCount<Target> + own_targets_of(scenario));
  h.town_targets = Cube<std::int32_t, 3>(years, towns, kCount<Target> + own_targets_of(scenario));
  h.volume = Cube<std::int32_t, 3>(months, services, kCount<Volume>);
  h.travel_minutes = Cube<std::int32_t, 2>(years, services);
  h.lottery_fund_fen = Cube<std::int64_t, 2>(months, kCount<FundCount>);
  h.facilities_social = Cube<std::int32_t, 2>(months, kCount<FacilityKind>);
  h.facility_flows = Cube<std::int32_t, 2>(years, kCount<FacilityFlow>);
  h.displaced = Cube<std::int32_t, 2>(years, services);
  h.projects_waiting = Cube<std::int32_t, 2>(months, kCount<WaitFor>);
  h.grants_waiting_fen = Cube<std::int64_t, 2>(years, count_of<Payer>(scenario.names));
  h.town_projects_waited = Cube<std::int32_t, 3>(years, towns, kCount<WaitFor>);
  h.building_pace_per_mille = Cube<std::int32_t, 1>(years);
  h.town_progress = Cube<std::int32_t, 3>((months + 1) / 2, towns, kCount<Progress>);
  h.facility_paper = Cube<std::uint8_t, 2>(years, scenario.existing.size() + scenario.projects.size());
  h.settlement_unserved = Cube<std::int32_t, 2>(scenario.settlements.size(), services);
  std::size_t figures = 0;
  for (const RuleSpec& rule : scenario.rules) figures += rule.figures.size();
  h.rule_figures = Cube<std::int64_t, 2>(months, figures);
  h.town_rule_figures = Cube<std::int64_t, 3>(years, towns, figures);
  h.hub_break_even_per_mille = Cube<std::int32_t, 1>(towns);
  h.settlement_covered = Cube<std::uint8_t, 3>(years, scenario.settlements.size(), kCount<CoverageReading>);
  return h;
}

Detail empty_detail(const Scenario& scenario) {
  const auto months = static_cast<std::size_t>(scenario.months());
  const std::size_t facilities = scenario.existing.size() + scenario.projects.size();
  Detail d;
  d.settlement_residents = Cube<std::int32_t, 2>(months, scenario.settlements.size());
  d.settlement_in_reach = Cube<std::uint8_t, 2>(months, scenario.settlements.size());
  d.facility_status = Cube<std::uint8_t, 2>(months, facilities);
  d.facility_events = Cube<std::int32_t, 2>(months, facilities);
  d.facility_displaced = Cube<std::int32_t, 2>(months, facilities);
  d.facility_capacity = Cube<std::int32_t, 3>(months, facilities, kCount<Resource>);
  d.facility_staffed = Cube<std::int32_t, 3>(months, facilities, kCount<Resource>);
  d.facility_used = Cube<std::int32_t, 3>(months, facilities, kCount<Resource>);
  d.project_opened = Cube<std::int32_t, 1>(scenario.projects.size());
  d.project_waited = Cube<std::int32_t, 1>(scenario.projects.size());
  d.project_waited_for = Cube<std::int32_t, 2>(scenario.projects.size(), kCount<WaitFor>);
  d.project_cost_fen = Cube<std::int64_t, 1>(scenario.projects.size());
  return d;
}

Recorder::Recorder(const District& district)
    : district_(&district),
      basic_(basic_service(district.scenario())),
      own_(district.scenario().settlements.size()),
      with_centre_(own_.size()),
      in_reach_(own_.size()),
      shortfall_(district.scenario().towns.size(), kCount<ShortfallCause>),
      meter_(district),
      town_paid_(district.scenario().towns.size()) {}

void Recorder::start(bool with_detail) {
  with_detail_ = with_detail;
  fund_before_ = {};
  std::fill(town_paid_.begin(), town_paid_.end(), Fen{});
  headline_ = empty_headline(district_->scenario());
  if (with_detail_) detail_ = empty_detail(district_->scenario());
}

void Recorder::add_figure(Month month, std::size_t figure, TownId town, std::int64_t value) {
  headline_.rule_figures(month, figure) += value;
  if (!town.valid()) return;
  bool state = false;
  std::size_t before = 0;
  for (const RuleSpec& rule : district_->scenario().rules) {
    if (figure < before + rule.figures.size()) {
      state = rule.figures[figure - before].kind == FigureKind::state;
      break;
    }
    before += rule.figures.size();
  }
  if (state && !year_ends(month)) return;
  headline_.town_rule_figures(static_cast<std::size_t>(year_of(district_->scenario(), month)), town, figure) += value;
}

void Recorder::record(Month month, const EndOfMonth& end) {
  const auto& [people, demand, delivery, workforce, treasury, site, changes, facilities] = end;
  const Undelivered& undelivered = demand.undelivered(delivery);
  record_people(month, people);
  record_coverage(month, end, undelivered);
  record_demand(month, demand, undelivered);
  record_beds(month, demand, facilities);
  record_staff(month, workforce, facilities);
  record_volumes(month, demand, delivery);
  record_fund(month, treasury);
  record_changes(month, changes);
  record_waiting(month, treasury, site);
  record_progress(month, end, undelivered);
  const int year = year_ends(month) ? year_of(district_->scenario(), month) : -1;
  meter_.measure({month, people, demand, undelivered, workforce, treasury, facilities, own_, with_centre_}, year, headline_);
  if (year >= 0) record_paper(month, facilities);
  if (is_last(month)) record_end(demand, treasury, facilities);
  if (with_detail_) record_detail(month, end);
}

bool Recorder::year_ends(Month month) const {
  const Scenario& scenario = district_->scenario();
  return (scenario.start + month.value).month() == 12 || month.value == scenario.months() - 1;
}

void Recorder::record_people(Month month, const People& people) {
  const int year = year_of(district_->scenario(), month);
  const bool yearly = year_ends(month);
  for (std::size_t s = 0; s < own_.size(); ++s) {
    for (std::size_t n = 0; n < kCount<Need>; ++n) {
      headline_.residents(month, n) += people.residents()(s, n);
      if (yearly) headline_.town_residents(year, district_->town_of(s), n) += people.residents()(s, n);
    }
  }
  for (std::size_t sex = 0; sex < kCount<Sex>; ++sex) {
    for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) {
      headline_.residents_by_age(month, sex, g) = people.in_age_group(static_cast<Sex>(sex), static_cast<AgeGroup>(g), month);
    }
  }
  for (std::size_t f = 0; f < kCount<LifeFlow>; ++f) headline_.life_flows(month, f) = people.flows().cells[f];
}

void Recorder::record_coverage(Month month, const EndOfMonth& end, const Undelivered& undelivered) {
  const Scenario& scenario = district_->scenario();
  const int year = year_of(scenario, month);
  const bool yearly = year_ends(month);
  std::fill(own_.begin(), own_.end(), std::uint8_t{0});
  std::fill(with_centre_.begin(), with_centre_.end(), std::uint8_t{0});
  for (const FacilityState& facility : end.facilities) {
    if (facility.status != FacilityStatus::open) continue;
    ++headline_.facilities_open(month, facility.kind);
    headline_.facilities_social(month, facility.kind) += static_cast<std::int32_t>(facility.run_by == RunBy::social);
    if (yearly) ++headline_.town_facilities_open(year, facility.town, facility.kind);
    if (is_spoke(facility.kind)) own_[facility.settlement.index()] = 1;
    if (is_spoke(facility.kind) || is_hub(facility.kind)) with_centre_[facility.settlement.index()] = 1;
  }
  for (std::size_t s = 0; s < own_.size(); ++s) {
    const SettlementKind kind = scenario.settlements[s].kind;
    for (const auto& [reading, covered] : {std::pair{CoverageReading::own, own_[s]}, {CoverageReading::with_centre, with_centre_[s]}}) {
      headline_.settlements_covered(month, kind, reading) += covered;
      if (!yearly) continue;
      headline_.settlement_covered(year, s, reading) = covered;
      headline_.town_settlements_covered(year, district_->town_of(s), kind, reading) += covered;
    }
    record_reach(month, s, end.people, end.facilities);
  }
  headline_.residents_covered(month, CoverageStrength::used) = end.demand.persons_served() - undelivered.persons;
  headline_.residents_covered(month, CoverageStrength::cared) = end.demand.persons_cared() - undelivered.cared;
}

void Recorder::record_reach(Month month, std::size_t s, const People& people, std::span<const FacilityState> facilities) {
  bool reached = own_[s] != 0;
  bool by_working_hub = false;
  if (basic_.valid()) {
    for (const NearbyFacility& candidate : district_->network().own(SettlementId(s), basic_)) {
      const FacilityState& facility = facilities[candidate.facility.index()];
      if (facility.settlement != candidate.site) continue;
      reached |= facility.status == FacilityStatus::open;
      by_working_hub |= facility.status == FacilityStatus::open && facility.hub_working;
    }
  }
  in_reach_[s] = reached ? 1 : 0;
  std::int32_t residents = 0;
  for (std::size_t n = 0; n < kCount<Need>; ++n) residents += people.residents()(s, n);
  headline_.residents_covered(month, CoverageStrength::nominal) += reached ? residents : 0;
  headline_.residents_covered(month, CoverageStrength::effective) += by_working_hub ? residents : 0;
}

std::int32_t Recorder::travel_minutes(const Allocation& allocation, ServiceId service) const {
  std::int64_t seconds = 0;
  for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) seconds += allocation.way_seconds(TownId(t), service);
  return static_cast<std::int32_t>((seconds + 30) / 60);
}

void Recorder::record_demand(Month month, const ServiceDemand& demand, const Undelivered& undelivered) {
  const Scenario& scenario = district_->scenario();
  const int year = year_of(scenario, month);
  const bool yearly = year_ends(month);
  for (std::size_t s = 0; s < scenario.services.size(); ++s) {
    headline_.new_seekers(month, s) = demand.new_seekers(ServiceId(s));
    if (yearly) headline_.travel_minutes(year, s) = travel_minutes(demand.allocation(), ServiceId(s));
    for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
      for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
        const TownId town(t);
        const ServiceId service(s);
        const auto group = static_cast<PriorityGroup>(g);
        const std::int32_t seeking = demand.allocation().seeking(town, service, group);
        const std::int32_t placed = demand.allocation().served(town, service, group);
        const std::int32_t holding = undelivered.holding(town, service, group);
        const PerEnum<DemandCount, std::int32_t> counts{{demand.eligible(town, service, group), demand.wanting(town, service, group),
                                                         seeking, placed - holding, seeking - placed, holding}};
        for (std::size_t c = 0; c < kCount<DemandCount>; ++c) {
          headline_.demand(month, s, g, c) += counts.cells[c];
          if (yearly) headline_.town_demand(year, t, s, c) += counts.cells[c];
        }
      }
    }
  }
}

void Recorder::record_hub_occupancy(int year, std::span<const FacilityState> facilities) {
  for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) headline_.hub_occupied_per_mille(year, t) = -1;
  for (const FacilityState& facility : facilities) {
    if (facility.status != FacilityStatus::open || !is_hub(facility.kind)) continue;
    const std::int32_t open = facility.capacity[Resource::nursing_bed] + facility.capacity[Resource::other_bed];
    const std::int32_t occupied = facility.used[Resource::nursing_bed] + facility.used[Resource::other_bed];
    if (open > 0) headline_.hub_occupied_per_mille(year, facility.town) = 1000 * occupied / open;
  }
}

void Recorder::record_beds(Month month, ServiceDemand& demand, std::span<const FacilityState> facilities) {
  const int year = year_of(district_->scenario(), month);
  const bool yearly = year_ends(month);
  for (const FacilityState& facility : facilities) {
    if (facility.status != FacilityStatus::open) continue;
    for (const auto& [type, bed] : {std::pair{BedType::nursing, Resource::nursing_bed}, {BedType::other, Resource::other_bed}}) {
      // A resident's bed counts as staffed even where carers are short: nobody is sent away.
      const PerEnum<BedCount, std::int32_t> counts{
          {facility.capacity[bed], std::max(facility.staffed[bed], facility.used[bed]), facility.used[bed]}};
      for (std::size_t c = 0; c < kCount<BedCount>; ++c) {
        headline_.beds(month, type, c) += counts.cells[c];
        if (yearly) headline_.town_beds(year, facility.town, c) += counts.cells[c];
      }
    }
  }
  if (yearly) record_hub_occupancy(year, facilities);
  demand.bed_shortfall(shortfall_);
  for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) {
    for (std::size_t c = 0; c < kCount<ShortfallCause>; ++c) {
      headline_.bed_shortfall(month, c) += shortfall_(t, c);
      if (yearly) headline_.town_bed_shortfall(year, t, c) = shortfall_(t, c);
    }
  }
}

void Recorder::record_staff(Month month, const Workforce& workforce, std::span<const FacilityState> facilities) {
  const int year = year_of(district_->scenario(), month);
  for (std::size_t r = 0; r < count_of<Role>(district_->scenario().names); ++r) {
    const auto role = static_cast<Role>(r);
    headline_.staff(month, role, StaffCount::in_training) = workforce.training().in_training[role];
    headline_.staff(month, role, StaffCount::graduates) = workforce.training().graduates[role];
    for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) {
      headline_.staff(month, role, StaffCount::in_post) += workforce.in_post(TownId(t), role);
    }
  }
  for (const FacilityState& facility : facilities) {
    const bool point = facility.kind == FacilityKind::village_point && facility.status == FacilityStatus::open;
    headline_.staff(month, Role::helper, StaffCount::posts) += static_cast<std::int32_t>(point);
  }
  for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) {
    headline_.staff(month, Role::carer, StaffCount::certified) += workforce.certified(TownId(t));
    headline_.staff(month, Role::carer, StaffCount::posts) += workforce.posts(TownId(t), facilities);
    if (year_ends(month)) headline_.town_carers(year, t) = workforce.in_post(TownId(t), Role::carer);
  }
}

void Recorder::record_volumes(Month month, const ServiceDemand& demand, const Delivery& delivery) {
  const Scenario& scenario = district_->scenario();
  for (std::size_t s = 0; s < scenario.services.size(); ++s) {
    const std::int64_t units = scenario.services[s].units_per_month;
    std::int64_t sought = 0;
    std::int64_t delivered = 0;
    for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
      std::int64_t taken = 0;
      for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
        sought += demand.allocation().seeking(TownId(t), ServiceId(s), static_cast<PriorityGroup>(g)) * units;
        taken += demand.allocation().served(TownId(t), ServiceId(s), static_cast<PriorityGroup>(g)) * units;
      }
      delivered += scaled(taken, delivery.of(TownId(t), ServiceId(s)));
    }
    headline_.volume(month, s, Volume::sought) = static_cast<std::int32_t>(sought);
    headline_.volume(month, s, Volume::delivered) = static_cast<std::int32_t>(delivered);
  }
}

void Recorder::record_fund(Month month, const Treasury& treasury) {
  const LotteryFundState& fund = treasury.lottery_fund();
  headline_.lottery_fund_fen(month, FundCount::income) = (fund.income - fund_before_.income).value;
  headline_.lottery_fund_fen(month, FundCount::drawn) = (fund.drawn - fund_before_.drawn).value;
  headline_.lottery_fund_fen(month, FundCount::balance) = fund.balance.value;
  fund_before_ = fund;
}

void Recorder::record_changes(Month month, const FacilityChanges& changes) {
  const int year = year_of(district_->scenario(), month);
  for (std::size_t f = 0; f < kCount<FacilityFlow>; ++f) headline_.facility_flows(year, f) += changes.flows.cells[f];
  for (std::size_t s = 0; s < changes.displaced.size(); ++s) headline_.displaced(year, s) += changes.displaced[s];
}

void Recorder::record_waiting(Month month, const Treasury& treasury, const BuildingSite& site) {
  const int year = year_of(district_->scenario(), month);
  for (std::size_t p = 0; p < site.projects().size(); ++p) {
    const std::optional<WaitFor> what = site.waits_for(ProjectId(p));
    if (!what) continue;
    ++headline_.projects_waiting(month, *what);
    ++headline_.town_projects_waited(year, site.projects()[p].town, *what);
  }
  constexpr double kPerMille = 1000;
  headline_.building_pace_per_mille(year) = static_cast<std::int32_t>(std::lround(kPerMille * site.pace()));
  for (const Payer payer : {Payer::city, Payer::district_budget}) {
    const std::span<const std::int64_t> waiting = treasury.waiting_grants(payer);
    if (!waiting.empty()) headline_.grants_waiting_fen(year, payer) = waiting[static_cast<std::size_t>(month.value)];
  }
}

/// Stocks of a period are those of its last month; the run may end inside a period.
void Recorder::record_progress(Month month, const EndOfMonth& end, const Undelivered& undelivered) {
  const auto& [people, demand, delivery, workforce, treasury, site, changes, facilities] = end;
  const Scenario& scenario = district_->scenario();
  for (std::size_t t = 0; t < town_paid_.size(); ++t) town_paid_[t] += treasury.ledger().paid(TownId(t), month);
  if (month.value % 2 == 0 && !is_last(month)) return;
  const int period = month.value / 2;
  const auto cell = [&](TownId town, Progress item) -> std::int32_t& { return headline_.town_progress(period, town, item); };
  for (const FacilityState& facility : facilities) {
    if (facility.kind == FacilityKind::care_home) continue;
    cell(facility.town, Progress::facilities_planned) += static_cast<int>(!facility.from_project);
    cell(facility.town, Progress::facilities_open) += static_cast<int>(facility.status == FacilityStatus::open);
  }
  for (std::size_t p = 0; p < site.projects().size(); ++p) {
    if (site.planned_opening(ProjectId(p)) <= month) ++cell(site.projects()[p].town, Progress::facilities_planned);
  }
  for (std::size_t t = 0; t < town_paid_.size(); ++t) {
    const TownId town(t);
    cell(town, Progress::money_paid_yuan) = static_cast<std::int32_t>(town_paid_[t].value / 100);
    cell(town, Progress::carers_in_post) = workforce.in_post(town, Role::carer);
    cell(town, Progress::staff_trained) = workforce.certified(town) + workforce.in_post(town, Role::supervisor) +
                                          workforce.in_post(town, Role::director) + workforce.in_post(town, Role::helper);
    for (std::size_t s = 0; s < scenario.services.size(); ++s) {
      for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
        const auto group = static_cast<PriorityGroup>(g);
        cell(town, Progress::places_used) += demand.allocation().served(town, ServiceId(s), group) - undelivered.holding(town, s, group);
      }
    }
  }
}

/// Open, but nobody to staff it, no hub that works, or nobody who comes.
void Recorder::record_paper(Month month, std::span<const FacilityState> facilities) {
  const int year = year_of(district_->scenario(), month);
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    const FacilityState& facility = facilities[f];
    if (facility.status != FacilityStatus::open || facility.kind == FacilityKind::care_home) continue;
    bool staffed = false;
    bool used = false;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      // Lists of family doctors are kept by the health centre, so that they neither staff nor fill a facility.
      if (static_cast<Resource>(r) == Resource::doctor_place) continue;
      staffed |= facility.staffed.cells[r] > 0;
      used |= facility.used.cells[r] > 0;
    }
    if (facility.kind != FacilityKind::village_point)
      staffed = facility.staffed[Resource::day_place] > 0 || facility.capacity[Resource::day_place] == 0;
    std::uint8_t bits = 0;
    if (!staffed) bits |= bit_of(PaperReason::no_staff);
    if (is_spoke(facility.kind) && !facility.hub_working) bits |= bit_of(PaperReason::no_hub);
    if (!used) bits |= bit_of(PaperReason::no_users);
    headline_.facility_paper(year, f) = bits;
  }
}

void Recorder::record_end(const ServiceDemand& demand, const Treasury& treasury, std::span<const FacilityState> facilities) {
  demand.allocation().waiting_by_settlement(headline_.settlement_unserved);
  for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) {
    const FacilityId hub = district_->network().hub(TownId(t));
    const bool open = hub.valid() && facilities[hub.index()].status == FacilityStatus::open;
    headline_.hub_break_even_per_mille(t) =
        open ? treasury.running().break_even_per_mille(facilities[hub.index()], treasury.relief(hub)) : -1;
  }
}

void Recorder::record_detail(Month month, const EndOfMonth& end) {
  const std::span<const FacilityState> facilities = end.facilities;
  for (std::size_t s = 0; s < own_.size(); ++s) {
    for (std::size_t n = 0; n < kCount<Need>; ++n) detail_.settlement_residents(month, s) += end.people.residents()(s, n);
    detail_.settlement_in_reach(month, s) = in_reach_[s];
  }
  for (std::size_t f = 0; f < facilities.size(); ++f) {
    detail_.facility_status(month, f) = static_cast<std::uint8_t>(facilities[f].status);
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      detail_.facility_capacity(month, f, r) = facilities[f].capacity.cells[r];
      detail_.facility_staffed(month, f, r) = facilities[f].staffed.cells[r];
      detail_.facility_used(month, f, r) = facilities[f].used.cells[r];
    }
  }
  for (const auto& [facility, event, displaced] : end.changes.events) {
    detail_.facility_events(month, facility) |= bit_of(event);
    detail_.facility_displaced(month, facility) += displaced;
  }
}

void Recorder::finish(Outcome& outcome, Treasury& treasury, const BuildingSite& site) {
  Ledger& ledger = treasury.ledger();
  ledger.record(headline_);
  outcome.headline = std::move(headline_);
  outcome.has_detail = with_detail_;
  if (!with_detail_) return;
  for (std::size_t p = 0; p < site.projects().size(); ++p) {
    detail_.project_opened(p) = site.opened_in(ProjectId(p));
    detail_.project_cost_fen(p) = site.projects()[p].cost.value;
    detail_.project_waited(p) = site.waited(ProjectId(p));
    for (std::size_t w = 0; w < kCount<WaitFor>; ++w) detail_.project_waited_for(p, w) = site.waited_for(ProjectId(p)).cells[w];
  }
  detail_.town_money_fen = treasury.town_money();
  detail_.town_prefinancing_fen = ledger.town_prefinancing();
  detail_.postings = std::move(ledger.postings());
  outcome.detail = std::move(detail_);
}

}  // namespace eldercast
