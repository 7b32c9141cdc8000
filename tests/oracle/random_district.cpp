#include "oracle/random_district.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <variant>

#include "oracle/small_district.hpp"
#include "support/scenarios.hpp"

namespace eldercast::test {
namespace {

int between(std::mt19937& random, int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); }
double share(std::mt19937& random, double low, double high) { return std::uniform_real_distribution<double>(low, high)(random); }

void add_people(std::mt19937& random, const Scenario& base, Scenario& scenario) {
  scenario.population = base.population;
  scenario.census = base.census;
  scenario.age_shape = base.age_shape;
  scenario.mortality = base.mortality;
  scenario.disability = base.disability;
  scenario.moves = base.moves;
  for (CensusGroup& group : scenario.census) {
    group.population_first /= 3;
    group.population_second /= 3;
  }
  for (Town& town : scenario.towns) town.population_2010 = town.population_2020 = between(random, 200, 2000);
  // Much happens in a short time.
  for (MoveBand& band : scenario.moves) band.rate_per_year = band.kind == TownKind::town ? 0.1 : 0.0;
  scenario.population.hardship_share = share(random, 0.02, 0.2);
  scenario.population.mortality_multiplier_male = share(random, 1, 4);
}

void add_services(std::mt19937& random, Scenario& scenario) {
  Service visits;
  visits.id = "a_visit";
  visits.given_at = GivenAt::home;
  visits.needs_hub = between(random, 0, 1) == 0;
  visits.amount_per_month = between(random, 20, 300);
  visits.reach_minutes = between(random, 10, 60);
  visits.eligible = {{false, true, true}};
  visits.takes[Need::partial] = visits.takes[Need::full] = {Resource::visit_minutes};
  scenario.services.push_back(visits);
  for (std::size_t s = 0; s < scenario.services.size(); ++s) {
    Service& service = scenario.services[s];
    service.units_per_month = between(random, 1, 4);
    for (Fen& price : service.price) price = Fen{between(random, 0, 3) * 12345};
    service.payer = Payer::resident;
    service.payer_hardship = static_cast<Payer>(between(random, 0, static_cast<int>(kCount<Payer>) - 1));
    const bool bed = service.given_at == GivenAt::bed;
    DemandRow row;
    row.service = ServiceId(s);
    row.want = share(random, 0.1, bed ? 0.3 : 1.0);
    row.realised_use = share(random, 0.2, 1.0);
    scenario.demand.push_back(row);
    row.group = static_cast<PriorityGroup>(between(random, 0, 5));
    row.want = share(random, 0.1, bed ? 0.5 : 1.0);
    scenario.demand.push_back(row);
    row.group.reset();
    row.need = static_cast<Need>(between(random, 0, 2));
    row.settlement_kind = static_cast<SettlementKind>(between(random, 0, 1));
    row.want = share(random, 0.1, bed ? 0.5 : 1.0);
    scenario.demand.push_back(row);
  }
}

/// The facility shrinks, is merged into the one before it, or moves to a settlement of the kind of its own.
void add_change(std::mt19937& random, std::size_t f, Scenario& scenario) {
  const ExistingFacility facility = scenario.existing[f];
  const bool home = facility.kind == FacilityKind::care_home;
  FacilityChange change{scenario.start + between(random, 0, 14), FacilityId(f), static_cast<ChangeKind>(between(random, 0, 4)), 0, {}, {}};
  if (change.kind == ChangeKind::beds || change.kind == ChangeKind::hours) {
    change.kind = home ? ChangeKind::beds : ChangeKind::hours;
    if (home && facility.beds < 2) return;
    change.value = between(random, 1, home ? facility.beds - 1 : 100);
  }
  if (change.kind == ChangeKind::merge) {
    if (f == 0 || scenario.existing[f - 1].kind != facility.kind) return;
    change.into = FacilityId(f - 1);
  }
  if (change.kind == ChangeKind::move) {
    change.to = SettlementId(static_cast<std::size_t>(between(random, 0, static_cast<int>(scenario.settlements.size()) - 1)));
    if (!home && scenario.settlements[change.to.index()].kind != scenario.settlements[facility.settlement.index()].kind) return;
  }
  scenario.changes.push_back(change);
}

void add_changes(std::mt19937& random, Scenario& scenario) {
  const std::size_t standing = scenario.existing.size();
  for (std::size_t f = 0; f < standing; ++f) {
    if (!is_hub(scenario.existing[f].kind) && between(random, 0, 2) == 0) add_change(random, f, scenario);
  }
}

/// Floods: in a town, of a kind, of one facility or of all.
void add_floods(std::mt19937& random, Scenario& scenario) {
  for (int k = scenario.existing.empty() ? 0 : between(random, 0, 3); k > 0; --k) {
    Shock flood;
    flood.id = "flood_" + std::to_string(k);
    flood.on = ShockOn::facilities;
    flood.from = scenario.start + between(random, 0, 14);
    flood.to = flood.from + between(random, 0, 5);
    flood.factor = between(random, 0, 3) == 0 ? 0 : share(random, 0, 1);
    if (between(random, 0, 1) == 0) flood.beds_lost = between(random, 0, 8);
    if (between(random, 0, 2) == 0)
      flood.town = TownId(static_cast<std::size_t>(between(random, 0, static_cast<int>(scenario.towns.size()) - 1)));
    if (between(random, 0, 2) == 0) flood.kind = FacilityKind::care_home;
    if (between(random, 0, 2) == 0) {
      flood.facility = FacilityId(static_cast<std::size_t>(between(random, 0, static_cast<int>(scenario.existing.size()) - 1)));
    }
    scenario.shocks.push_back(flood);
  }
}

void add_projects(std::mt19937& random, Scenario& scenario) {
  std::vector<bool> has_hub(scenario.towns.size(), false);
  for (ExistingFacility& facility : scenario.existing) {
    if (is_hub(facility.kind)) has_hub[scenario.settlements[facility.settlement.index()].town.index()] = true;
    facility.occupancy = share(random, 0, 1);
    facility.hardship_share = share(random, 0, 0.5);
    if (between(random, 0, 7) == 0) facility.closes = scenario.start + between(random, 0, 20);
  }
  for (std::size_t s = 0; s < scenario.settlements.size(); ++s) {
    const Settlement& settlement = scenario.settlements[s];
    const std::size_t t = settlement.town.index();
    Project project;
    project.settlement = SettlementId(s);
    project.planned_year = between(random, 2019, 2021);
    project.id = "P" + std::to_string(s);
    project.built = between(random, 0, 5) == 0;
    project.kind = settlement.kind == SettlementKind::community ? FacilityKind::community_station : FacilityKind::village_point;
    if (!has_hub[t] && between(random, 0, 1) == 0) {
      has_hub[t] = true;
      project.kind = scenario.towns[t].kind == TownKind::street ? FacilityKind::street_centre : FacilityKind::town_centre;
      for (const ExistingFacility& home : scenario.existing) {
        const bool here = home.kind == FacilityKind::care_home && scenario.settlements[home.settlement.index()].town == settlement.town;
        if (here && between(random, 0, 1) == 0) project.converts = home.id;
      }
    }
    if (between(random, 0, 2) > 0) scenario.projects.push_back(project);
    if (scenario.projects.empty()) continue;
    if (between(random, 0, 2) == 0) scenario.projects.back().floor_area_m2 = between(random, 50, 900);
    if (between(random, 0, 5) == 0) scenario.projects.back().closes = scenario.start + between(random, 0, 20);
  }
  add_changes(random, scenario);
  add_floods(random, scenario);
  ScheduleParameters& schedule = scenario.schedule;
  schedule.timing = between(random, 0, 2) == 0 ? Timing::printed_year : Timing::durations;
  schedule.first_month = between(random, 1, 6);
  schedule.last_month = between(random, 7, 12);
  schedule.never_built_share = share(random, 0, 0.2);
  schedule.opening_skew = schedule.first_month % 2 == 0 ? 2.5 : 1;
  schedule.ramp_up_months = between(random, 0, 4);
  schedule.slip_ratio = {1.2, 1.0, 2.0};
  schedule.cost_ratio = {1.1, 0.9, 1.5};
  for (Spread& spread : schedule.prepare_months) spread = {share(random, 0.5, 4), 0.4, 6};
  for (Spread& spread : schedule.build_months) spread = {share(random, 1, 5), 0.8, 8};
}

RuleDescription described(const std::string& rule) { return std::get<RuleDescription>(host().catalog().find(rule)); }

/// Lists a rule: what is not given is as where a scenario is silent.
void add_rule(const std::string& id, const std::map<std::string, double>& given, Scenario& scenario) {
  RuleSpec spec{id, {}};
  for (const ParameterRow& row : described(id).rows) {
    const auto found = given.find(row.path);
    spec.values.push_back(found == given.end() ? fallback_of(row) : RuleValue(found->second));
  }
  scenario.rules.push_back(std::move(spec));
}

void add_staff_and_money(std::mt19937& random, Scenario& scenario) {
  scenario.staff.carers_at_start = between(random, 0, 12);
  add_rule("staffing/care_workforce",
           {{"turnover_per_year", share(random, 0, 0.99)}, {"market_hires_per_month", between(random, 0, 30) / 10.0}}, scenario);
  scenario.staff.points_need_helpers = between(random, 0, 1) == 0;
  scenario.staff.helpers_per_point_at_start = share(random, 0, 3);
  scenario.network.street_spokes_max = between(random, 0, 3);
  FinanceParameters& finance = scenario.finance;
  finance.own_funds = between(random, 0, 1) == 0 ? OwnFunds::limited : OwnFunds::cover_the_rest;
  finance.town_share = share(random, 0, 1);
  finance.credit_share = share(random, 0, 1);
  finance.operator_share = share(random, 0, 0.4);
  finance.credit_interest = 0.05;
  finance.town_money = Fen{std::int64_t{between(random, 0, 4'000'000)}};
  finance.street_money = Fen{std::int64_t{between(random, 0, 6'000'000)}};
  finance.money_by_population = share(random, 0, 1);
  finance.money_spread = share(random, 0, 0.8);
  finance.money_growth = share(random, -0.3, 0.3);
  finance.carry_over = share(random, 0, 1);
  finance.running_from_own = between(random, 0, 1) == 0;
  scenario.staff.visitors_apart = between(random, 0, 1) == 0;
  scenario.staff.shortage_cuts_delivery = between(random, 0, 1) == 0;
  finance.upkeep_per_m2 = Fen{between(random, 0, 1000)};
  finance.bed_upkeep = Fen{between(random, 0, 30000)};
  for (Fen& cost : finance.bed_cost) cost = Fen{between(random, 0, 200000)};
  for (FacilityStandard& standard : scenario.standards) {
    standard.building_per_m2 = Fen{between(random, 50000, 300000)};
    standard.equipment = Fen{between(random, 0, 10'000'000)};
    standard.management = Fen{between(random, 0, 1'000'000)};
  }
  OperationParameters& operation = scenario.operation;
  for (double* one : {&operation.social_at_start_urban, &operation.social_at_start_rural, &operation.social_new_urban,
                      &operation.social_new_rural, &operation.handover_per_year_urban, &operation.handover_per_year_rural}) {
    *one = share(random, 0, 1);
  }
  operation.handover_from = scenario.start + between(random, 0, 6);
  operation.operators_decide = between(random, 0, 2) > 0;
  operation.exit_loss_share = share(random, 0, 1.2);
  operation.patience_months = between(random, 1, 14);
  operation.top_up_share = between(random, 0, 2) == 0 ? 0 : share(random, 0, 1);
  operation.own_income_share = share(random, 0, 0.6);
  operation.hours_in_loss = between(random, 0, 1) == 0 ? 1 : share(random, 0.1, 1);
  operation.closes_per_year = share(random, 0, 0.99);
  if (between(random, 0, 1) == 0) finance.city_limit = Fen{std::int64_t{between(random, 0, 40'000'000)}};
  if (between(random, 0, 1) == 0) finance.district_limit = Fen{std::int64_t{between(random, 0, 40'000'000)}};
  operation.platform_from = scenario.start;
  AllocationParameters& allocation = scenario.allocation;
  for (double& leaving : allocation.bed_leaving_per_month) leaving = share(random, 0, 0.3);
  allocation.bed_leaving_hardship_per_month = share(random, 0, 0.1);
  allocation.settled_start = between(random, 0, 1) == 0;
}

}  // namespace

double rule_value(const Scenario& scenario, const std::string& rule, const std::string& path) {
  const std::span<const ParameterRow> rows = described(rule).rows;
  for (const RuleSpec& spec : scenario.rules) {
    for (std::size_t i = 0; spec.id == rule && i < rows.size(); ++i) {
      if (rows[i].path == path) return spec.values[i].number;
    }
  }
  throw std::logic_error("rule_value: no such parameter");
}

std::shared_ptr<const Scenario> random_district(std::mt19937& random, const Scenario& base) {
  auto scenario = std::make_shared<Scenario>(small_district(random));
  scenario->start = YearMonth(2020, 1);
  scenario->end = scenario->start + between(random, 11, 35);
  scenario->names.payers = {{"charity", "慈善会", "charity", false}};
  scenario->names.purposes = {{"respite", "喘息", "respite", false}};
  add_people(random, base, *scenario);
  add_services(random, *scenario);
  add_projects(random, *scenario);
  add_staff_and_money(random, *scenario);
  return scenario;
}

}  // namespace eldercast::test
